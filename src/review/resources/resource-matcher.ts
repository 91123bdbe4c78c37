import { getOrAdd } from "../../text/get-or-add";
import { optInAllows } from "../../capabilities/opt-in";
import type { OptInSettings } from "../../capabilities/opt-in";
import type { SelectionMiss } from "../../capabilities/selection/compile-selection";
import { backupByPolicy } from "../../capabilities/regions";
import { kindNames } from "../../capabilities/resource-kinds";
import type { Answer } from "../../capabilities/verdict";
import { typeOfResource } from "../../capabilities/type-of-resource";
import type { TypeOfResource } from "../../capabilities/type-of-resource";
import type { EffectivePolicies } from "../../organization/effective-policies";
import type { Resource } from "../../organization/inventory";
import { EVERY_REGION } from "../../organization/place";
import { list } from "../words";
import { accountProtection, WITHHELD } from "./account-protection";
import type { AccountProtection } from "./account-protection";
import type { CompiledPlan, PreparedSelection, SelectedBy } from "./compiled-plan";
import { missingTags, nearness, reason, reasonOfMiss } from "./resource-reason";
import type { ResourceReason } from "./resource-reason";

export type Selected = "yes" | "no" | "unknown";

/** Whether the effective policy of its account selects a resource. */
export interface ResourceMatch {
  readonly type: TypeOfResource;
  readonly selected: Selected;
  /** What selects it; for `unknown`, what may. */
  readonly by: readonly SelectedBy[];
  /** Undefined if it is selected. */
  readonly reason: ResourceReason | undefined;
}

/** What matching supposed, once for all resources. */
export interface MatchAssumptions {
  /** Names of types of which the opt-in setting decides and is not known; they are assumed to be opted in. */
  readonly optedIn: readonly string[];
  /** Keys of tags whose absence was taken to differ from every value. */
  readonly absentTags: readonly string[];
  /** ARN forms that several types share, by Region, where AWS Backup supports only some of them; assumed to be one of those. */
  readonly sharedForms: readonly string[];
}

export interface MatcherOptions {
  /** The organization before a change, if there is one: a withheld policy leaves in force what was there. */
  readonly previous?: EffectivePolicies;
  /** Rules that have no run after it select nothing; the time of the policies if undefined. */
  readonly at?: Date;
  /** The opt-in settings of the management account by Region, or for `*`; what is missing is not known. */
  readonly optIn?: ReadonlyMap<string, NonNullable<OptInSettings>>;
}

/** Where the values of a tag are as many as resources, further ones are matched each time. */
const KEPT_MATCHES = 1000;

/** By Region, then by what else of a resource decides. */
type MatchesByRegion = Map<string, Map<string, ResourceMatch>>;

/** One function for all: a million resources ask. */
const newMap = <K, V>(): Map<K, V> => new Map<K, V>();

const UNREADABLE: TypeOfResource = { id: "unknown", name: "unknown", kinds: [] };
const ACCOUNT_NOT_KNOWN = reason(
  "account-not-known",
  "account not known",
  "neither the inventory nor the ARN names the account",
);
const REGION_NOT_KNOWN = reason(
  "region-not-known",
  "Region not known",
  "neither the inventory nor the ARN names the Region",
);
const ORDER_NOT_KNOWN = reason(
  "order-not-known",
  "an attachment order that is not known decides",
  "policies on one target disagree, and their attachment order, which is not known, decides",
);

const SCHEDULE_NOT_KNOWN = reason(
  "schedule-not-known",
  "a schedule cannot be read, so when the plan runs is not known",
);

/** Matches resources with the effective policies of their accounts; selections are read once. */
export class ResourceMatcher {
  private readonly accounts = new Map<string, AccountProtection>();
  /** By protection, which accounts share, then by type, Region, and what else of a resource decides. */
  private readonly matches = new Map<AccountProtection, Map<TypeOfResource, MatchesByRegion>>();
  private readonly settledMatches = new Map<string, ResourceMatch>();
  private readonly support = new Map<string, ResourceReason | undefined>();
  private readonly optedIn = new Set<string>();
  private readonly absentTags = new Set<string>();
  private readonly sharedForms = new Set<string>();

  constructor(
    private readonly policies: EffectivePolicies,
    private readonly options: MatcherOptions = {},
  ) {}

  get assumptions(): MatchAssumptions {
    const { optedIn, absentTags, sharedForms } = this;
    return {
      optedIn: [...optedIn].toSorted(),
      absentTags: [...absentTags].toSorted(),
      sharedForms: [...sharedForms].toSorted(),
    };
  }

  match(resource: Resource): ResourceMatch {
    const { arn, accountId } = resource;
    const type = typeOfResource(arn) ?? UNREADABLE;
    if (type.kinds.length === 0) {
      return this.settled(type, "no", NOT_SUPPORTED);
    }
    if (accountId === undefined) {
      return this.settled(type, "unknown", ACCOUNT_NOT_KNOWN);
    }
    const protection = this.protectionOf(accountId);
    if (protection.kind === "settled") {
      return this.settled(type, protection.selected, protection.reason);
    }
    const matches = this.matchesOf(protection, type, resource.region ?? "");
    const key = protection.keys.of(resource);
    const known = matches.get(key);
    if (known !== undefined) {
      return known;
    }
    const match = this.matchAnew(resource, type, protection);
    if (matches.size < KEPT_MATCHES) {
      matches.set(key, match);
    }
    return match;
  }

