import { MINUTES_PER_DAY } from "./gregorian";
import { firstMinuteAfter } from "./occurrences";
import type { Occurrences } from "./occurrences";

/** The time between two neighbouring occurrences, and the first of the two, in minutes since 1970. */
export interface Gap {
  readonly minutes: number;
  readonly from: number;
}

export type Extreme = "smallest" | "largest";

/**
 * The smallest or the largest gap after an instant, the earliest of those alike.
 *
 * Goes by days in a row: gaps inside a day and over midnight are the same all along, which leaves those before.
 */
export function extremeGap(occurrences: Occurrences, after: Date, extreme: Extreme): Gap | undefined {
  const { timesOfDay } = occurrences;
  const firstTime = timesOfDay[0] ?? 0;
  const lastTime = timesOfDay.at(-1) ?? 0;
  const insideDay = insideOneDay(timesOfDay, extreme);
  const overMidnight = MINUTES_PER_DAY + firstTime - lastTime;
  const bound = extreme === "smallest" ? Math.min(insideDay?.minutes ?? Infinity, overMidnight) : Infinity;

  const enough = occurrences.isWeekly ? TWO_WEEKS : Infinity;

  const start = firstMinuteAfter(after);
  const best = new Best(extreme);
  let begin: number | undefined;
  let last = NaN; // A gap from nowhere is no number, and never the best.
  occurrences.visitRuns(after, (firstDay, lastDay) => {
    begin ??= firstDay;
    let midnight = firstDay * MINUTES_PER_DAY;
    if (midnight < start) {
      const times = timesOfDay.filter((time) => midnight + time >= start);
      best.offerGap(insideOneDay(times, extreme), midnight);
      last = midnight + (times.at(-1) ?? NaN);
      if (firstDay === lastDay) {
        return false;
      }
      midnight += MINUTES_PER_DAY;
    }
    best.offer(midnight + firstTime - last, last);
    best.offerGap(insideDay, midnight);
    last = lastDay * MINUTES_PER_DAY + lastTime;
    if (midnight + lastTime < last) {
      best.offer(overMidnight, midnight + lastTime);
    }
    return best.minutes === bound || firstDay - begin > enough;
  });
  return best.gap();
}

/** In days: where each week is like the other, every gap begins in them. */
const TWO_WEEKS = 14;

/** Between times of one day; `from` in minutes of the day. */
function insideOneDay(times: readonly number[], extreme: Extreme): Gap | undefined {
  const best = new Best(extreme);
  times.forEach((time, at) => {
    const previous = times[at - 1] ?? NaN;
    best.offer(time - previous, previous);
  });
  return best.gap();
}

/** Keeps the best gap offered, the first of equals. */
class Best {
  minutes: number;
  private from = NaN;
  private readonly sign: 1 | -1;

  constructor(extreme: Extreme) {
    this.sign = extreme === "largest" ? 1 : -1;
    this.minutes = -this.sign * Infinity;
  }

  offer(minutes: number, from: number): void {
    if (this.sign * minutes > this.sign * this.minutes) {
      this.minutes = minutes;
      this.from = from;
    }
  }

  offerGap(inDay: Gap | undefined, midnight: number): void {
    if (inDay !== undefined) {
      this.offer(inDay.minutes, midnight + inDay.from);
    }
  }

  gap(): Gap | undefined {
    return Number.isFinite(this.minutes) ? { minutes: this.minutes, from: this.from } : undefined;
  }
}
