import type { AccountVerdict, RunVerdict } from "../jobs/judge-account";
import type { JobOutcome } from "../jobs/job";
import type { JobsReport } from "../jobs/jobs-report";
import { describeAccounts } from "../review/account-scope";
import { escapeControl } from "../text/escape-control";

/** How a table calls what became of a job. */
export const OUTCOME_WORDS: Readonly<Record<JobOutcome, string>> = {
  completed: "completed",
  partial: "partial",
  failed: "failed",
  unfinished: "unfinished",
};

export const OUTCOMES: readonly JobOutcome[] = ["failed", "partial", "unfinished", "completed"];

/** Worst first. */
export const VERDICTS: readonly AccountVerdict[] = [
  "unprotected",
  "not-read",
  "late",
  "not-knowable",
  "not-planned",
  "waiting",
  "nothing-due",
  "protected",
];

/** The account verdicts as ends of the sentence "3 accounts ...". */
export const VERDICT_WORDS: Readonly<Record<AccountVerdict, string>> = {
  unprotected: "not protected: planned backups are missing or failed",
  "not-read": "that cannot be judged: AWS did not return their jobs",
  late: "backed up late",
  "not-knowable": "with plans that are not known yet",
  "not-planned": "without a backup plan that backs up anything",
  waiting: "whose backups are still to begin or to end",
  "nothing-due": "with nothing due in this time",
  protected: "backed up as planned",
};

export const RUN_WORDS: Readonly<Record<RunVerdict, string>> = {
  "on-time": "on time",
  continuous: "kept up to date by a continuous backup",
  waiting: "may still begin",
  running: "still running",
  late: "late",
  "partly-failed": "partly failed",
  failed: "failed",
  missing: "missing",
  "not-read": "not known: AWS did not return the jobs",
  "before-account": "before the account joined",
};

/** `2026-01-15 10:00 UTC` */
export function utc(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

/** `12.5 %`, `-` where nothing is over. */
export function percent(rate: number | undefined): string {
  return rate === undefined ? "-" : `${(rate * 100).toFixed(1)} %`;
}

/** `95 min`, `6 h 5 min`, `2 d 3 h`. */
export function minutesWords(minutes: number): string {
  const whole = Math.max(0, Math.round(minutes));
  if (whole < 120) {
    return `${whole} min`;
  }
  const hours = Math.floor(whole / 60);
  return hours < 48 ? `${hours} h ${whole % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** Accounts by their place in the organization, or by their ids where it is not known. */
export function accountsWords({ organization }: JobsReport, accounts: readonly string[]): string {
  if (organization !== undefined) {
    return escapeControl(describeAccounts(organization, accounts));
  }
  const named = accounts.slice(0, NAMED_ACCOUNTS).map(escapeControl).join(", ");
  return accounts.length > NAMED_ACCOUNTS ? `${named} and ${accounts.length - NAMED_ACCOUNTS} more` : named;
}

const NAMED_ACCOUNTS = 5;

export function accountName({ organization }: JobsReport, accountId: string): string {
  return escapeControl(organization?.account(accountId)?.name ?? "");
}

/** The time, the Regions and what restricts the jobs, as one line. */
export function scopeWords({ window, regions, restrictions }: JobsReport): string {
  const where = regions.length === 0 ? "" : `, in ${regions.map(escapeControl).join(", ")}`;
  const only = restrictions.length === 0 ? "" : `; only ${restrictions.map(escapeControl).join(", ")}`;
  return `${utc(window.since)} to ${utc(window.until)}${where}${only}`;
}

/** Rules and Regions, the first of them by name. */
export function placesWords(where: readonly string[]): string {
  const named = where.slice(0, NAMED_PLACES).map(escapeControl).join(", ");
  return where.length > NAMED_PLACES ? `${named} and ${where.length - NAMED_PLACES} more` : named;
}

const NAMED_PLACES = 6;
