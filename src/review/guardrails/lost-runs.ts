import { takenOverBy } from "../../capabilities/lifecycle/rule-overlaps";
import type { BackupRule } from "../../effective/backup-plan/backup-rule";
import { parseSchedule } from "../../policy/schedule";

/** What is left of a rule whose runs other rules take over. */
export interface LostRuns {
  readonly by: BackupRule;
  /** The longest time between two runs that are left; undefined if none is. */
  readonly gapMinutes: number | undefined;
}

/** So many runs reach over a year for a daily rule, so that a yearly rule is met once. */
const RUNS_COMPARED = 400;

/** The runs of a rule that others of its plan take over; undefined if they take over none. */
export function lostRuns(rule: BackupRule, others: readonly BackupRule[], at: Date): LostRuns | undefined {
  const parsed = parseSchedule(rule.schedule);
  if (others.length === 0 || !parsed.ok) {
    return undefined;
  }
  let by: BackupRule | undefined;
  const kept: Date[] = [];
  for (const run of parsed.schedule.occurrences(at, RUNS_COMPARED)) {
    const other = takenOverBy(rule, others, run);
    if (other === undefined) {
      kept.push(run);
    }
    by ??= other;
  }
  return by === undefined ? undefined : { by, gapMinutes: largestGap(kept) };
}

function largestGap(runs: readonly Date[]): number | undefined {
  const gaps = runs.slice(1).map((run, index) => (run.getTime() - (runs[index]?.getTime() ?? 0)) / 60_000);
  return gaps.length === 0 ? undefined : Math.max(...gaps);
}
