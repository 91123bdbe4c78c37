import type { AccountFacts } from "./account-facts";
import { explainGap, withheldGap } from "./explain-gap";
import type { GapReason } from "./explain-gap";
import type { AccountPlan, PlannedOptions } from "./account-plan";
import type { RuleRuns } from "./planned-runs";
import type { AccountTally, RunTally } from "./tally";

/**
 * What became of a run. `waiting`: its start window is still open. `partly-failed`: some resources were
 * backed up, others were not. `continuous`: kept up to date by a continuous backup that began before.
 * `not-read`: AWS did not give the jobs, so that nothing can be said.
 */
export type RunVerdict =
  | "on-time"
  | "continuous"
  | "waiting"
  | "running"
  | "late"
  | "partly-failed"
  | "failed"
  | "missing"
  | "not-read"
  | "before-account";

export interface RunOutcome {
  readonly scheduledAt: Date;
  readonly verdict: RunVerdict;
  /** Minutes from the scheduled time to the end of the last backup, or until now where it still runs. */
  readonly latenessMinutes: number | undefined;
  readonly completed: number;
  readonly failed: number;
  readonly unfinished: number;
  /** Why backups are missing or failed; empty where none are. */
  readonly reasons: readonly GapReason[];
}

export interface ShortRetention {
  /** Undefined for the backup itself, else the vault of the copy. */
  readonly copyTo: string | undefined;
  /** `forever` where the rule deletes nothing. */
  readonly plannedDays: number | "forever";
  readonly actualDays: number;
}

export interface RuleOutcome {
  readonly plan: string;
  readonly rule: string;
  readonly region: string;
  readonly schedule: string;
  readonly vault: string;
  readonly runs: readonly RunOutcome[];
  /** The first time after the window; undefined if the schedule has ended. */
  readonly next: Date | undefined;
  readonly shortRetention: readonly ShortRetention[];
}

/** `nothing-due`: planned, and not in this window. `not-planned`: no plan reaches the account, or none that runs again and selects anything. */
export type AccountVerdict =
  | "protected"
  | "nothing-due"
  | "waiting"
  | "late"
  | "unprotected"
  | "not-read"
  | "not-planned"
  | "not-knowable";

export interface AccountOutcome {
  readonly accountId: string;
  readonly verdict: AccountVerdict;
  /** True where the account's policy is withheld and its last valid one stays in force. */
  readonly withheld: boolean;
  readonly rules: readonly RuleOutcome[];
}

/** What was seen of an account. */
export interface SeenOfAccount {
  /** By the index of the rule. */
  readonly tallyOf: (index: number) => AccountTally | undefined;
  readonly isUnread: (region: string) => boolean;
  readonly facts: AccountFacts;
}

/** Judges one account: every run of every rule that was due in the window. */
export function judgeAccount(
  plan: AccountPlan,
  seen: SeenOfAccount,
  options: PlannedOptions,
): AccountOutcome {
  if (plan.source === "not-knowable") {
    return { accountId: plan.accountId, verdict: "not-knowable", withheld: false, rules: [] };
  }
  const rules = plan.runs.rules.map((ruleRuns, index) =>
    judgeRule(plan, ruleRuns, seen.tallyOf(index), seen, options),
  );
  const withheld = (plan.withheld?.rules ?? [])
    .filter(
      ({ rule }) =>
        !plan.runs.rules.some(
          ({ rule: other }) =>
            other.plan === rule.plan && other.rule === rule.rule && other.region === rule.region,
        ),
    )
    .map((ruleRuns) => withheldRule(plan, ruleRuns));
  const all = [...rules, ...withheld];
  return {
    accountId: plan.accountId,
    verdict: verdictOf(
      all,
      plan.runs.rules.some(({ rule }) => rule.isReached),
    ),
    withheld: plan.withheld !== undefined || plan.source === "merged",
    rules: all,
  };
}

const UNPROTECTED: readonly RunVerdict[] = ["missing", "failed", "partly-failed"];

/** @param isReached whether the plans select anything that AWS Backup backs up in their Regions */
function verdictOf(rules: readonly RuleOutcome[], isReached: boolean): AccountVerdict {
  if (rules.every(({ runs, next }) => runs.length === 0 && next === undefined)) {
    return "not-planned";
  }
  const verdicts = new Set(rules.flatMap(({ runs }) => runs.map(({ verdict }) => verdict)));
  if (UNPROTECTED.some((verdict) => verdicts.has(verdict))) {
    return "unprotected";
  }
  if (verdicts.has("not-read")) {
    return "not-read";
  }
  if (verdicts.has("late")) {
    return "late";
  }
  if (verdicts.has("on-time") || verdicts.has("continuous")) {
    return "protected";
  }
  return !isReached
    ? "not-planned"
    : verdicts.has("waiting") || verdicts.has("running")
      ? "waiting"
      : "nothing-due";
}

