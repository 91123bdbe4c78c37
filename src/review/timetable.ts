import type { BackupPlan } from "../effective/backup-plan";
import type { BackupRule, Lifecycle } from "../effective/backup-plan/backup-rule";
import { ruleOverlaps, runsKept } from "../capabilities/lifecycle/rule-overlaps";
import type { RuleOverlap } from "../capabilities/lifecycle/rule-overlaps";
import { applicationRemarks } from "../organization/application-remarks";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { Organization } from "../organization/organization";
import { refusedPolicies } from "../organization/refused-policies";
import type { RefusedPolicy } from "../organization/refused-policies";
import { getOrAdd } from "../text/get-or-add";
import { latest } from "../text/latest";
import { describeAccounts } from "./account-scope";
import { groupsInForce } from "./group-in-force";
import type { GroupInForce } from "./group-in-force";
import { recoveryPoints, rhythmOf, Rhythms } from "./rhythm";
import type { Standing } from "./standing";
import { activeAccounts } from "./active-accounts";

/** When accounts are backed up next, and what is kept. */
export interface Timetable {
  readonly at: Date;
  /** What keeps policies from being applied, or may. */
  readonly remarks?: readonly string[];
  /** Policies that AWS would not let in: what they say counts here as if it did. */
  readonly refused?: readonly RefusedPolicy[];
  readonly groups: readonly TimetableGroup[];
}

export interface TimetableGroup {
  readonly accounts: readonly string[];
  readonly scope: string;
  /** False where the policy in force is not known. */
  readonly isKnown: boolean;
  /** Of active accounts. */
  readonly standing: Standing;
  /** How many of the accounts are suspended, closed or not activated yet: AWS Backup makes no backups there. */
  readonly inactiveAccounts: number;
  readonly rules: readonly TimetableRule[];
  /** The rules that may be in force instead, by an attachment order that is not known; empty if all are known. */
  readonly alternatives: readonly (readonly TimetableRule[])[];
  /** Whether AWS may withhold the policy, by an attachment order that is not known. */
  readonly mayBeWithheld: boolean;
  /** False if the unknown orders allow more outcomes than are shown. */
  readonly isEveryOrderShown: boolean;
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
  /** Rules of the plan that make the backup instead of runs of this one, and the first such run. */
  readonly takenOverBy: readonly { readonly rule: string; readonly first: Date }[];
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
  const { organization } = policies;
  // Accounts share most of their plans.
  const rulesBy = new Map<BackupPlan, readonly TimetableRule[]>();
  const rhythms = new Rhythms(at, runs);
  const told: Told = {
    scope: latest(({ accounts }) => describeAccounts(organization, accounts)),
    possible: latest(({ plans }) =>
      plans.map((each) => each.flatMap((plan) => getOrAdd(rulesBy, plan, () => rulesOf(plan, at, rhythms)))),
    ),
  };
  return {
    at,
    remarks: applicationRemarks(organization),
    refused: refusedPolicies(organization, accountIds, at),
    groups: groupsInForce(policies, accountIds, at, () => "").map((group) =>
      timetableGroup(group, organization, told),
    ),
  };
}

/** What takes long to tell of a group, and is worked out when it is asked for: of thousands, a text shows few. */
interface Told {
  readonly scope: (group: GroupInForce) => string;
  readonly possible: (group: GroupInForce) => readonly (readonly TimetableRule[])[];
}

function timetableGroup(group: GroupInForce, organization: Organization, told: Told): TimetableGroup {
  const { accounts, inForce, byOrder } = group;
  return {
    accounts,
    isKnown: inForce !== "unknown",
    inactiveAccounts: accounts.length - activeAccounts(organization, accounts).length,
    ...byOrder,
    get scope() {
      return told.scope(group);
    },
    get standing() {
      return group.standing;
    },
    get rules() {
      return told.possible(group)[0] ?? [];
    },
    get alternatives() {
      return told.possible(group).slice(1);
    },
  };
}

function rulesOf(plan: BackupPlan, at: Date, rhythms: Rhythms): readonly TimetableRule[] {
  const all = ruleOverlaps(plan, at).filter(({ isTie }) => !isTie);
  return plan.rules.map((rule) =>
    ruleOf(
      plan,
      rule,
      all.filter(({ skipped }) => skipped === rule),
      at,
      rhythms,
    ),
  );
}

function ruleOf(
  plan: BackupPlan,
  rule: BackupRule,
  overlaps: readonly RuleOverlap[],
  at: Date,
  rhythms: Rhythms,
): TimetableRule {
  const { schedule, continuous, copies } = rule;
  const rhythm = rhythms.of(schedule);
  const share = overlaps.length === 0 ? 1 : shareKept(plan, rule, at);
  return {
    plan: plan.name,
    rule: rule.name,
    takenOverBy: overlaps.map(({ kept, first }) => ({ rule: kept.name, first })),
    schedule,
    words: rhythm?.words,
    next: rhythm?.next ?? [],
    largestGapMinutes: rhythm?.largestGapMinutes,
    largestGapFrom: rhythm?.largestGapFrom,
    continuous,
    retention: retentionOf(rule, schedule, at, share),
    copies: copies.map((copy) => ({
      arn: copy.arn,
      ...retentionOf({ ...copy, retentionDays: copy.kept.days }, schedule, at, share),
    })),
  };
}

/** So many runs reach over a year for a daily rule, so that a yearly rule is met. */
const RUNS_COMPARED = 400;

/** The share of a rule's runs that no other rule takes over. */
function shareKept(plan: BackupPlan, rule: BackupRule, at: Date): number {
  const all = rhythmOf(rule.schedule, at, RUNS_COMPARED)?.next.length ?? 0;
  return all === 0 ? 1 : runsKept(plan, rule, at, RUNS_COMPARED).length / all;
}

/** @param share of the runs that make a backup under this rule */
function retentionOf(
  { coldAfterDays, retentionDays }: Pick<Lifecycle, "coldAfterDays" | "retentionDays">,
  schedule: string,
  at: Date,
  share: number,
): Retention {
  const points = retentionDays === undefined ? undefined : recoveryPoints(schedule, retentionDays, at);
  return {
    coldAfterDays,
    deletedAfterDays: retentionDays,
    recoveryPoints: points === undefined ? undefined : Math.round(points * share),
  };
}