  private matchesOf(
    protection: AccountProtection,
    type: TypeOfResource,
    region: string,
  ): Map<string, ResourceMatch> {
    const types = getOrAdd(this.matches, protection, newMap<TypeOfResource, MatchesByRegion>);
    const regions = getOrAdd(types, type, newMap<string, Map<string, ResourceMatch>>);
    return getOrAdd(regions, region, newMap<string, ResourceMatch>);
  }

  private matchAnew(
    resource: Resource,
    type: TypeOfResource,
    protection: Extract<AccountProtection, { readonly kind: "plans" }>,
  ): ResourceMatch {
    const unsupported = this.supportIn(type, resource.region);
    if (unsupported?.code === "type-not-in-region") {
      return { type, selected: "no", by: [], reason: unsupported };
    }
    const found = this.matchPlans(resource, type, protection);
    // What AWS Backup may not support in the Region is not certainly selected there.
    return found.selected === "yes" && unsupported !== undefined
      ? { ...found, selected: "unknown", reason: unsupported }
      : found;
  }

  private settled(type: TypeOfResource, selected: Selected, why: ResourceReason): ResourceMatch {
    const { code, words } = why;
    const key = `${type.id} ${selected} ${code} ${words}`;
    const match = this.settledMatches.get(key) ?? { type, selected, by: [], reason: why };
    this.settledMatches.set(key, match);
    return match;
  }

  private protectionOf(accountId: string): AccountProtection {
    const { previous, at = this.policies.at } = this.options;
    return getOrAdd(this.accounts, accountId, () =>
      accountProtection(accountId, this.policies, previous, at),
    );
  }

  private matchPlans(
    resource: Resource,
    type: TypeOfResource,
    protection: Extract<AccountProtection, { readonly kind: "plans" }>,
  ): ResourceMatch {
    const { plans, undecided, withheld, none } = protection;
    const best = new Nearest();
    for (const compiled of plans) {
      const isUndecided = undecided === "all" || undecided.has(compiled.plan.name.toLowerCase());
      this.matchPlan(resource, type, compiled, isUndecided, best);
    }
    if (best.yes.length > 0) {
      return { type, selected: "yes", by: best.yes, reason: undefined };
    }
    if (best.doubt !== undefined) {
      return { type, selected: "unknown", by: best.maybe, reason: best.doubt };
    }
    if (withheld.length > 0) {
      const merged = new Nearest();
      withheld.forEach((compiled) => {
        this.matchPlan(resource, type, compiled, false, merged);
      });
      if (merged.yes.length > 0) {
        return { type, selected: "no", by: [], reason: WITHHELD };
      }
    }
    return { type, selected: "no", by: [], reason: best.nearest(resource) ?? none };
  }

  private matchPlan(
    resource: Resource,
    type: TypeOfResource,
    { plan, runs, regions, selections }: CompiledPlan,
    isUndecided: boolean,
    best: Nearest,
  ): void {
    const { region } = resource;
    for (const prepared of selections) {
      const outcome = prepared.outcome(resource);
      if (outcome.answer === "no") {
        if (isUndecided && outcome.miss.kind !== "restore-test") {
          best.addDoubt(ORDER_NOT_KNOWN, prepared.by);
        } else {
          best.misses.add(outcome.miss);
        }
      } else if (region !== undefined && !regions.has(region) && !isUndecided) {
        best.withoutRegion ??= plan.name;
      } else {
        const optIn = region === undefined ? undefined : this.optInOf(prepared, type, region);
        if (optIn?.code === "opted-out") {
          best.optedOut ??= optIn;
        } else if (runs === "no") {
          best.ended ??= plan.name;
        } else if (isUndecided || runs === "by-order") {
          best.addDoubt(ORDER_NOT_KNOWN, prepared.by);
        } else if (runs === "unknown") {
          best.addDoubt(SCHEDULE_NOT_KNOWN, prepared.by);
        } else if (outcome.answer === "unknown") {
          best.addDoubt(doubtReason(outcome.doubt), prepared.by);
        } else if (region === undefined) {
          best.addDoubt(REGION_NOT_KNOWN, prepared.by);
        } else if (optIn !== undefined) {
          best.addDoubt(optIn, prepared.by);
        } else {
          if (outcome.absentTag !== undefined) {
            this.absentTags.add(outcome.absentTag);
          }
          best.yes.push(prepared.by);
        }
      }
    }
  }

