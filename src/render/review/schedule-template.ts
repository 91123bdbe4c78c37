import { parseSchedule } from "../../policy/schedule";
import { template } from "./template";
import type { Template } from "./template";

const DAY_NAMES: Readonly<Record<string, string>> = {
  SUN: "Sundays",
  MON: "Mondays",
  TUE: "Tuesdays",
  WED: "Wednesdays",
  THU: "Thursdays",
  FRI: "Fridays",
  SAT: "Saturdays",
  "1": "Sundays",
  "2": "Mondays",
  "3": "Tuesdays",
  "4": "Wednesdays",
  "5": "Thursdays",
  "6": "Fridays",
  "7": "Saturdays",
};

const MONTHS = [
  ["JAN", "January"],
  ["FEB", "February"],
  ["MAR", "March"],
  ["APR", "April"],
  ["MAY", "May"],
  ["JUN", "June"],
  ["JUL", "July"],
  ["AUG", "August"],
  ["SEP", "September"],
  ["OCT", "October"],
  ["NOV", "November"],
  ["DEC", "December"],
] as const;

/**
 * A schedule in as few words as say it all: `daily at 05:00 UTC`. Rarer forms are worded in full; what is
 * no schedule is shown as written.
 */
export function scheduleTemplate(expression: string): Template {
  const parsed = parseSchedule(expression);
  if (!parsed.ok) {
    return template`${expression}`;
  }
  return [shortForm(expression) ?? clockOf24Hours(lowerFirst(parsed.schedule.words()))];
}

/** The usual forms: a time every day, on a day of the week or of the month, every so many hours. */
function shortForm(expression: string): string | undefined {
  const fields = /^cron\(\s*(.*?)\s*\)$/i.exec(expression)?.[1]?.toUpperCase().split(/\s+/) ?? [];
  const [minute = "", hour = "", date = "", month = "", weekday = "", year = ""] = fields;
  if (fields.length !== 6 || year !== "*" || !/^\d{1,2}$/.test(minute)) {
    return undefined;
  }
  const on = month === "*" ? dayWords(date, weekday) : yearlyWords(date, month, weekday);
  const every = /^(?:0|\*)\/(\d{1,2})$/.exec(hour)?.[1];
  if (/^\d{1,2}$/.test(hour)) {
    return on === undefined ? undefined : `${on} at ${two(hour)}:${two(minute)} UTC`;
  }
  if (on !== "daily") {
    return undefined;
  }
  if (hour === "*" || every === "1") {
    return `every hour at ${two(minute)} minutes past`;
  }
  const divides = every !== undefined && Number(every) > 1 && 24 % Number(every) === 0;
  return divides ? `every ${Number(every)} hours from 00:${two(minute)} UTC` : undefined;
}

function dayWords(date: string, weekday: string): string | undefined {
  const [anyDate, anyWeekday] = [date === "*" || date === "?", weekday === "*" || weekday === "?"];
  if (anyDate && anyWeekday) {
    return "daily";
  }
  if (anyDate) {
    return weekday === "MON-FRI" || weekday === "2-6" ? "Mondays to Fridays" : DAY_NAMES[weekday];
  }
  return anyWeekday && /^\d{1,2}$/.test(date) ? `monthly on day ${Number(date)}` : undefined;
}

function yearlyWords(date: string, month: string, weekday: string): string | undefined {
  const name = MONTHS.find(([short], index) => month === short || month === String(index + 1))?.[1];
  const isDate = /^\d{1,2}$/.test(date) && (weekday === "?" || weekday === "*");
  return isDate && name !== undefined ? `yearly on ${Number(date)} ${name}` : undefined;
}

function two(number: string): string {
  return String(Number(number)).padStart(2, "0");
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function clockOf24Hours(words: string): string {
  return words.replace(/\b(\d\d):(\d\d) (AM|PM)\b/g, (_, hour: string, minute: string, half: string) => {
    const number = (Number(hour) % 12) + (half === "PM" ? 12 : 0);
    return `${two(String(number))}:${minute}`;
  });
}
