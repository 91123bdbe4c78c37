import { readCronText } from "./schedule/cron-text";
import type { CronTimes } from "./schedule/cron-text";
import { extremeGap } from "./schedule/extreme-gap";
import type { Extreme, Gap } from "./schedule/extreme-gap";
import { dateOf, Occurrences } from "./schedule/occurrences";
import { scheduleWords } from "./schedule/schedule-words";

/** Texts repeat over documents; this many are remembered, unless they are longer than any sensible schedule. */
const REMEMBERED_TEXTS = 1000;
const LONGEST_REMEMBERED_TEXT = 200;
const remembered = new Map<string, ScheduleResult>();

export type ScheduleResult =
  { readonly ok: true; readonly schedule: Schedule } | { readonly ok: false; readonly message: string };

/**
 * Reads `cron(...)` as written in `schedule_expression`, in UTC.
 *
 * The dialect is that of Quartz 2.3 without its seconds, which reproduces every recorded decision of AWS
 * Organizations. A schedule may be well written and yet have no occurrence left: see {@link Schedule.next}.
 */
export function parseSchedule(expression: string): ScheduleResult {
  const known = remembered.get(expression);
  if (known !== undefined) {
    return known;
  }
  const read = readCronText(expression);
  const result: ScheduleResult = read.ok
    ? { ok: true, schedule: new Schedule(expression, read.times) }
    : read;
  if (expression.length <= LONGEST_REMEMBERED_TEXT) {
    if (remembered.size >= REMEMBERED_TEXTS) {
      remembered.clear();
    }
    remembered.set(expression, result);
  }
  return result;
}

/** When a backup rule runs; made by {@link parseSchedule}. Instants are whole minutes in UTC. */
export class Schedule {
  private readonly all: Occurrences;
  /** The gaps and the next two runs, of the instant last asked for: thousands of rules share few schedules. */
  private readonly knownGaps = new Map<Extreme, { readonly after: number; readonly gap: Gap | undefined }>();
  private knownNext: { readonly after: number; readonly minutes: readonly number[] } | undefined;

  constructor(
    /** The text as written. */
    readonly expression: string,
    private readonly times: CronTimes,
  ) {
    this.all = new Occurrences(times);
  }

  /** What in the text has no effect, or another than it seems (`MON-FRI/2`, `1W,15W`), a sentence each. */
  get remarks(): readonly string[] {
    return this.times.remarks;
  }

  /**
   * The first occurrence strictly after the instant, or undefined if there is none until the end of the
   * hundredth year after it, where the dialect stops looking.
   */
  next(after: Date): Date | undefined {
    const [first] = this.nextTwo(after);
    return first === undefined ? undefined : dateOf(first);
  }

  /** Up to `count` occurrences strictly after the instant, within the same hundred years. */
  occurrences(after: Date, count: number): readonly Date[] {
    const found: Date[] = [];
    if (count > 0) {
      this.all.visit(after, (minute) => found.push(dateOf(minute)) >= count);
    }
    return found;
  }

  /** Minutes between the next two occurrences, which is what AWS looks at; undefined if fewer than two are left. */
  nextGapMinutes(after: Date): number | undefined {
    const [first, second] = this.nextTwo(after);
    return first === undefined || second === undefined ? undefined : second - first;
  }

  /** In minutes since 1970. */
  private nextTwo(after: Date): readonly number[] {
    if (this.knownNext?.after !== after.getTime()) {
      const minutes: number[] = [];
      this.all.visit(after, (minute) => minutes.push(minute) === 2);
      this.knownNext = { after: after.getTime(), minutes };
    }
    return this.knownNext.minutes;
  }

  /** The smallest gap between neighbouring occurrences after the instant, and where it first begins. */
  smallestGap(after: Date): { readonly minutes: number; readonly from: Date } | undefined {
    return this.gap(after, "smallest");
  }

  /** The largest such gap: the worst case of the recovery point objective. */
  largestGap(after: Date): { readonly minutes: number; readonly from: Date } | undefined {
    return this.gap(after, "largest");
  }

  /** English words, such as `daily at 05:00 UTC`; they say what the dialect does, not what was written. */
  words(): string {
    return scheduleWords(this.times);
  }

  private gap(after: Date, extreme: Extreme): { readonly minutes: number; readonly from: Date } | undefined {
    let known = this.knownGaps.get(extreme);
    if (known?.after !== after.getTime()) {
      known = { after: after.getTime(), gap: extremeGap(this.all, after, extreme) };
      this.knownGaps.set(extreme, known);
    }
    return known.gap && { minutes: known.gap.minutes, from: dateOf(known.gap.from) };
  }
}
