import { CRON_FIELDS, WEEKDAYS } from "./cron-field";
import type { CronSpan } from "./cron-field";
import type { DayRule } from "./day-rule";
import { FieldReader } from "./field-reader";
import { quote } from "./quote";

/** What a cron text means. All lists of numbers are ascending and without duplicates. */
export interface CronTimes {
  readonly minutes: readonly number[];
  readonly hours: readonly number[];
  readonly days: DayRule;
  readonly months: readonly number[];
  readonly years: readonly CronSpan[];
  /** What in the text has no effect, or another than it seems, a sentence each. */
  readonly remarks: readonly string[];
}

export type CronTextResult =
  { readonly ok: true; readonly times: CronTimes } | { readonly ok: false; readonly message: string };

const FORM = "cron(minutes hours day-of-month month day-of-week year)";

/** Reads `cron(...)`. The year may be missing; what follows the year has no effect. */
export function readCronText(text: string): CronTextResult {
  const inner = /^cron\((.*)\)$/s.exec(text)?.[1];
  if (inner === undefined) {
    return refuse(`${quote(text)} is not a schedule: write ${FORM}.`);
  }
  const parts = inner.split(/[ \t]+/).filter((part) => part !== "");
  if (parts.length < 5) {
    return refuse(`The schedule has ${parts.length} fields and needs at least five: ${FORM}.`);
  }
  const minutes = new FieldReader(CRON_FIELDS.minutes);
  const hours = new FieldReader(CRON_FIELDS.hours);
  const dayOfMonth = new FieldReader(CRON_FIELDS.dayOfMonth);
  const month = new FieldReader(CRON_FIELDS.month);
  const dayOfWeek = new FieldReader(CRON_FIELDS.dayOfWeek);
  const year = new FieldReader(CRON_FIELDS.year);
  const readers = [minutes, hours, dayOfMonth, month, dayOfWeek, year];
  for (const [index, reader] of readers.entries()) {
    const refusal = reader.read(withoutControls(parts[index] ?? "*").toUpperCase());
    if (refusal !== undefined) {
      return refuse(refusal);
    }
  }
  const months = month.values();
  const days = dayRule(dayOfMonth, dayOfWeek, months);
  if (typeof days === "string") {
    return refuse(days);
  }
  const empty = [minutes, hours, month, year].find(({ spans }) => spans.length === 0);
  if (empty !== undefined) {
    return refuse(namesNothing(empty));
  }
  const remarks: readonly string[] = [
    ...readers.flatMap(({ field, remarks }) =>
      remarks.map((remark) => `In the ${field.name} field ${remark}.`),
    ),
    ...dayRemarks(days, days.kind === "nearestWeekday" ? dayOfMonth : dayOfWeek),
    ...parts.slice(readers.length).map((part) => `${quote(part)} after the year has no effect.`),
  ];
  return {
    ok: true,
    times: { minutes: minutes.values(), hours: hours.values(), days, months, years: year.spans, remarks },
  };
}

/** The rule of the one field that is not `?`, or why there is none. */
function dayRule(
  dayOfMonth: FieldReader,
  dayOfWeek: FieldReader,
  months: readonly number[],
): DayRule | string {
  if (dayOfMonth.unspecified === dayOfWeek.unspecified) {
    return `Exactly one of the day-of-month and day-of-week fields must be ?; here ${
      dayOfMonth.unspecified ? "both are" : "neither is"
    }.`;
  }
  return dayOfWeek.unspecified ? dayOfMonthRule(dayOfMonth, months.includes(1)) : dayOfWeekRule(dayOfWeek);
}

function dayOfMonthRule(reader: FieldReader, firesInJanuary: boolean): DayRule | string {
  if (reader.fromMonthEnd !== undefined) {
    return { kind: "fromMonthEnd", offset: reader.fromMonthEnd, nearestWeekday: reader.nearestWeekday };
  }
  const days = reader.values();
  const [first] = days;
  if (first === undefined) {
    return namesNothing(reader);
  }
  if (!reader.nearestWeekday) {
    return { kind: "daysOfMonth", days };
  }
  return first === 0
    ? "The day-of-month field has 0W: days of the month run from 1 to 31."
    : { kind: "nearestWeekday", day: first, firesInJanuary };
}

function dayOfWeekRule(reader: FieldReader): DayRule | string {
  const weekdays = reader.values();
  const [first] = weekdays;
  if (first === undefined) {
    return namesNothing(reader);
  }
  if (reader.lastOfMonth) {
    return { kind: "lastOfMonth", weekday: first };
  }
  if (reader.nth === undefined) {
    return { kind: "daysOfWeek", weekdays };
  }
  // Quartz does not check the day before #: there 0 works as Saturday, and what lies above 7 never comes.
  return first > 7
    ? `The day-of-week field has ${first}#${reader.nth}: days of the week run from 1 (SUN) to 7 (SAT).`
    : { kind: "nthOfMonth", weekday: first === 0 ? 7 : first, nth: reader.nth };
}

/** A list together with `W` or `#` comes down to its first day. */
function dayRemarks(rule: DayRule, reader: FieldReader): readonly string[] {
  if (reader.values().length < 2) {
    return [];
  }
  if (rule.kind === "nearestWeekday") {
    return [`Only the first day of a list with W has an effect: day ${rule.day}.`];
  }
  if (rule.kind === "nthOfMonth") {
    return [`Only the first day of a list with # has an effect: ${WEEKDAYS[rule.weekday - 1] ?? ""}.`];
  }
  return [];
}

function namesNothing(reader: FieldReader): string {
  return `The ${reader.field.name} field names no value.`;
}

/** Fields are parted by spaces and tabs only; other control characters around a field have no effect. */
function withoutControls(text: string): string {
  return text.replaceAll(/^[\0-\x20]+|[\0-\x20]+$/g, "");
}

function refuse(message: string): CronTextResult {
  return { ok: false, message };
}
