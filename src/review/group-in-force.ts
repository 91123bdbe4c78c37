import type { BackupPlan } from "../effective/backup-plan";
import { backupPlansOf } from "../effective/backup-plan/read-backup-plans";
import type { Runs } from "../effective/backup-plan/running-plan";
import type { EffectivePolicy, EffectiveStatus } from "../effective/effective-policy";
import { MergedNode } from "../effective/merged-node";
import { possibleStates } from "../effective/possible-states";
import { applicationRemarks } from "../organization/application-remarks";
import type { EffectivePolicies } from "../organization/effective-policies";
import { isInForce, policyInForce } from "../organization/policy-in-force";
import type { PolicyInForce } from "../organization/policy-in-force";
import { getOrAdd } from "../text/get-or-add";
import { eachProtects, plansOf } from "./plan-protects";
import type { PossiblePolicy } from "./plan-protects";
import type { RecordedOptIn } from "./recorded-opt-in";
import type { Standing } from "./standing";

/**
 * Accounts by the policy in force, in the order of their first ones; those without any policy stand together.
 *
 * @param unknownAs accounts stand together too if it is not known what is in force, and this is equal
 */
export function groupsInForce(
  policies: EffectivePolicies,
  accountIds: readonly string[],
  at: Date,
  unknownAs: (status: EffectiveStatus) => string,
): readonly GroupInForce[] {
  const groups = new Map<unknown, GroupInForce>();
  const { organization } = policies;
  const { optIn } = organization.settings;
  const asked = { at, optIn, mayNotApply: applicationRemarks(organization).length > 0 };
  for (const id of accountIds) {
    groupOf(groups, id, policies, asked, unknownAs).accounts.push(id);
  }
  return [...groups.values()];
}

function groupOf(
  groups: Map<unknown, GroupInForce>,
  id: string,
  policies: EffectivePolicies,
  asked: Asked,
  unknownAs: (status: EffectiveStatus) => string,
): GroupInForce {
  const effective = policies.of(id);
  if (effective !== undefined && isInForce(effective)) {
    const { state } = effective;
    const key = state.hasContent ? state : MergedNode.EMPTY;
    return getOrAdd(groups, key, () => computedGroup(effective, asked));
  }
  const { status } = effective ?? { status: "not-knowable" };
  // What was published stays if AWS withholds what comes next; otherwise only apply tells.
  const force = status === "withheld" ? policyInForce(id, policies) : undefined;
  return force === undefined || force.source === "unknown"
    ? getOrAdd(groups, unknownAs(status), () => new GroupInForce(asked, status, "unknown", [[]]))
    : getOrAdd(groups, force.policy, () => {
        return new GroupInForce(asked, status, force.source, [backupPlansOf(force.policy)]);
      });
}

function computedGroup(effective: EffectivePolicy, asked: Asked): GroupInForce {
  const { states, isComplete } = possibleStates(effective);
  const possible = states.map(({ state }) => state);
  return new GroupInForce(asked, effective.status, "computed", possible, {
    mayBeWithheld: effective.possibleErrors.length > 0,
    isEveryOrderShown: isComplete,
  });
}

interface Asked {
  readonly at: Date;
  readonly optIn: RecordedOptIn;
  /** Whether something is known that keeps policies from being applied, or may. */
  readonly mayNotApply: boolean;
}

/** What an unknown attachment order decides. */
interface ByOrder {
  /** Whether AWS may withhold the policy. */
  readonly mayBeWithheld: boolean;
  /** False if more is possible than what is looked at. */
  readonly isEveryOrderShown: boolean;
}

/** Accounts that have the same policy in force. */
export class GroupInForce {
  readonly accounts: string[] = [];
  private judged: Runs | undefined;

  constructor(
    private readonly asked: Asked,
    readonly status: EffectiveStatus,
    readonly inForce: PolicyInForce["source"],
    /** More than one where an attachment order that is not known decides. */
    private readonly possible: readonly PossiblePolicy[],
    readonly byOrder: ByOrder = { mayBeWithheld: false, isEveryOrderShown: true },
  ) {}

  /** The plans in force; where an unknown order decides, those of each policy that is possible. */
  get plans(): readonly (readonly BackupPlan[])[] {
    return this.possible.map(plansOf);
  }

  /** Whether the accounts are backed up. Reads no further than needed. */
  get protection(): Runs {
    this.judged ??= this.judge();
    return this.judged;
  }

  private judge(): Runs {
    const { at, optIn, mayNotApply } = this.asked;
    const { mayBeWithheld, isEveryOrderShown } = this.byOrder;
    if (this.inForce === "unknown" || mayBeWithheld || !isEveryOrderShown) {
      return "unknown";
    }
    const answer = eachProtects(this.possible, at, optIn);
    return mayNotApply && answer === "yes" ? "unknown" : answer;
  }

  get standing(): Standing {
    const { protection, status, inForce, possible } = this;
    if (protection !== "yes") {
      return protection === "no"
        ? "not-covered"
        : inForce === "unknown" && status === "withheld"
          ? "withheld"
          : "not-known";
    }
    return inForce !== "computed" ? "last-published" : possible.length > 1 ? "order-dependent" : "covered";
  }
}
