import type { EffectiveStatus } from "../effective/effective-policy";
import type { BackupPlan } from "../effective/backup-plan";
import type { BackupCopy } from "../effective/backup-plan/backup-rule";
import type { BackupSelection } from "../effective/backup-plan/backup-selection";
import { anyRuns, ruleRuns, surelyRunningPlan } from "../effective/backup-plan/running-plan";
import type { Runs } from "../effective/backup-plan/running-plan";
import { applicationRemarks } from "../organization/application-remarks";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { PolicyInForce } from "../organization/policy-in-force";
import { refusedPolicies } from "../organization/refused-policies";
import type { RefusedPolicy } from "../organization/refused-policies";
import { getOrAdd } from "../text/get-or-add";
import { latest } from "../text/latest";
import { describeAccounts } from "./account-scope";
import { CoverageFacts } from "./coverage-facts";
import { groupsInForce } from "./group-in-force";
import type { GroupInForce } from "./group-in-force";
import { planProtects } from "./plan-protects";
import type { RecordedOptIn } from "./recorded-opt-in";
import type { Standing } from "./standing";
import { typeCoverage } from "./type-coverage";
import type { TypeCoverage } from "./type-coverage";
import { activeAccounts } from "./active-accounts";

/** What is backed up in accounts, and what is not. */
export interface Coverage {
  readonly accounts: number;
  /** Backed up for certain. */
  readonly protectedAccounts: number;
  /** Neither backed up for certain nor certainly not. */
  readonly notKnownAccounts: number;
  /** Suspended and closed accounts, and those not activated yet: AWS Backup makes none there. Left out of everything else. */
  readonly inactiveAccounts: number;
  /** What keeps policies from being applied, or may: then no account counts as protected. */
  readonly remarks?: readonly string[];
  /** Policies that AWS would not let in: what they say counts here as if it did. */
  readonly refused?: readonly RefusedPolicy[];
  /** Accounts with the same policy in force stand together; those without backups come first, then those of which that is not known. */
  readonly groups: readonly CoverageGroup[];
}

/** What the plans of one policy protect. */
export interface PlanCoverage {
  /** Whether a rule makes backups. */
  readonly protection: "yes" | "no" | "unknown";
  readonly rules: readonly CoveredRule[];
  /** Every type of resource, and what the plans do for it. */
  readonly types: readonly TypeCoverage[];
}

export interface CoverageGroup extends PlanCoverage {
  readonly accounts: readonly string[];
  readonly scope: string;
  readonly status: EffectiveStatus;
  /** Where the policy in force comes from; `unknown` where an account stays on one that is not recorded. */
  readonly inForce: PolicyInForce["source"];
  readonly standing: Standing;
  /** What may be in force instead, by an attachment order that is not known; empty if all orders are known. */
  readonly alternatives: readonly PlanCoverage[];
  /** Whether AWS may withhold the policy, by an attachment order that is not known. */
  readonly mayBeWithheld: boolean;
  /** False if the unknown orders allow more outcomes than are shown. */
  readonly isEveryOrderShown: boolean;
}

/** One rule of a plan with what it backs up, how often, and for how long. */
export interface CoveredRule {
  readonly plan: string;
  readonly rule: string;
  readonly regions: readonly string[];
  readonly selections: readonly BackupSelection[];
  readonly schedule: string;
  /** Whether the rule runs again: one that does not backs up nothing. `unknown` if its schedule cannot be read. */
  readonly runs: "yes" | "no" | "unknown";
  readonly scheduleWords: string | undefined;
  readonly largestGapMinutes: number | undefined;
  readonly retentionDays: number | undefined;
  readonly coldAfterDays: number | undefined;
  readonly continuous: boolean;
  readonly vault: string | undefined;
  readonly copies: readonly BackupCopy[];
}

