import type { BackupPlan } from "../../effective/backup-plan";
import type { BackupRule } from "../../effective/backup-plan/backup-rule";
import { DEFAULT_START_WINDOW_MINUTES } from "../../policy/rule-defaults";
import { parseSchedule } from "../../policy/schedule";
import type { Schedule } from "../../policy/schedule";
import { getOrAdd } from "../../text/get-or-add";

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

function overlapOf(first: BackupRule, second: BackupRule, at: Date): readonly RuleOverlap[] {
  const isTie = days(first) === days(second);
  const [kept, skipped] = days(first) >= days(second) ? [first, second] : [second, first];
  const meeting = meetingOf(startsOf(kept), startsOf(skipped), at);
  return meeting === undefined ? [] : [{ kept, skipped, ...meeting, isTie }];
}

/** When a rule starts its backups. */
interface Starts {
  /** Undefined if it cannot be read. */
  readonly schedule: Schedule | undefined;
  readonly windowMs: number;
}

function startsOf({ schedule, startWindowMinutes }: BackupRule): Starts {
  const parsed = parseSchedule(schedule);
  return {
    schedule: parsed.ok ? parsed.schedule : undefined,
    windowMs: (startWindowMinutes ?? DEFAULT_START_WINDOW_MINUTES) * 60_000,
  };
}

/** Where the runs of two rules meet. */
type Meeting = Pick<RuleOverlap, "first" | "isAlways">;

/** The answer last given for two schedules: thousands of plans share few of them. */
const remembered = new WeakMap<Schedule, WeakMap<Schedule, RememberedMeeting>>();

interface RememberedMeeting {
  readonly at: number;
  readonly keptWindow: number;
  readonly skippedWindow: number;
  readonly meeting: Meeting | undefined;
}

function meetingOf(kept: Starts, skipped: Starts, at: Date): Meeting | undefined {
  if (kept.schedule === undefined || skipped.schedule === undefined) {
    return undefined;
  }
  const bySkipped = getOrAdd(remembered, kept.schedule, () => new WeakMap<Schedule, RememberedMeeting>());
  let known = bySkipped.get(skipped.schedule);
  if (
    known?.at !== at.getTime() ||
    known.keptWindow !== kept.windowMs ||
    known.skippedWindow !== skipped.windowMs
  ) {
    known = {
      at: at.getTime(),
      keptWindow: kept.windowMs,
      skippedWindow: skipped.windowMs,
      meeting: findMeeting(kept, skipped, at),
    };
    bySkipped.set(skipped.schedule, known);
  }
  return known.meeting;
}

function findMeeting(kept: Starts, skipped: Starts, at: Date): Meeting | undefined {
  const [keptRuns, skippedRuns] = [kept, skipped].map(
    ({ schedule }) => schedule?.occurrences(at, RUNS_COMPARED) ?? [],
  );
  const taken = (skippedRuns ?? []).filter((run) => takesOver(kept, skipped, run));
  // The rarer rule's runs reach further, so they find a meeting that the other's first runs do not.
  const meeting = [...taken, ...(keptRuns ?? []).flatMap((run) => runsMet(kept, skipped, run))];
  const [first] = meeting.toSorted((one, other) => one.getTime() - other.getTime());
  return first === undefined ? undefined : { first, isAlways: taken.length === skippedRuns?.length };
}

/** Whether a run of one rule falls into the start window of a run of another, or the other way round. */
function takesOver(kept: Starts, skipped: Starts, run: Date): boolean {
  // Windows are half open: a run at the very end of a window is not in it.
  const found = kept.schedule?.next(new Date(run.getTime() - kept.windowMs));
  return found !== undefined && found.getTime() < run.getTime() + skipped.windowMs;
}

/** The runs of the skipped rule whose window meets that of a run of the other. */
function runsMet(kept: Starts, skipped: Starts, run: Date): readonly Date[] {
  const found = skipped.schedule?.next(new Date(run.getTime() - skipped.windowMs));
  return found !== undefined && found.getTime() < run.getTime() + kept.windowMs ? [found] : [];
}

/** Forever counts as longest; no page says so. */
function days({ retentionDays }: BackupRule): number {
  return retentionDays ?? Infinity;
}
