import type { BackupPlan } from "../../effective/backup-plan";
import type { BackupRule } from "../../effective/backup-plan/backup-rule";
import { DEFAULT_START_WINDOW_MINUTES } from "../../policy/rule-defaults";
import { parseSchedule } from "../../policy/schedule";
import type { Schedule } from "../../policy/schedule";

/** Two rules of one plan whose start windows overlap: AWS Backup makes one backup, under the longer retention. */
export interface RuleOverlap {
  /** The rule that makes the backup. */
  readonly kept: BackupRule;
  /** The rule whose run is skipped, with its copies. */
  readonly skipped: BackupRule;
  /** The first run that is skipped. */
  readonly first: Date;
  /** Whether every run looked at is skipped. */
  readonly isAlways: boolean;
  /** Whether both keep recovery points equally long: which of them is skipped is not documented. */
  readonly isTie: boolean;
}

/** So many runs of the rarer rule are compared: five years of a quarterly one, three weeks of a daily one. */
const RUNS_COMPARED = 21;

/** The overlaps of a plan's rules, as far as their schedules tell. */
export function ruleOverlaps({ rules }: BackupPlan, at: Date): readonly RuleOverlap[] {
  return rules.flatMap((first, index) =>
    rules.slice(index + 1).flatMap((second) => overlapOf(first, second, at)),
  );
}

/** The next runs of a rule that no other rule of its plan takes over. */
export function runsKept(plan: BackupPlan, rule: BackupRule, at: Date, count: number): readonly Date[] {
  return (scheduleOf(rule)?.occurrences(at, count) ?? []).filter(
    (run) => takenOverBy(rule, plan.rules, run) === undefined,
  );
}

/** The rule with the longer retention that makes the backup instead of a run of another rule. */
export function takenOverBy(
  rule: BackupRule,
  others: readonly BackupRule[],
  run: Date,
): BackupRule | undefined {
  return others.find((other) => other !== rule && days(other) > days(rule) && takesOver(other, rule, run));
}

function overlapOf(first: BackupRule, second: BackupRule, at: Date): readonly RuleOverlap[] {
  const isTie = days(first) === days(second);
  const [kept, skipped] = days(first) >= days(second) ? [first, second] : [second, first];
  const [keptRuns, skippedRuns] = [kept, skipped].map(
    (rule) => scheduleOf(rule)?.occurrences(at, RUNS_COMPARED) ?? [],
  );
  // The rarer rule's runs reach further, so they find a meeting that the other's first runs do not.
  const meeting = [
    ...(skippedRuns ?? []).filter((run) => takesOver(kept, skipped, run)),
    ...(keptRuns ?? []).flatMap((run) => runsMet(kept, skipped, run)),
  ].toSorted((one, other) => one.getTime() - other.getTime());
  const [earliest] = meeting;
  return earliest === undefined
    ? []
    : [
        {
          kept,
          skipped,
          first: earliest,
          isAlways: (skippedRuns ?? []).every((run) => takesOver(kept, skipped, run)),
          isTie,
        },
      ];
}

/** Whether a run of one rule falls into the start window of a run of another, or the other way round. */
function takesOver(kept: BackupRule, skipped: BackupRule, run: Date): boolean {
  // Windows are half open: a run at the very end of a window is not in it.
  const earliest = new Date(run.getTime() - windowMs(kept));
  const found = scheduleOf(kept)?.next(earliest);
  return found !== undefined && found.getTime() < run.getTime() + windowMs(skipped);
}

/** The runs of the skipped rule whose window meets that of a run of the other. */
function runsMet(kept: BackupRule, skipped: BackupRule, run: Date): readonly Date[] {
  const found = scheduleOf(skipped)?.next(new Date(run.getTime() - windowMs(skipped)));
  return found !== undefined && found.getTime() < run.getTime() + windowMs(kept) ? [found] : [];
}

/** Forever counts as longest; no page says so. */
function days({ retentionDays }: BackupRule): number {
  return retentionDays ?? Infinity;
}

function windowMs({ startWindowMinutes }: BackupRule): number {
  return (startWindowMinutes ?? DEFAULT_START_WINDOW_MINUTES) * 60_000;
}

function scheduleOf({ schedule }: BackupRule): Schedule | undefined {
  const parsed = parseSchedule(schedule);
  return parsed.ok ? parsed.schedule : undefined;
}
