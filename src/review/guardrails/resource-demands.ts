import { kindsOfWord } from "../../capabilities/resource-kinds";
import type { Organization } from "../../organization/organization";
import type { Resource } from "../../organization/inventory";
import { counted } from "../../text/counted";
import { findingOf } from "../../text/finding";
import type { Finding } from "../../text/finding";
import { grouped } from "../../text/grouped";
import { accountMatcher } from "../account-filter";
import type { ResourceMatch } from "../resources/resource-matcher";
import { OUT_OF_REACH } from "../resources/resource-reason";
import { GUARDRAIL_RULES } from "./guardrail-rules";
import type { Requirement, ResourceDemand } from "./guardrails";

/** Collects the resources that requirements mean and no plan selects, resource by resource. */
export class ResourceDemands {
  private readonly demands: readonly DemandTally[];

  /** @param organization as it will be */
  constructor(requirements: readonly Requirement[], organization: Organization) {
    this.demands = requirements.flatMap((requirement) =>
      requirement.resources === undefined
        ? []
        : [new DemandTally(requirement, requirement.resources, organization)],
    );
  }

  add(resource: Resource, match: ResourceMatch): void {
    for (const demand of this.demands) {
      demand.add(resource, match);
    }
  }

  findings(): readonly Finding[] {
    return this.demands.flatMap((demand) => demand.findings());
  }

  /** Without an inventory no such requirement can be judged: that is no pass. */
  findingsWithoutInventory(): readonly Finding[] {
    return this.demands.map((demand) => demand.notJudged());
  }
}

interface Group {
  readonly isKnown: boolean;
  readonly reason: string;
  readonly types: Map<string, number>;
  readonly accounts: Set<string>;
  readonly example: string;
  resources: number;
}

class DemandTally {
  private readonly isMeantAccount: (accountId: string) => boolean;
  private readonly kinds: ReadonlySet<string> | undefined;
  private readonly groups = new Map<string, Group>();
  /** Whether any resource is of an account that is meant: nothing was looked at otherwise. */
  private isJudged = false;

  constructor(
    private readonly requirement: Requirement,
    private readonly demand: ResourceDemand,
    organization: Organization,
  ) {
    this.isMeantAccount = accountMatcher(organization, requirement.accounts);
    this.kinds =
      demand.types === undefined ? undefined : new Set(demand.types.flatMap(kindsOfWord).map(({ id }) => id));
  }

  add(resource: Resource, match: ResourceMatch): void {
    const { reason, type, selected } = match;
    const { accountId, arn } = resource;
    this.isJudged ||= accountId === undefined || this.isMeantAccount(accountId);
    if (reason === undefined || OUT_OF_REACH.has(reason.code) || !this.isMeantType(match)) {
      return;
    }
    const isTagged = this.isTagged(resource);
    if (isTagged === false || (accountId !== undefined && !this.isMeantAccount(accountId))) {
      return;
    }
    const isKnown = selected === "no" && isTagged === true && accountId !== undefined;
    const why = isTagged === undefined ? "its tags are not known" : reason.summary;
    const key = `${isKnown} ${why}`;
    const group = this.groups.get(key) ?? {
      isKnown,
      reason: why,
      types: new Map<string, number>(),
      accounts: new Set<string>(),
      example: arn,
      resources: 0,
    };
    this.groups.set(key, group);
    group.resources += 1;
    group.types.set(type.name, (group.types.get(type.name) ?? 0) + 1);
    if (accountId !== undefined) {
      group.accounts.add(accountId);
    }
  }

  findings(): readonly Finding[] {
    if (!this.isJudged) {
      return [
        this.finding(false, "the inventory holds no resource of an account that it means", [], undefined),
      ];
    }
    return [...this.groups.values()].map((group) => {
      const { isKnown, reason, types, accounts, example, resources } = group;
      const what = [...types].map(([name, count]) => `${grouped(count)} ${name}`).join(", ");
      const which = `${counted(resources, "resource")} (${what})`;
      const rest = resources > 1 ? `, and ${grouped(resources - 1)} more` : "";
      const verb = resources === 1 ? "is" : "are";
      const fact = isKnown
        ? `${which} ${verb} not selected: ${reason}`
        : `it is not known whether ${which} ${verb} selected: ${reason}`;
      return this.finding(isKnown, `${fact}; for example ${example}${rest}`, [...accounts], resources);
    });
  }

  notJudged(): Finding {
    return this.finding(false, "no inventory was given: use --resources", [], undefined);
  }

  private finding(
    isKnown: boolean,
    message: string,
    accounts: readonly string[],
    resources: number | undefined,
  ): Finding {
    const { id, where, description, severity } = this.requirement;
    const rule = GUARDRAIL_RULES[isKnown ? "guardrail-resources" : "guardrail-not-known"];
    return findingOf(rule, {
      severity: isKnown ? severity : rule.severity,
      message: `${id}: ${message} (${where}).`,
      accounts,
      hint: description ?? GUARDRAIL_RULES["guardrail-resources"].hint,
      requirement: { id, where },
      ...(resources === undefined ? {} : { resources }),
    });
  }

  private isMeantType({ type }: ResourceMatch): boolean {
    return this.kinds === undefined || type.kinds.some(({ id }) => this.kinds?.has(id));
  }

  /** Undefined if it is not known. */
  private isTagged({ tags, tagKeys }: Resource): boolean | undefined {
    const { tag } = this.demand;
    if (tag === undefined) {
      return true;
    }
    const actual = tags !== undefined && Object.hasOwn(tags, tag.key) ? tags[tag.key] : undefined;
    if (tags === undefined || (actual === undefined && tagKeys?.has(tag.key) === false)) {
      return undefined;
    }
    return actual !== undefined && (tag.value === undefined || tag.value === actual);
  }
}
