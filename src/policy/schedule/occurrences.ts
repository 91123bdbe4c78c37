import type { CronSpan } from "./cron-field";
import type { CronTimes } from "./cron-text";
import { dayFinder } from "./day-rule";
import type { DayFinder } from "./day-rule";
import { epochDayOfFirst, MINUTES_PER_DAY } from "./gregorian";

/** How many years after an instant the dialect looks for occurrences. */
const YEARS_AHEAD = 100;
/** Where the dialect's search ends in any case. */
const LAST_YEAR = 2999;
const MS_PER_MINUTE = 60_000;

/** Told of an occurrence, in minutes since 1970; returns true to stop. */
type MinuteVisitor = (epochMinute: number) => boolean;
/** Told of days in a row, in days since 1970; returns true to stop. */
type RunVisitor = (firstDay: number, lastDay: number) => boolean;

/** Walks the occurrences of a schedule, in whole minutes since 1970 UTC. */
export class Occurrences {
  /** Minutes of the day, ascending. */
  readonly timesOfDay: readonly number[];
  /** Whether the days are those of a week, from some year to another: then each week is like the other. */
  readonly isWeekly: boolean;
  private readonly findDays: DayFinder;
  private readonly months: readonly boolean[];

  constructor(private readonly times: CronTimes) {
    this.timesOfDay = times.hours.flatMap((hour) => times.minutes.map((minute) => 60 * hour + minute));
    const { days, months, years } = times;
    this.findDays = dayFinder(days);
    this.months = Array.from({ length: 13 }, (_, month) => months.includes(month));
    this.isWeekly =
      months.length === 12 &&
      years.length === 1 &&
      years[0]?.step === 1 &&
      (days.kind === "daysOfWeek" || (days.kind === "daysOfMonth" && days.days.length === 31));
  }

  /** Visits every occurrence strictly after the instant, to the dialect's last year. */
  visit(after: Date, visit: MinuteVisitor): void {
    const start = firstMinuteAfter(after);
    this.visitRuns(after, (firstDay, lastDay) => {
      for (let day = firstDay; day <= lastDay; day += 1) {
        const midnight = day * MINUTES_PER_DAY;
        if (this.timesOfDay.some((time) => midnight + time >= start && visit(midnight + time))) {
          return true;
        }
      }
      return false;
    });
  }

  /**
   * Visits the days with occurrences from the day of the first minute after the instant, consecutive days of one
   * month together. On the first day some or all times may lie before that minute.
   */
  visitRuns(after: Date, visit: RunVisitor): void {
    const start = new Date(firstMinuteAfter(after) * MS_PER_MINUTE);
    const lastYear = Math.min(after.getUTCFullYear() + YEARS_AHEAD, LAST_YEAR);
    if (this.times.years.some(({ from, to }) => to === Infinity && from > lastYear)) {
      // `2130/2` runs to the dialect's last year, and where that is before 2130 it refuses the whole text.
      return;
    }
    let month = start.getUTCMonth() + 1;
    let fromDay = start.getUTCDate();
    for (let year = start.getUTCFullYear(); year <= lastYear; year += 1) {
      if (this.firesIn(year)) {
        for (; month <= 12; month += 1) {
          if (this.months[month] === true && this.visitMonth(year, month, fromDay, visit)) {
            return;
          }
          fromDay = 1;
        }
      }
      month = 1;
      fromDay = 1;
    }
  }

  private visitMonth(year: number, month: number, fromDay: number, visit: RunVisitor): boolean {
    const dayZero = epochDayOfFirst(year, month);
    let days = this.findDays(year, month) & (-1 << (fromDay - 1));
    while (days !== 0) {
      const first = trailingZeros(days);
      const length = trailingZeros(~(days >>> first));
      if (visit(dayZero + first, dayZero + first + length - 1)) {
        return true;
      }
      days &= first + length < 31 ? -1 << (first + length) : 0;
    }
    return false;
  }

  private firesIn(year: number): boolean {
    return this.times.years.some((span) => inSpan(year, span));
  }
}

/** Seconds and less play no part: the first whole minute after the instant. */
export function firstMinuteAfter(after: Date): number {
  return Math.floor(after.getTime() / MS_PER_MINUTE) + 1;
}

export function dateOf(epochMinute: number): Date {
  return new Date(epochMinute * MS_PER_MINUTE);
}

function inSpan(year: number, { from, to, step }: CronSpan): boolean {
  return year >= from && year <= to && (year - from) % step === 0;
}

function trailingZeros(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}
