import { MONTHS, WEEKDAYS } from "./cron-field";
import type { CronSpan } from "./cron-field";
import type { CronTimes } from "./cron-text";
import type { DayRule } from "./day-rule";

/** More times of day than this are described instead of listed. */
const LISTED_TIMES = 6;
const NTH = ["first", "second", "third", "fourth", "fifth"] as const;

/** English words for a schedule: the times of day, the days, and the months and years where they are limited. */
export function scheduleWords({ minutes, hours, days, months, years }: CronTimes): string {
  return [
    timesOfDay(minutes, hours),
    dayWords(days),
    months.length === MONTHS.length ? "" : monthWords(months),
    years.some(({ from, to, step }) => from <= 1970 && to === Infinity && step === 1) ? "" : yearWords(years),
  ]
    .filter((words) => words !== "")
    .join(", ");
}

function timesOfDay(minutes: readonly number[], hours: readonly number[]): string {
  if (minutes.length * hours.length <= LISTED_TIMES) {
    const times = hours.flatMap((hour) => minutes.map((minute) => clock(hour, minute)));
    return `At ${list(times)} UTC`;
  }
  const [minute = 0] = minutes;
  const rhythm = series(hours, 24);
  if (minutes.length === 1 && rhythm !== undefined) {
    const every = rhythm.step === 1 ? "Every hour" : `Every ${rhythm.step} hours`;
    return `${every} from ${clock(rhythm.first, minute)} to ${clock(rhythm.last, minute)} UTC`;
  }
  const past = minutes.length === 60 ? "Every minute" : `At ${count("minute", minutes)} ${runs(minutes)}`;
  const ofHours = hours.length === 24 ? "every hour" : `${count("hour", hours)} ${runs(hours)}`;
  return `${past} of ${ofHours} UTC`;
}

function dayWords(rule: DayRule): string {
  switch (rule.kind) {
    case "daysOfMonth":
      return rule.days.length === 31
        ? "every day"
        : `on ${count("day", rule.days)} ${runs(rule.days)} of the month`;
    case "fromMonthEnd":
      return monthEndWords(rule.offset, rule.nearestWeekday);
    case "nearestWeekday":
      return `on the weekday (Monday to Friday) nearest to day ${rule.day} of the month`;
    case "daysOfWeek":
      return weekdayWords(rule.weekdays);
    case "lastOfMonth":
      return `on the last ${weekday(rule.weekday)} of the month`;
    case "nthOfMonth":
      return `on the ${NTH[rule.nth - 1] ?? rule.nth} ${weekday(rule.weekday)} of the month`;
  }
}

function monthEndWords(offset: number, nearestWeekday: boolean): string {
  if (offset === 0) {
    return nearestWeekday
      ? "on the last weekday (Monday to Friday) of the month"
      : "on the last day of the month";
  }
  const day = `${offset} ${offset === 1 ? "day" : "days"} before the last day of the month`;
  return nearestWeekday ? `on the weekday (Monday to Friday) nearest to ${day}` : day;
}

function weekdayWords(weekdays: readonly number[]): string {
  if (weekdays.length === WEEKDAYS.length) {
    return "every day";
  }
  const run = oneRun(weekdays, WEEKDAYS.length);
  if (run !== undefined) {
    return `${weekday(run.first)} to ${weekday(run.last)}`;
  }
  // Read from Monday on, the weekend stays together.
  const fromMonday = weekdays.map((day) => (day === 1 ? 8 : day)).sort((a, b) => a - b);
  return `on ${runs(fromMonday, (day) => weekday(day === 8 ? 1 : day))}`;
}

function monthWords(months: readonly number[]): string {
  const name = (month: number): string => MONTHS[month - 1] ?? String(month);
  const run = oneRun(months, MONTHS.length);
  return run === undefined ? `in ${runs(months, name)}` : `from ${name(run.first)} to ${name(run.last)}`;
}

function yearWords(years: readonly CronSpan[]): string {
  const isOne = ({ from, to, step }: CronSpan): boolean => from + step > to;
  const single = [...new Set(years.filter(isOne).map(({ from }) => from))].sort((a, b) => a - b);
  return list([
    ...(single.length === 0 ? [] : [`in ${runs(single)}`]),
    ...years.filter((span) => !isOne(span)).map(spanWords),
  ]);
}

function spanWords({ from, to, step }: CronSpan): string {
  const rhythm = step === 1 ? "" : `every ${step} years `;
  return `${rhythm}from ${from}${to === Infinity ? "" : ` to ${to}`}`;
}

/** Numbers as words; three and more in a row are drawn together: `1, 3 to 6 and 9`. */
function runs(numbers: readonly number[], word: (number: number) => string = String): string {
  const parts: string[] = [];
  for (let at = 0; at < numbers.length;) {
    let end = at;
    while (end + 1 < numbers.length && numbers[end + 1] === (numbers[end] ?? 0) + 1) {
      end += 1;
    }
    const run = numbers.slice(at, end + 1).map(word);
    parts.push(...(run.length < 3 ? run : [`${run[0] ?? ""} to ${run.at(-1) ?? ""}`]));
    at = end + 1;
  }
  return list(parts);
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1) ?? ""}`;
}

interface Series {
  readonly first: number;
  readonly last: number;
  readonly step: number;
}

function oneRun(numbers: readonly number[], cycle: number): Series | undefined {
  const found = numbers.length < 3 ? undefined : series(numbers, cycle);
  return found?.step === 1 ? found : undefined;
}

/** Ascending numbers as one series of equal steps, going around the end of the cycle where need be. */
function series(numbers: readonly number[], cycle: number): Series | undefined {
  const steps = numbers.map((number, at) => (number - (numbers.at(at - 1) ?? number) + cycle) % cycle);
  const step = Math.min(...steps);
  const starts = steps.flatMap((other, at) => (other === step ? [] : [at]));
  const start = starts[0] ?? 0;
  const first = numbers[start];
  const last = numbers.at(start - 1);
  return starts.length > 1 || first === undefined || last === undefined ? undefined : { first, last, step };
}

function clock(hour: number, minute: number): string {
  const twelve = String(hour % 12 === 0 ? 12 : hour % 12).padStart(2, "0");
  return `${twelve}:${String(minute).padStart(2, "0")} ${hour < 12 ? "AM" : "PM"}`;
}

function weekday(number: number): string {
  return WEEKDAYS[number - 1] ?? String(number);
}

function count(noun: string, numbers: readonly number[]): string {
  return numbers.length === 1 ? noun : `${noun}s`;
}
