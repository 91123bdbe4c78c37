import { OrgBackupError } from "../org-backup-error";

const TIME = /^(\d{4}-\d{2}-\d{2})(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** A day, or a time with its zone, as ISO 8601 writes them; undefined for everything else. */
export function parseTime(text: string): Date | undefined {
  const time = new Date(text);
  const [, day] = TIME.exec(text) ?? [];
  // A day that there is not, 31 February, would count as a day in March.
  return Number.isNaN(time.getTime()) || day === undefined || !new Date(day).toISOString().startsWith(day)
    ? undefined
    : time;
}

/** @throws OrgBackupError (`usage`) where `--at` is no time */
export function timeOfAt(text: string): Date {
  const time = parseTime(text);
  if (time === undefined) {
    throw new OrgBackupError(
      "usage",
      `--at expects a time such as 2026-01-31T12:00:00Z, found ${JSON.stringify(text)}.`,
    );
  }
  return time;
}
