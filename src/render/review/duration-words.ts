import { counted } from "../../text/counted";
import type { Template } from "./template";

const HOUR = 60;
const DAY = 24 * HOUR;
const YEAR_DAYS = 365;

/** Whole days for people: `35 days`, `2,555 days (7 years)`. */
export function daysTemplate(days: number): Template {
  const years = days / YEAR_DAYS;
  const inYears = Number.isInteger(years) && years > 0 ? ` (${counted(years, "year")})` : "";
  return [`${counted(days, "day")}${inYears}`];
}

/** Minutes for people in at most two units: `4 hours`, `2 days 12 hours`. */
export function minutesWords(minutes: number): string {
  const parts = [
    [Math.floor(minutes / DAY), "day"],
    [Math.floor((minutes % DAY) / HOUR), "hour"],
    [minutes % HOUR, "minute"],
  ] as const;
  const said = parts.filter(([count]) => count > 0).slice(0, 2);
  return said.length === 0 ? "0 minutes" : said.map(([count, unit]) => counted(count, unit)).join(" ");
}
