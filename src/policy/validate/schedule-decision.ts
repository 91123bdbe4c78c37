import { MINUTES_OF_DAY } from "../limits";
import { parseSchedule } from "../schedule";
import type { Schedule } from "../schedule";

/** How AWS judges a schedule at one moment. */
export type ScheduleDecision =
  | { readonly kind: "not-a-schedule"; readonly message: string }
  /** No run, or a single one, lies ahead. */
  | { readonly kind: "no-two-runs" }
  | {
      readonly kind: "runs";
      readonly schedule: Schedule;
      /** Between the next two runs. */
      readonly gapMinutes: number;
    };

/** Judges the schedules of one document at one moment; each text is judged once. */
export class ScheduleValidator {
  private readonly decisions = new Map<string, ScheduleDecision>();

  constructor(private readonly at: Date) {}

  decide(expression: string): ScheduleDecision {
    let decision = this.decisions.get(expression);
    if (decision === undefined) {
      decision = decide(expression, this.at);
      this.decisions.set(expression, decision);
    }
    return decision;
  }

  /** The first of the closest runs that ever come, where they are closer than demanded. */
  tooCloseOnce(
    expression: string,
    demandedMinutes: number,
  ): { readonly minutes: number; readonly from: Date } | undefined {
    const decision = this.decide(expression);
    if (decision.kind !== "runs" || (demandedMinutes <= MINUTES_OF_DAY && isOnceADay.test(expression))) {
      return undefined;
    }
    const smallest = decision.schedule.smallestGap(this.at);
    return smallest !== undefined && smallest.minutes < demandedMinutes ? smallest : undefined;
  }
}

/** One minute and one hour: runs are whole days apart, and the search through a hundred years can be spared. */
const isOnceADay = /^cron\(\d{1,2} \d{1,2} /;

function decide(expression: string, at: Date): ScheduleDecision {
  const parsed = parseSchedule(expression);
  if (!parsed.ok) {
    return { kind: "not-a-schedule", message: parsed.message };
  }
  const { schedule } = parsed;
  const gapMinutes = schedule.nextGapMinutes(at);
  return gapMinutes === undefined ? { kind: "no-two-runs" } : { kind: "runs", schedule, gapMinutes };
}
