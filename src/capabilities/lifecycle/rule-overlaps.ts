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
  const starts = rules.map(startsOf);
  const overlaps: RuleOverlap[] = [];
  starts.forEach((first, index) => {
    for (let other = index + 1; other < starts.length; other += 1) {
      const second = starts[other];
      const overlap = second && overlapOf(first, second, at);
      if (overlap !== undefined) {
        overlaps.push(overlap);
      }
    }
  });
  return overlaps;
}

/** The next runs of a rule that no other rule of its plan takes over. */
export function runsKept(plan: BackupPlan, rule: BackupRule, at: Date, count: number): readonly Date[] {
  return (startsOf(rule).schedule?.occurrences(at, count) ?? []).filter(
    (run) => takenOverBy(rule, plan.rules, run) === undefined,
  );
}

/** The rule with the longer retention that makes the backup instead of a run of another rule. */
export function takenOverBy(
  rule: BackupRule,
  others: readonly BackupRule[],
  run: Date,
): BackupRule | undefined {
  return others.find(
    (other) => other !== rule && days(other) > days(rule) && takesOver(startsOf(other), startsOf(rule), run),
  );
}

function overlapOf(first: Starts, second: Starts, at: Date): RuleOverlap | undefined {
  const isFirst = days(first.rule) >= days(second.rule);
  const kept = isFirst ? first : second;
  const skipped = isFirst ? second : first;
  const meeting = meetingOf(kept, skipped, at);
  const isTie = days(first.rule) === days(second.rule);
  return meeting && { kept: kept.rule, skipped: skipped.rule, ...meeting, isTie };
}

/** When a rule starts its backups. */
interface Starts {
  readonly rule: BackupRule;
  /** Undefined if it cannot be read. */
  readonly schedule: Schedule | undefined;
  readonly windowMs: number;
}

function startsOf(rule: BackupRule): Starts {
  const parsed = parseSchedule(rule.schedule);
  return {
    rule,
    schedule: parsed.ok ? parsed.schedule : undefined,
    windowMs: (rule.startWindowMinutes ?? DEFAULT_START_WINDOW_MINUTES) * 60_000,
  };
}

/** Where the runs of two rules meet. */
type Meeting = Pick<RuleOverlap, "first" | "isAlways">;

function meetingOf(kept: Starts, skipped: Starts, at: Date): Meeting | undefined {
  if (kept.schedule === undefined || skipped.schedule === undefined) {
    return undefined;
  }
  const [keptRuns, skippedRuns] = [runsAhead(kept.schedule, at), runsAhead(skipped.schedule, at)];
  const known = keptRuns.meetings.get(skippedRuns);
  if (known?.keptWindow === kept.windowMs && known.skippedWindow === skipped.windowMs) {
    return known.meeting;
  }
  const meeting = findMeeting(keptRuns, kept.windowMs, skippedRuns, skipped.windowMs);
  keptRuns.meetings.set(skippedRuns, { keptWindow: kept.windowMs, skippedWindow: skipped.windowMs, meeting });
  return meeting;
}

/** Thousands of plans share few schedules: what was last asked of each is remembered. */
const remembered = new WeakMap<Schedule, RunsAhead>();

function runsAhead(schedule: Schedule, at: Date): RunsAhead {
  let runs = remembered.get(schedule);
  if (runs?.at !== at.getTime()) {
    runs = new RunsAhead(schedule, at);
    remembered.set(schedule, runs);
  }
  return runs;
}

/** The runs of a schedule after an instant, in milliseconds as all times here. */
class RunsAhead {
  readonly at: number;
  readonly next: readonly number[];
  /** With another schedule whose runs it takes over, for the windows last asked for. */
  readonly meetings = new WeakMap<
    RunsAhead,
    { readonly keptWindow: number; readonly skippedWindow: number; readonly meeting: Meeting | undefined }
  >();
  private readonly last: number;

  constructor(
    private readonly schedule: Schedule,
    at: Date,
  ) {
    this.at = at.getTime();
    this.next = schedule.occurrences(at, RUNS_COMPARED).map((run) => run.getTime());
    this.last = this.next.at(-1) ?? -Infinity;
  }

  /** The first run strictly after an instant; none is at infinity. */
  firstAfter(instant: number): number {
    return (
      (instant >= this.at && instant < this.last
        ? this.next.find((run) => run > instant)
        : this.schedule.next(new Date(instant))?.getTime()) ?? Infinity
    );
  }
}

function findMeeting(
  kept: RunsAhead,
  keptWindow: number,
  skipped: RunsAhead,
  skippedWindow: number,
): Meeting | undefined {
  // Windows are half open: a run at the very end of a window is not in it.
  const taken = skipped.next.filter((run) => kept.firstAfter(run - keptWindow) < run + skippedWindow);
  let first = taken[0] ?? Infinity;
  // The rarer rule's runs reach further, so they find a meeting that the other's first runs do not.
  for (const run of kept.next) {
    const met = skipped.firstAfter(run - skippedWindow);
    if (met < run + keptWindow) {
      first = Math.min(first, met);
      break;
    }
  }
  return first === Infinity
    ? undefined
    : { first: new Date(first), isAlways: taken.length === skipped.next.length };
}

/** Whether a run of one rule falls into the start window of a run of another, or the other way round. */
function takesOver(kept: Starts, skipped: Starts, run: Date): boolean {
  // Windows are half open: a run at the very end of a window is not in it.
  const found = kept.schedule?.next(new Date(run.getTime() - kept.windowMs));
  return found !== undefined && found.getTime() < run.getTime() + skipped.windowMs;
}

/** Forever counts as longest; no page says so. */
function days({ retentionDays }: BackupRule): number {
  return retentionDays ?? Infinity;
}
