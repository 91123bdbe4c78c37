import { EffectivePolicyValidator } from "../effective/effective-policy";
import type { EffectivePolicy } from "../effective/effective-policy";
import { applyLevel } from "../effective/inherit";
import type { InheritanceLevel } from "../effective/inheritance-level";
import { MergedNode } from "../effective/merged-node";
import { inheritanceLevel } from "./inheritance-levels";
import type { Organization } from "./organization";
import { opennessOf, worseOpenness } from "./openness";
import type { Openness } from "./openness";

/**
 * The effective policy of every account of an organization. Each OU is merged once; accounts without
 * policies of their own share their OU's result, the same object, so that whatever comes later can
 * work per distinct result.
 */
export class EffectivePolicies {
  private readonly byAccount = new Map<string, EffectivePolicy>();

  private constructor(
    readonly organization: Organization,
    private readonly validator: EffectivePolicyValidator,
  ) {}

  /**
   * @param at the time of AWS's validation: the rule on archive schedules depends on it
   * @param accountIds the accounts of interest; the others get no result. All of them by default.
   */
  static compute(organization: Organization, at: Date, accountIds?: readonly string[]): EffectivePolicies {
    const policies = new EffectivePolicies(organization, new EffectivePolicyValidator(at));
    policies.walk(accountIds === undefined ? undefined : onTheWayTo(accountIds, organization));
    return policies;
  }

  /** Undefined for an id that is no account of the organization. */
  of(accountId: string): EffectivePolicy | undefined {
    return this.byAccount.get(accountId);
  }

  /** The accounts of each distinct result, in the order of the organization. */
  distinct(): ReadonlyMap<EffectivePolicy, readonly string[]> {
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

  private walk(targets: ReadonlySet<string> | undefined): void {
    const { organization } = this;
    const enabled = organization.backupPoliciesEnabled;
    const open: Visit[] = [
      {
        id: organization.root.id,
        state: MergedNode.EMPTY,
        levels: [],
        outcome: undefined,
        openness: undefined,
      },
    ];
    for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
      const level = enabled ? inheritanceLevel(organization, visit.id) : undefined;
      const levels = level === undefined ? visit.levels : [...visit.levels, level];
      const state = level === undefined ? visit.state : applyLevel(visit.state, level);
      const own = opennessOf(organization, visit.id);
      const openness = worseOpenness(visit.openness, own);
      const outcome: Outcome =
        level === undefined && own === undefined && visit.outcome !== undefined
          ? visit.outcome
          : { policy: undefined };
      if (organization.account(visit.id) !== undefined) {
        outcome.policy ??= this.validator.validate(state, levels, openness);
        this.byAccount.set(visit.id, outcome.policy);
      }
      for (const id of organization.children(visit.id)) {
        if (targets?.has(id) !== false) {
          open.push({ id, state, levels, outcome, openness });
        }
      }
    }
  }
}

function onTheWayTo(accountIds: readonly string[], organization: Organization): ReadonlySet<string> {
  return new Set(accountIds.flatMap((accountId) => organization.lineage(accountId).map(({ id }) => id)));
}

/** Filled when the first account needs it; shared by all that add no policy of their own. */
interface Outcome {
  policy: EffectivePolicy | undefined;
}

interface Visit {
  readonly id: string;
  readonly state: MergedNode;
  readonly levels: readonly InheritanceLevel[];
  readonly outcome: Outcome | undefined;
  /** Whether apply decides something here or above. */
  readonly openness: Openness | undefined;
}