/** What accounts are protected by. */
export function coverageOf(policies: EffectivePolicies, accountIds: readonly string[], at: Date): Coverage {
  const { organization } = policies;
  const active = activeAccounts(organization, accountIds);
  const computed = active.filter((id) => policies.of(id) !== undefined);
  const reader = new Reader(at, organization.settings.optIn);
  const told: Told = {
    scope: latest(({ accounts }) => describeAccounts(organization, accounts)),
    possible: latest(({ plans }) => plans.map((each) => reader.coverage(each))),
  };
  const groups = groupsInForce(policies, computed, at, (status) => status).map((group) =>
    coverageGroup(group, told),
  );
  const countOf = (wanted: Runs): number =>
    groups.reduce((sum, { protection, accounts }) => sum + (protection === wanted ? accounts.length : 0), 0);
  return {
    accounts: active.length,
    protectedAccounts: countOf("yes"),
    notKnownAccounts: countOf("unknown"),
    inactiveAccounts: accountIds.length - active.length,
    remarks: applicationRemarks(organization),
    refused: refusedPolicies(organization, active, at),
    groups: groups.toSorted(
      (first, second) =>
        WORST_FIRST.indexOf(first.protection) - WORST_FIRST.indexOf(second.protection) ||
        second.accounts.length - first.accounts.length,
    ),
  };
}

const WORST_FIRST: readonly Runs[] = ["no", "unknown", "yes"];

/** What takes long to tell of a group, and is worked out when it is asked for: of thousands, a text shows few. */
interface Told {
  readonly scope: (group: GroupInForce) => string;
  readonly possible: (group: GroupInForce) => readonly PlanCoverage[];
}

function coverageGroup(group: GroupInForce, told: Told): CoverageGroup {
  const { accounts, status, inForce, protection, standing, byOrder } = group;
  return {
    accounts,
    status,
    inForce,
    protection,
    standing,
    ...byOrder,
    get scope() {
      return told.scope(group);
    },
    get rules() {
      return told.possible(group)[0]?.rules ?? [];
    },
    get types() {
      return told.possible(group)[0]?.types ?? [];
    },
    get alternatives() {
      return told.possible(group).slice(1);
    },
  };
}

interface CoveredPlan extends Pick<PlanCoverage, "protection" | "rules"> {
  readonly running: BackupPlan;
}

/** Accounts share most of their plans: each is looked at once. */
class Reader {
  private readonly facts: CoverageFacts;
  private readonly known = new Map<BackupPlan, CoveredPlan>();

  constructor(
    private readonly at: Date,
    private readonly optIn: RecordedOptIn,
  ) {
    this.facts = new CoverageFacts(at, optIn);
  }

  coverage(plans: readonly BackupPlan[]): PlanCoverage {
    const covered = plans.map((plan) => getOrAdd(this.known, plan, () => this.covered(plan)));
    return {
      protection: anyRuns(covered.map(({ protection }) => protection)),
      rules: covered.flatMap(({ rules }) => rules),
      types: typeCoverage(
        covered.map(({ running }) => running),
        this.facts,
      ),
    };
  }

  private covered(plan: BackupPlan): CoveredPlan {
    return {
      protection: planProtects(plan, this.at, this.optIn),
      rules: rulesOf(plan, this.facts),
      running: surelyRunningPlan(plan, this.at),
    };
  }
}

function rulesOf(plan: BackupPlan, facts: CoverageFacts): readonly CoveredRule[] {
  return plan.rules.map((rule) => {
    const rhythm = facts.rhythm(rule.schedule);
    return {
      plan: plan.name,
      rule: rule.name,
      regions: plan.regions,
      selections: plan.selections,
      schedule: rule.schedule,
      runs: ruleRuns(rule, facts.at),
      scheduleWords: rhythm?.words,
      largestGapMinutes: rhythm?.largestGapMinutes,
      retentionDays: rule.retentionDays,
      coldAfterDays: rule.coldAfterDays,
      continuous: rule.continuous,
      vault: rule.vault,
      copies: rule.copies,
    };
  });
}
