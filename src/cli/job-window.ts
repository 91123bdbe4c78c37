import type { TimeWindow } from "../jobs/planned-runs";
import { OrgBackupError } from "../org-backup-error";
import { parseTime } from "./parse-time";

export interface JobWindowOptions {
  readonly since: string;
  readonly until?: string;
}

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** @throws OrgBackupError (`usage`) */
export function windowOf({ since, until }: JobWindowOptions, now: Date): TimeWindow {
  const to = until === undefined ? now : timeOf("--until", until, now);
  const from = timeOf("--since", since, to);
  if (from.getTime() >= to.getTime()) {
    throw new OrgBackupError(
      "usage",
      `--since (${from.toISOString()}) has to lie before --until (${to.toISOString()}).`,
    );
  }
  return { since: from, until: to };
}

/** A time, or how long before another one. */
function timeOf(option: string, text: string, before: Date): Date {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const time =
    count === undefined || unit === undefined
      ? parseTime(text)
      : new Date(before.getTime() - Number(count) * (UNITS[unit] ?? 0));
  if (time === undefined) {
    throw new OrgBackupError(
      "usage",
      `${option} expects a time such as 2026-01-31T12:00:00Z, or 24h, 7d, 90m; found ${JSON.stringify(text)}.`,
    );
  }
  return time;
}
