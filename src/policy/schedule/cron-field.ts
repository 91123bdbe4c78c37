/** What one field of a cron text may hold. */
export interface CronField {
  readonly name: "minutes" | "hours" | "day-of-month" | "month" | "day-of-week" | "year";
  readonly min: number;
  readonly max: number;
  /** The largest step after `*` or a single value; the dialect does not check steps after ranges. */
  readonly maxStep: number;
  /** Three-letter names, upper case. */
  readonly names?: ReadonlyMap<string, number>;
}

/** Names of the months, January first, as words. */
export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** Names of the days of the week, Sunday first, as words. */
export const WEEKDAYS = [
  "Sunday",
  "Monday",
  "Tuesday",
  "Wednesday",
  "Thursday",
  "Friday",
  "Saturday",
] as const;

/** The six fields, in the order in which they are written. */
export const CRON_FIELDS = {
  minutes: { name: "minutes", min: 0, max: 59, maxStep: 59 },
  hours: { name: "hours", min: 0, max: 23, maxStep: 23 },
  dayOfMonth: { name: "day-of-month", min: 1, max: 31, maxStep: 31 },
  month: { name: "month", min: 1, max: 12, maxStep: 12, names: shortNames(MONTHS) },
  dayOfWeek: { name: "day-of-week", min: 1, max: 7, maxStep: 7, names: shortNames(WEEKDAYS) },
  year: { name: "year", min: 1970, max: Infinity, maxStep: Infinity },
} as const satisfies Record<string, CronField>;

/** Every `step`-th value; `to` below `from` wraps around the end of the field. */
export interface CronSpan {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** The distinct values of spans, ascending. Not for years, whose spans may have no end. */
export function valuesOf(spans: readonly CronSpan[], { min, max }: CronField): readonly number[] {
  const size = max - min + 1;
  const values = new Set<number>();
  for (const { from, to, step } of spans) {
    const wraps = to < from;
    const end = wraps ? to + size : to;
    for (let value = from; value <= end; value += step) {
      values.add(wraps && value > max ? value - size : value);
    }
  }
  return [...values].sort((a, b) => a - b);
}

function shortNames(words: readonly string[]): ReadonlyMap<string, number> {
  return new Map(words.map((word, index) => [word.slice(0, 3).toUpperCase(), index + 1]));
}