function judgeRule(
  plan: AccountPlan,
  ruleRuns: RuleRuns,
  tally: AccountTally | undefined,
  { facts, isUnread }: SeenOfAccount,
  options: PlannedOptions,
): RuleOutcome {
  const { rule, due, next } = ruleRuns;
  return {
    ...namesOf(ruleRuns),
    runs: due.map((scheduled, index) => {
      const run = tally?.run(index);
      const limit = lateFrom(scheduled, due[index + 1] ?? next?.getTime(), options.lateAfterMinutes);
      const { verdict, lateness } = judgeRun({
        run,
        scheduled,
        startBy: scheduled + rule.startWindowMinutes * 60_000,
        limit,
        until: options.window.until.getTime(),
        unread: isUnread(rule.region),
        continuous: rule.continuous && tally?.continuousSeen === true,
        joinedAt: plan.joinedAt?.getTime(),
      });
      return {
        scheduledAt: new Date(scheduled),
        verdict,
        latenessMinutes: lateness === undefined ? undefined : Math.round(lateness / 60_000),
        completed: run?.completed ?? 0,
        failed: run?.failed ?? 0,
        unfinished: run?.unfinished ?? 0,
        reasons: UNPROTECTED.includes(verdict) ? explainGap(plan, rule, run, facts) : [],
      };
    }),
    shortRetention: shortRetentions(ruleRuns, tally),
  };
}

/** A backup that ends after this is late: the limit asked for, or the next run. */
function lateFrom(scheduled: number, next: number | undefined, lateAfterMinutes: number | undefined): number {
  return lateAfterMinutes === undefined ? (next ?? Infinity) : scheduled + lateAfterMinutes * 60_000;
}

function judgeRun(facts: {
  readonly run: RunTally | undefined;
  readonly scheduled: number;
  readonly startBy: number;
  readonly limit: number;
  readonly until: number;
  readonly unread: boolean;
  readonly continuous: boolean;
  readonly joinedAt: number | undefined;
}): { readonly verdict: RunVerdict; readonly lateness: number | undefined } {
  const { run, scheduled, startBy, limit, until } = facts;
  if (run === undefined) {
    const verdict =
      facts.joinedAt !== undefined && scheduled < facts.joinedAt
        ? "before-account"
        : facts.continuous
          ? "continuous"
          : until <= startBy
            ? "waiting"
            : facts.unread
              ? "not-read"
              : "missing";
    return { verdict, lateness: undefined };
  }
  const begunLate = run.firstBegun > startBy;
  const end = run.unfinished > 0 ? until : (run.lastCompleted ?? until);
  const lateness = run.completed > 0 || run.unfinished > 0 ? end - scheduled : undefined;
  if (run.failed > 0) {
    // Until the start window closes AWS Backup may try again.
    const over = run.unfinished === 0;
    return { verdict: run.completed > 0 ? "partly-failed" : over ? "failed" : "running", lateness };
  }
  if (begunLate || end > limit) {
    return { verdict: "late", lateness };
  }
  return { verdict: run.unfinished > 0 ? "running" : "on-time", lateness };
}

function withheldRule(plan: AccountPlan, ruleRuns: RuleRuns): RuleOutcome {
  const joined = plan.joinedAt?.getTime() ?? -Infinity;
  return {
    ...namesOf(ruleRuns),
    runs: ruleRuns.due.map((scheduled) => ({
      scheduledAt: new Date(scheduled),
      verdict: scheduled < joined ? "before-account" : "missing",
      latenessMinutes: undefined,
      completed: 0,
      failed: 0,
      unfinished: 0,
      reasons: scheduled < joined ? [] : [withheldGap()],
    })),
    shortRetention: [],
  };
}

function namesOf({ rule, next }: RuleRuns): Omit<RuleOutcome, "runs" | "shortRetention"> {
  const { plan, region, schedule, vault } = rule;
  return { plan, rule: rule.rule, region, schedule: schedule.expression, vault, next };
}

function shortRetentions({ rule }: RuleRuns, tally: AccountTally | undefined): readonly ShortRetention[] {
  const found: ShortRetention[] = [];
  const compare = (planned: number | undefined, actual: number | undefined, copyTo?: string): void => {
    if (actual !== undefined && actual < (planned ?? Infinity)) {
      found.push({ copyTo, plannedDays: planned ?? "forever", actualDays: actual });
    }
  };
  compare(rule.retentionDays, tally?.shortestRetention);
  for (const { arn, kept } of rule.copies) {
    compare(kept.days, tally?.copyRetentions.get(arn), arn);
  }
  return found;
}
