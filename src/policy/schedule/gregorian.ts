/** Minutes of one day; UTC has no days of other lengths here. */
export const MINUTES_PER_DAY = 1440;

/** The number of days of a month; months count from 1. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) {
    return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  }
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 to the first of a month, by arithmetic: the searches ask for it in their inner loops. */
export function epochDayOfFirst(year: number, month: number): number {
  // Counted from March, the leap day is the last day of its year.
  const shifted = month > 2 ? year : year - 1;
  const monthsSinceMarch = month > 2 ? month - 3 : month + 9;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return 365 * shifted + leapDays + Math.floor((153 * monthsSinceMarch + 2) / 5) - 719_468;
}

/** The day of the week as the dialect counts: 1 is Sunday, 7 is Saturday. */
export function weekdayOf(epochDay: number): number {
  return ((((epochDay + 4) % 7) + 7) % 7) + 1;
}
