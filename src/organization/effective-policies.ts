import { EffectivePolicyValidator } from "../effective/effective-policy";
import type { EffectivePolicy } from "../effective/effective-policy";
import { applyLevel } from "../effective/inherit";
import type { InheritanceLevel } from "../effective/inheritance-level";
import { MergedNode } from "../effective/merged-node";
import { inheritanceLevel } from "./inheritance-levels";
import type { Organization } from "./organization";
import { opennessOf, worseOpenness } from "./openness";
import type { Openness } from "./openness";

export interface EffectivePoliciesOptions {
  /** The accounts of interest; the others get no result. All of them if undefined. */
  readonly accountIds?: readonly string[] | undefined;
  /** Those of the organization before a change: what the change does not reach is not computed again. */
  readonly previous?: EffectivePolicies | undefined;
}

/**
 * The effective policy of every account of an organization. Each OU is merged once; accounts without
 * policies of their own share their OU's result, the same object, so that whatever comes later can
 * work per distinct result.
 */
export class EffectivePolicies {
  private readonly byAccount = new Map<string, EffectivePolicy>();
  /** By target that adds something: after a change, what is the same on the way there has the same result. */
  private readonly targets = new Map<string, TargetResult>();
  private readonly validator: EffectivePolicyValidator;
  private readonly nothing: Inherited;
  private groups: ReadonlyMap<EffectivePolicy, readonly string[]> | undefined;

  private constructor(
    readonly organization: Organization,
    /** The time for which they were computed. */
    readonly at: Date,
    previous: EffectivePolicies | undefined,
  ) {
    this.validator = previous?.validator ?? new EffectivePolicyValidator(at);
    this.nothing = previous?.nothing ?? {
      state: MergedNode.EMPTY,
      levels: [],
      openness: undefined,
      policy: undefined,
    };
  }

  /** @param at the time of AWS's validation: the rule on archive schedules depends on it */
  static compute(
    organization: Organization,
    at: Date,
    { accountIds, previous }: EffectivePoliciesOptions = {},
  ): EffectivePolicies {
    const reused = previous?.at.getTime() === at.getTime() ? previous : undefined;
    const policies = new EffectivePolicies(organization, at, reused);
    policies.walk(accountIds === undefined ? undefined : organization.targetsOver(accountIds), reused);
    return policies;
  }

  /** Undefined for an id that is no account of the organization. */
  of(accountId: string): EffectivePolicy | undefined {
    return this.byAccount.get(accountId);
  }

  /** The accounts of each distinct result, in the order of the organization. */
  distinct(): ReadonlyMap<EffectivePolicy, readonly string[]> {
    return (this.groups ??= this.grouped());
  }

  private grouped(): ReadonlyMap<EffectivePolicy, readonly string[]> {
    const groups = new Map<EffectivePolicy, string[]>();
    for (const { id } of this.organization.accounts) {
      const policy = this.byAccount.get(id);
      if (policy !== undefined) {
        const group = groups.get(policy);
        if (group === undefined) {
          groups.set(policy, [id]);
        } else {
          group.push(id);
        }
      }
    }
    return groups;
  }

  private walk(wanted: ReadonlySet<string> | undefined, previous: EffectivePolicies | undefined): void {
    const { organization } = this;
    const open = [{ id: organization.root.id, inherited: this.nothing }];
    for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
      const { id } = visit;
      const here = this.handedDown(id, visit.inherited, previous?.targets.get(id));
      if (organization.account(id) !== undefined) {
        here.policy ??= this.validator.validate(here.state, here.levels, here.openness);
        this.byAccount.set(id, here.policy);
        continue;
      }
      for (const child of organization.children(id)) {
        if (wanted?.has(child) !== false) {
          open.push({ id: child, inherited: here });
        }
      }
    }
  }

  /** What stands at a target: what it inherits, unless it adds something. */
  private handedDown(id: string, inherited: Inherited, earlier: TargetResult | undefined): Inherited {
    const { organization } = this;
    const level = organization.backupPoliciesEnabled ? inheritanceLevel(organization, id) : undefined;
    const openness = opennessOf(organization, id);
    if (level === undefined && openness === undefined) {
      return inherited;
    }
    const target =
      earlier?.inherited === inherited && earlier.openness === openness && isSameLevel(earlier.level, level)
        ? earlier
        : { inherited, level, openness, result: withOwn(inherited, level, openness) };
    this.targets.set(id, target);
    return target.result;
  }
}

function withOwn(
  inherited: Inherited,
  level: InheritanceLevel | undefined,
  openness: Openness | undefined,
): Inherited {
  return {
    state: level === undefined ? inherited.state : applyLevel(inherited.state, level),
    levels: level === undefined ? inherited.levels : [...inherited.levels, level],
    openness: worseOpenness(inherited.openness, openness),
    policy: undefined,
  };
}

/** Policies that stay as they are have one fragment on both sides of a change. */
function isSameLevel(first: InheritanceLevel | undefined, second: InheritanceLevel | undefined): boolean {
  return (
    first?.order === second?.order &&
    first?.policies.length === second?.policies.length &&
    (first?.policies.every((policy, index) => policy === second?.policies[index]) ?? true)
  );
}

/** What stands at a target and is handed down from it; one object for all that add nothing. */
interface Inherited {
  readonly state: MergedNode;
  readonly levels: readonly InheritanceLevel[];
  /** Whether apply decides something here or above. */
  readonly openness: Openness | undefined;
  /** Filled when the first account needs it. */
  policy: EffectivePolicy | undefined;
}

/** What a target adds to what it inherits, and the result. */
interface TargetResult {
  readonly inherited: Inherited;
  readonly level: InheritanceLevel | undefined;
  readonly openness: Openness | undefined;
  readonly result: Inherited;
}
