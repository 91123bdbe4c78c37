import type { JsonObject } from "../text/json";
import { plannedRules } from "./planned-rules";
import type { PlannedRule } from "./planned-rules";

/** The time that is looked at: after `since`, up to and with `until`. */
export interface TimeWindow {
  readonly since: Date;
  readonly until: Date;
}

/** A rule and when it was due in the window, in milliseconds since 1970; shared by every account with the policy. */
export interface RuleRuns {
  readonly rule: PlannedRule;
  readonly due: readonly number[];
  /** The first time after the window; undefined if the schedule has ended. */
  readonly next: Date | undefined;
}

/** More runs than this in a window are not judged one by one: an hourly schedule has 744 in a month. */
export const MAX_RUNS = 1000;

/** The runs of one effective policy in the window, made once per policy. */
export class PlannedRuns {
  readonly rules: readonly RuleRuns[];
  private readonly byName = new Map<string, number>();

  constructor(policy: JsonObject, { since, until }: TimeWindow) {
    this.rules = plannedRules(policy).map((rule) => ({
      rule,
      due: rule.schedule
        .occurrences(since, MAX_RUNS)
        .filter((run) => run.getTime() <= until.getTime() && !rule.isTakenOver(run))
        .map((run) => run.getTime()),
      next: rule.schedule.next(until),
    }));
    this.rules.forEach(({ rule }, index) => {
      this.byName.set(keyOf(rule.region, rule.plan, rule.rule), index);
    });
  }

  /** The index of the rule that started a job; undefined if none of the planned rules did. */
  ruleOf(job: {
    readonly region: string;
    readonly vault: string;
    readonly createdBy:
      | {
          readonly plan: string | undefined;
          readonly rule: string | undefined;
          readonly schedule: string | undefined;
        }
      | undefined;
  }): number | undefined {
    const { createdBy } = job;
    if (createdBy === undefined) {
      return undefined;
    }
    if (createdBy.plan !== undefined && createdBy.rule !== undefined) {
      return this.byName.get(keyOf(job.region, createdBy.plan, createdBy.rule));
    }
    // Without names a rule is known by its vault and its schedule, if only one fits.
    const fitting = this.rules.flatMap(({ rule }, index) =>
      rule.region === job.region &&
      rule.vault === job.vault &&
      (createdBy.plan === undefined || createdBy.plan.toLowerCase() === rule.plan) &&
      (createdBy.schedule === undefined || createdBy.schedule === rule.schedule.expression)
        ? [index]
        : [],
    );
    return fitting.length === 1 ? fitting[0] : undefined;
  }
}

/**
 * The run that a job belongs to, by its index; undefined if it was due before the window.
 *
 * `startBy` is the scheduled time plus the start window; without it the last run before the job began.
 */
export function runOf(
  { rule, due }: RuleRuns,
  createdAt: Date,
  startBy: Date | undefined,
): number | undefined {
  if (startBy !== undefined) {
    const scheduled = startBy.getTime() - rule.startWindowMinutes * 60_000;
    const exact = due.findIndex((time) => Math.abs(time - scheduled) < 60_000);
    if (exact >= 0) {
      return exact;
    }
    if (due[0] === undefined || scheduled < due[0]) {
      return undefined;
    }
  }
  const last = due.findLastIndex((time) => time <= createdAt.getTime());
  return last < 0 ? undefined : last;
}

function keyOf(region: string, plan: string, rule: string): string {
  return `${region} ${plan.toLowerCase()} ${rule.toLowerCase()}`;
}
