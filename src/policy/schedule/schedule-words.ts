import { MONTHS, WEEKDAYS } from "./cron-field";
import type { CronSpan } from "./cron-field";
import type { CronTimes } from "./cron-text";
import type { DayRule } from "./day-rule";

/** More times of day than this are described instead of listed. */
const LISTED_TIMES = 6;
const DAILY = "daily";
const NTH = ["first", "second", "third", "fourth", "fifth"] as const;

/**
 * English words for a schedule, in 24 hours: the days and the times of day, then the months and years where they
 * are limited. `daily at 05:00 UTC`, `monthly on the last Friday at 23:30 UTC, from March to May`.
 */
export function scheduleWords({ minutes, hours, days, months, years }: CronTimes): string {
  const [month = 1] = months;
  const yearly = months.length === 1 && days.kind === "daysOfMonth" && days.days.length === 1;
  const day = yearly ? (days.days[0] ?? 1) : 1;
  const rhythm = day === 29 && month === 2 ? "in leap years" : "yearly";
  return [
    daysAndTimes(yearly ? `${rhythm} on ${day} ${monthName(month)}` : dayWords(days), minutes, hours),
    yearly || months.length === MONTHS.length ? "" : monthWords(months),
    years.some(({ from, to, step }) => from <= 1970 && to === Infinity && step === 1) ? "" : yearWords(years),
  ]
    .filter((words) => words !== "")
    .join(", ");
}

function daysAndTimes(days: string, minutes: readonly number[], hours: readonly number[]): string {
  const rhythm = rhythmWords(minutes, hours, days === DAILY ? 1 : LISTED_TIMES);
  if (rhythm !== undefined) {
    return days === DAILY ? rhythm : `${rhythm}, ${days}`;
  }
  const times = hours.flatMap((hour) => minutes.map((minute) => clock(hour, minute)));
  return `${days} at ${list(times)} UTC`;
}

/** Undefined if the times are better listed: they are few, and no rhythm that goes on all the time. */
function rhythmWords(
  minutes: readonly number[],
  hours: readonly number[],
  listed: number,
): string | undefined {
  const [minute = 0, ...moreMinutes] = minutes;
  const [hour = 0] = hours;
  if (moreMinutes.length === 0 && hours.length > listed) {
    const step = stepAroundTheClock(hours);
    if (step === 1) {
      return `every hour at ${twoDigits(minute)} minutes past`;
    }
    if (step !== undefined) {
      return `every ${step} hours from ${clock(hour, minute)} UTC`;
    }
  }
  if (minutes.length * hours.length <= LISTED_TIMES) {
    return undefined;
  }
  const part = moreMinutes.length === 0 ? series(hours, 24) : undefined;
  if (part !== undefined) {
    const every = part.step === 1 ? "every hour" : `every ${part.step} hours`;
    return `${every} from ${clock(part.first, minute)} to ${clock(part.last, minute)} UTC`;
  }
  const past = minutes.length === 60 ? "every minute" : `at ${count("minute", minutes)} ${runs(minutes)}`;
  return `${past} of ${hours.length === 24 ? "every hour" : `${count("hour", hours)} ${runs(hours)}`} UTC`;
}

/** The hours between runs, if they are the same all around the clock. */
function stepAroundTheClock(hours: readonly number[]): number | undefined {
  const step = 24 / hours.length;
  const [first = 0] = hours;
  return hours.every((hour, at) => hour === first + at * step) ? step : undefined;
}

function dayWords(rule: DayRule): string {
  switch (rule.kind) {
    case "daysOfMonth":
      return rule.days.length === 31 ? DAILY : `monthly on ${count("day", rule.days)} ${runs(rule.days)}`;
    case "fromMonthEnd":
      return `monthly ${monthEndWords(rule.offset, rule.nearestWeekday)}`;
    case "nearestWeekday":
      return `monthly on the weekday (Monday to Friday) nearest to day ${rule.day}`;
    case "daysOfWeek":
      return weekdayWords(rule.weekdays);
    case "lastOfMonth":
      return `monthly on the last ${weekday(rule.weekday)}`;
    case "nthOfMonth":
      return `monthly on the ${NTH[rule.nth - 1] ?? rule.nth} ${weekday(rule.weekday)}`;
  }
}

function monthEndWords(offset: number, nearestWeekday: boolean): string {
  if (offset === 0) {
    return nearestWeekday ? "on the last weekday (Monday to Friday)" : "on the last day";
  }
  const day = `${offset} ${offset === 1 ? "day" : "days"} before the last day`;
  return nearestWeekday ? `on the weekday (Monday to Friday) nearest to ${day}` : day;
}

function weekdayWords(weekdays: readonly number[]): string {
  if (weekdays.length === WEEKDAYS.length) {
    return DAILY;
  }
  const each = (day: number): string => `${weekday(day === 8 ? 1 : day)}s`;
  const run = oneRun(weekdays, WEEKDAYS.length);
  // Read from Monday on, the weekend stays together.
  const fromMonday = weekdays.map((day) => (day === 1 ? 8 : day)).sort((a, b) => a - b);
  return run === undefined ? runs(fromMonday, each) : `${each(run.first)} to ${each(run.last)}`;
}

function monthWords(months: readonly number[]): string {
  const run = oneRun(months, MONTHS.length);
  return run === undefined
    ? `in ${runs(months, monthName)}`
    : `from ${monthName(run.first)} to ${monthName(run.last)}`;
}

function monthName(month: number): string {
  return MONTHS[month - 1] ?? String(month);
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
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, "0");
}

function weekday(number: number): string {
  return WEEKDAYS[number - 1] ?? String(number);
}

function count(noun: string, numbers: readonly number[]): string {
  return numbers.length === 1 ? noun : `${noun}s`;
}
