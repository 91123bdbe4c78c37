import { policyInForce } from "../organization/policy-in-force";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { JsonObject } from "../text/json";
import { describeAccounts } from "./account-scope";
import type { BackupRule, Lifecycle } from "../effective/backup-plan/backup-rule";
import { backupPlansOf } from "../effective/backup-plan/read-backup-plans";
import { recoveryPoints, rhythmOf } from "./rhythm";

/** When accounts are backed up next, and what is kept. */
export interface Timetable {
  readonly at: Date;
  readonly groups: readonly TimetableGroup[];
}

export interface TimetableGroup {
  readonly accounts: readonly string[];
  readonly scope: string;
  /** False where the policy in force is not known. */
  readonly isKnown: boolean;
  readonly rules: readonly TimetableRule[];
}

export interface TimetableRule {
  readonly plan: string;
  readonly rule: string;
  readonly schedule: string;
  readonly words: string | undefined;
  readonly next: readonly Date[];
  readonly largestGapMinutes: number | undefined;
  readonly largestGapFrom: Date | undefined;
  readonly continuous: boolean;
  readonly retention: Retention;
  readonly copies: readonly (Retention & { readonly arn: string })[];
}

/** Once the rule has run for as long as it keeps: days from the backup, and how many recovery points there are. */
export interface Retention {
  readonly coldAfterDays: number | undefined;
  readonly deletedAfterDays: number | undefined;
  readonly recoveryPoints: number | undefined;
}

/** @param runs how many runs of each rule to give */
export function timetableOf(
  policies: EffectivePolicies,
  accountIds: readonly string[],
  at: Date,
  runs: number,
): Timetable {
  const groups = new Map<JsonObject | undefined, string[]>();
  for (const id of accountIds) {
    const force = policyInForce(id, policies);
    const key = force.source === "unknown" ? undefined : force.policy;
    const accounts = groups.get(key);
    if (accounts === undefined) {
      groups.set(key, [id]);
    } else {
      accounts.push(id);
    }
  }
  return {
    at,
    groups: [...groups].map(([policy, accounts]) => ({
      accounts,
      scope: describeAccounts(policies.organization, accounts),
      isKnown: policy !== undefined,
      rules: backupPlansOf(policy ?? {}).flatMap(({ name, rules }) =>
        rules.map((rule) => ruleOf(name, rule, at, runs)),
      ),
    })),
  };
}

function ruleOf(plan: string, rule: BackupRule, at: Date, runs: number): TimetableRule {
  const { schedule, continuous, copies } = rule;
  const rhythm = rhythmOf(schedule, at, runs);
  return {
    plan,
    rule: rule.name,
    schedule,
    words: rhythm?.words,
    next: rhythm?.next ?? [],
    largestGapMinutes: rhythm?.largestGapMinutes,
    largestGapFrom: rhythm?.largestGapFrom,
    continuous,
    retention: retentionOf(rule, schedule, at),
    copies: copies.map((copy) => ({
      arn: copy.arn,
      ...retentionOf({ ...copy, retentionDays: copy.kept.days }, schedule, at),
    })),
  };
}

function retentionOf({ coldAfterDays, retentionDays }: Lifecycle, schedule: string, at: Date): Retention {
  return {
    coldAfterDays,
    deletedAfterDays: retentionDays,
    recoveryPoints: retentionDays === undefined ? undefined : recoveryPoints(schedule, retentionDays, at),
  };
}
