import { daysInMonth, epochDayOfFirst, weekdayOf } from "./gregorian";

/** Which days of a month a schedule fires on. Days of the week count from 1, Sunday, to 7, Saturday. */
export type DayRule =
  | { readonly kind: "daysOfMonth"; readonly days: readonly number[] }
  /** `L`, `L-3`; with `nearestWeekday` `LW`, `L-3W`. */
  | { readonly kind: "fromMonthEnd"; readonly offset: number; readonly nearestWeekday: boolean }
  /** `15W`. */
  | { readonly kind: "nearestWeekday"; readonly day: number; readonly firesInJanuary: boolean }
  | { readonly kind: "daysOfWeek"; readonly weekdays: readonly number[] }
  /** `2L`. */
  | { readonly kind: "lastOfMonth"; readonly weekday: number }
  /** `2#3`. */
  | { readonly kind: "nthOfMonth"; readonly weekday: number; readonly nth: number };

const SUNDAY = 1;
const SATURDAY = 7;

/** One month's days of a rule, as bits: bit 0 is the first of the month. */
export type DayFinder = (year: number, month: number) => number;

/** Makes the search for a rule: everything that does not depend on the month is done once. */
export function dayFinder(rule: DayRule): DayFinder {
  switch (rule.kind) {
    case "daysOfMonth": {
      const days = bits(rule.days);
      return (year, month) => days & wholeMonth(daysInMonth(year, month));
    }
    case "fromMonthEnd":
      return (year, month) => {
        const day = daysInMonth(year, month) - rule.offset;
        return rule.nearestWeekday ? nearestWeekday(year, month, day) : bitOf(year, month, day);
      };
    case "nearestWeekday":
      return (year, month) => {
        // Quartz, coming from a run in January, looks for 29W or 30W from March on where February is too short.
        const skipped = rule.firesInJanuary && month === 2 && rule.day > daysInMonth(year, month);
        return skipped ? 0 : nearestWeekday(year, month, rule.day);
      };
    case "daysOfWeek": {
      const week = bits(rule.weekdays);
      return (year, month) => {
        const before = weekdayOf(epochDayOfFirst(year, month)) - 1;
        const rotated = ((week >> before) | (week << (7 - before))) & 0x7f;
        const weeks = rotated | (rotated << 7) | (rotated << 14) | (rotated << 21) | (rotated << 28);
        return weeks & wholeMonth(daysInMonth(year, month));
      };
    }
    case "lastOfMonth":
      return (year, month) => {
        const first = firstWeekday(year, month, rule.weekday);
        const weeks = Math.floor((daysInMonth(year, month) - first) / 7);
        return bitOf(year, month, first + 7 * weeks);
      };
    case "nthOfMonth":
      return (year, month) =>
        bitOf(year, month, firstWeekday(year, month, rule.weekday) + 7 * (rule.nth - 1));
  }
}

/**
 * Monday to Friday nearest to a day, without leaving the month. A day just outside the month is moved by the same
 * rule, as Quartz does: where the 1st of May is a Saturday, `31W` fires on Friday, 30 April.
 */
function nearestWeekday(year: number, month: number, day: number): number {
  const weekday = weekdayOf(epochDayOfFirst(year, month) + day - 1);
  if (weekday === SATURDAY) {
    return bitOf(year, month, day === 1 ? 3 : day - 1);
  }
  if (weekday === SUNDAY) {
    return bitOf(year, month, day === daysInMonth(year, month) ? day - 2 : day + 1);
  }
  return bitOf(year, month, day);
}

function firstWeekday(year: number, month: number, weekday: number): number {
  return 1 + ((weekday - weekdayOf(epochDayOfFirst(year, month)) + 7) % 7);
}

function bitOf(year: number, month: number, day: number): number {
  return day >= 1 && day <= daysInMonth(year, month) ? 1 << (day - 1) : 0;
}

function wholeMonth(length: number): number {
  return 0x7fffffff >>> (31 - length);
}

function bits(numbers: readonly number[]): number {
  return numbers.reduce((all, number) => all | (1 << (number - 1)), 0);
}
