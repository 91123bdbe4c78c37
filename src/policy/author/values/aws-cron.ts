import { PolicyValue } from "./policy-value";
import { cronFieldsOf } from "./time-of-day";
import type { TimeOfDay } from "./time-of-day";

export type Weekday = "SUN" | "MON" | "TUE" | "WED" | "THU" | "FRI" | "SAT";
export type Month =
  "JAN" | "FEB" | "MAR" | "APR" | "MAY" | "JUN" | "JUL" | "AUG" | "SEP" | "OCT" | "NOV" | "DEC";

/** A day that every month has, or its last one. */
export type DayOfMonth = DaysOfFebruary | "last";
type DaysOfFebruary =
  | (1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | 14)
  | (15 | 16 | 17 | 18 | 19 | 20 | 21 | 22 | 23 | 24 | 25 | 26 | 27 | 28);

/** Hours between runs, such that the runs of every day are evenly spread. */
export type HoursBetweenRuns = 1 | 2 | 3 | 4 | 6 | 8 | 12;

interface CronTime {
  readonly minute: string;
  readonly hour: string;
  readonly month?: string;
  readonly year?: string;
}

/** The fields of a schedule; a day of the month and a day of the week exclude each other. */
export type CronFields =
  | (CronTime & { readonly day?: string; readonly weekDay?: never })
  | (CronTime & { readonly day?: never; readonly weekDay: string });

/** When a rule runs, in UTC: backup policies know no time zones. */
export class AwsCron extends PolicyValue {
  private constructor(readonly scalar: `cron(${string})`) {
    super();
  }

  /** Any schedule, from the fields of AWS's cron dialect; a field that is left out matches everything. */
  static of(fields: CronFields): AwsCron {
    const { minute, hour, day, month = "*", weekDay, year = "*" } = fields;
    const days = weekDay === undefined ? ([day ?? "*", "?"] as const) : (["?", weekDay] as const);
    return new AwsCron(`cron(${[minute, hour, days[0], month, days[1], year].join(" ")})`);
  }

  /** Every day at a time. */
  static daily(at: TimeOfDay): AwsCron {
    return AwsCron.of({ ...cronFieldsOf(at), day: "*" });
  }

  /** On one or several days of the week. */
  static weekly(on: Weekday | readonly [Weekday, ...Weekday[]], at: TimeOfDay): AwsCron {
    return AwsCron.of({ ...cronFieldsOf(at), weekDay: typeof on === "string" ? on : on.join(",") });
  }

  /** On one day of every month. */
  static monthly(on: DayOfMonth, at: TimeOfDay): AwsCron {
    return AwsCron.of({ ...cronFieldsOf(at), day: dayField(on) });
  }

  /** On one day of one month. */
  static yearly(month: Month, on: DayOfMonth, at: TimeOfDay): AwsCron {
    return AwsCron.of({ ...cronFieldsOf(at), day: dayField(on), month });
  }

  /** Several times a day, evenly spread, the first time at midnight UTC. */
  static everyHours(count: HoursBetweenRuns): AwsCron {
    return AwsCron.of({ minute: "0", hour: count === 1 ? "*" : `0/${count}` });
  }
}

function dayField(day: DayOfMonth): string {
  return day === "last" ? "L" : String(day);
}
