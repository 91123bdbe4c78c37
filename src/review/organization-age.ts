import { grouped } from "../text/grouped";

/** An organization file that is older is a finding. */
export const MAX_AGE_DAYS = 7;

const DAY_MS = 86_400_000;

/** @param takenAt ISO 8601 */
export function daysSince(takenAt: string, at: Date): number {
  return (at.getTime() - new Date(takenAt).getTime()) / DAY_MS;
}

/** `2026-11-20 10:00 UTC, 6 days old` */
export function ageText(takenAt: string, at: Date): string {
  const days = Math.floor(daysSince(takenAt, at));
  const time = `${takenAt.slice(0, 10)} ${takenAt.slice(11, 16)} UTC`;
  const age = days <= 0 ? "less than a day old" : days === 1 ? "1 day old" : `${grouped(days)} days old`;
  return `${time}, ${age}`;
}
