import { policyInForce } from "../organization/policy-in-force";
import type { PolicyInForce } from "../organization/policy-in-force";
import type { EffectiveStatus } from "../effective/effective-policy";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { JsonObject } from "../text/json";
import { describeAccounts } from "./account-scope";
import type { BackupPlan } from "../effective/backup-plan";
import type { BackupCopy } from "../effective/backup-plan/backup-rule";
import type { BackupSelection } from "../effective/backup-plan/backup-selection";
import { backupPlansOf, protects } from "../effective/backup-plan/read-backup-plans";
import { rhythmOf } from "./rhythm";
import { typeCoverage } from "./type-coverage";
import type { TypeCoverage } from "./type-coverage";

/** What is backed up in accounts, and what is not. */
export interface Coverage {
  readonly accounts: number;
  readonly protectedAccounts: number;
  /** Suspended and closed accounts, and those not activated yet: AWS Backup makes none there. Left out of everything else. */
  readonly inactiveAccounts: number;
  /** Accounts with the same policy in force stand together; those without backups come first. */
  readonly groups: readonly CoverageGroup[];
}

export interface CoverageGroup {
  readonly accounts: readonly string[];
  readonly scope: string;
  readonly status: EffectiveStatus;
  /** Where the policy in force comes from; `unknown` where an account stays on one that is not recorded. */
  readonly inForce: PolicyInForce["source"];
  readonly isProtected: boolean;
  readonly rules: readonly CoveredRule[];
  /** Every type of resource, and what the plans do for it. */
  readonly types: readonly TypeCoverage[];
}

/** One rule of a plan with what it backs up, how often, and for how long. */
export interface CoveredRule {
  readonly plan: string;
  readonly rule: string;
  readonly regions: readonly string[];
  readonly selections: readonly BackupSelection[];
  readonly schedule: string;
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
  const groups = new Map<
    string | JsonObject,
    { readonly accounts: string[]; readonly force: PolicyInForce; readonly status: EffectiveStatus }
  >();
  const active = accountIds.filter((id) => policies.organization.account(id)?.state === "ACTIVE");
  for (const id of active) {
    const effective = policies.of(id);
    if (effective !== undefined) {
      const force = policyInForce(id, policies);
      const key = force.source === "unknown" ? `unknown ${effective.status}` : force.policy;
      const group = groups.get(key) ?? { accounts: [], force, status: effective.status };
      groups.set(key, group);
      group.accounts.push(id);
    }
  }
  const read = [...groups.values()].map(({ accounts, force, status }): CoverageGroup => {
    const plans = backupPlansOf(force.source === "unknown" ? {} : force.policy);
    return {
      accounts,
      scope: describeAccounts(policies.organization, accounts),
      status,
      inForce: force.source,
      isProtected: protects(plans),
      rules: plans.flatMap((plan) => rulesOf(plan, at)),
      types: typeCoverage(plans, at),
    };
  });
  const protectedAccounts = read.reduce(
    (sum, { isProtected, accounts }) => sum + (isProtected ? accounts.length : 0),
    0,
  );
  return {
    accounts: active.length,
    protectedAccounts,
    inactiveAccounts: accountIds.length - active.length,
    groups: read.toSorted(
      (first, second) =>
        Number(first.isProtected) - Number(second.isProtected) ||
        second.accounts.length - first.accounts.length,
    ),
  };
}

function rulesOf(plan: BackupPlan, at: Date): readonly CoveredRule[] {
  return plan.rules.map((rule) => {
    const rhythm = rhythmOf(rule.schedule, at);
    return {
      plan: plan.name,
      rule: rule.name,
      regions: plan.regions,
      selections: plan.selections,
      schedule: rule.schedule,
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
