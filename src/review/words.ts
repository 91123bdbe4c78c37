import { grouped } from "../text/grouped";

/** A length of time in words, in the largest unit that divides it: `7 days`, `36 hours`, `90 minutes`. */
export function duration(minutes: number): string {
  const [unit, size] =
    minutes % 1440 === 0
      ? (["day", 1440] as const)
      : minutes % 60 === 0
        ? (["hour", 60] as const)
        : (["minute", 1] as const);
  return count(minutes / size, unit);
}

/** `1 day`, `2 days`, `1,284 days`. */
export function count(number: number, noun: string): string {
  return `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** How long recovery points are kept. */
export function kept(days: number | undefined): string {
  return days === undefined ? "forever" : `for ${count(days, "day")}`;
}

export function list(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}