  /** Undefined if the opt-in lets the resource be backed up, or is assumed to. */
  private optInOf(
    { needsOptIn, reach }: PreparedSelection,
    type: TypeOfResource,
    region: string,
  ): ResourceReason | undefined {
    if (!needsOptIn(type)) {
      return undefined;
    }
    const { optIn: settings } = this.options;
    const managementAccount = settings?.get(region) ?? settings?.get(EVERY_REGION);
    for (const { optIn: setting, name } of type.kinds) {
      if (managementAccount?.[setting] === undefined) {
        this.optedIn.add(name);
      }
    }
    const named = (answer: Answer): string =>
      list([
        ...new Set(
          type.kinds
            .filter(
              (kind) =>
                optInAllows(kind, reach.get(kind.id) ?? "any", {
                  origin: "policy",
                  managementAccount,
                  account: undefined,
                }).answer === answer,
            )
            .map(({ optIn }) => optIn),
        ),
      ]);
    const [on, off, open] = [named("yes"), named("no"), named("unknown")];
    if (off === "") {
      return type.kinds.some((kind) => managementAccount?.[kind.optIn] === "unknown")
        ? reason("opt-in-not-known", `opt-in in ${region} is not known after the change: ${open}`)
        : undefined;
    }
    const others = [
      ...(on === "" ? [] : [`on for ${on}`]),
      ...(open === "" ? [] : [`not known for ${open}`]),
    ];
    // The settings may all be known: which of the types with such ARNs the resource is of is not.
    return others.length === 0
      ? reason("opted-out", `opt-in off in ${region}: ${off}`)
      : reason(
          "opt-in-not-known",
          `opt-in in ${region} is off for ${off}, ${others.join(", ")}, and the ARN does not say which type it is`,
        );
  }

  /** Whether AWS Backup backs up the type in the Region; undefined if it does. */
  private supportIn(type: TypeOfResource, region: string | undefined): ResourceReason | undefined {
    if (region === undefined) {
      return undefined;
    }
    const key = `${type.id} ${region}`;
    if (!this.support.has(key)) {
      this.support.set(key, this.supportReason(type, region));
    }
    return this.support.get(key);
  }

  private supportReason(type: TypeOfResource, region: string): ResourceReason | undefined {
    const answers = type.kinds.map((kind) => backupByPolicy(kind, region).answer);
    if (answers.includes("yes")) {
      if (answers.some((each) => each !== "yes")) {
        const others = type.kinds.filter((_, index) => answers[index] !== "yes");
        this.sharedForms.add(`${type.name} in ${region} (not ${list(kindNames(others))})`);
      }
      return undefined;
    }
    return answers.every((each) => each === "no")
      ? reason("type-not-in-region", `AWS Backup does not support the type in ${region}`)
      : reason("support-not-known", `whether AWS Backup supports the type in ${region} is not known`);
  }
}

const NOT_SUPPORTED = reason("type-not-supported", "AWS Backup does not support the type");

/** What the selections of an account say of one resource; reasons are put into words only if they are asked for. */
class Nearest {
  readonly yes: SelectedBy[] = [];
  readonly maybe: SelectedBy[] = [];
  doubt: ResourceReason | undefined;
  readonly misses = new Set<SelectionMiss>();
  /** The first plan that selects the resource, but for its Region. */
  withoutRegion: string | undefined;
  optedOut: ResourceReason | undefined;
  /** The first plan that selects the resource, but never runs again. */
  ended: string | undefined;

  addDoubt(why: ResourceReason, by: SelectedBy): void {
    this.doubt ??= why;
    this.maybe.push(by);
  }

  /** Why the resource is not selected: the reason that is nearest to a yes. */
  nearest(resource: Resource): ResourceReason | undefined {
    if (this.ended !== undefined) {
      return reason("plan-ended", `plan "${this.ended}" never runs again`);
    }
    if (this.withoutRegion !== undefined) {
      return reason(
        "region-not-in-plan",
        `Region not in plan "${this.withoutRegion}"`,
        `${resource.region ?? ""} is not a Region of plan "${this.withoutRegion}"`,
      );
    }
    if (this.optedOut !== undefined) {
      return this.optedOut;
    }
    let best: ResourceReason | undefined;
    for (const miss of this.misses) {
      const why = reasonOfMiss(miss, resource);
      if (best === undefined || nearness(why) > nearness(best)) {
        best = why;
      }
    }
    return best?.code === "no-tag" ? this.missingTags() : best;
  }

  /** Any of several tags would do: a few of them are named. */
  private missingTags(): ResourceReason {
    const keys = [...this.misses].flatMap((miss) => (miss.kind === "tag-absent" ? [miss.key] : []));
    return missingTags([...new Set(keys)].slice(0, NAMED_TAGS));
  }
}

const NAMED_TAGS = 3;

function doubtReason(doubt: {
  readonly kind: "tags-not-known" | "condition";
  readonly key: string;
}): ResourceReason {
  return doubt.kind === "condition"
    ? reason("condition-not-known", `how AWS Backup reads the condition on ${doubt.key} is not known`)
    : reason(
        "tags-not-known",
        "tags not known",
        `the inventory does not show the tag "${doubt.key}", which decides`,
      );
}
