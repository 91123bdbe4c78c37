import type { Organization } from "../organization/organization";
import type { Job } from "./job";
import type { JobSummary } from "./job-summary";
import type { AccountOutcome } from "./judge-account";
import type { Finding } from "../text/finding";
import type { MissingPart } from "./missing-part";
import type { ResourceJobsReport } from "./resource-jobs";
import type { TimeWindow } from "./planned-runs";

/** The organization's jobs in a window of time, and what was planned for it. */
export interface JobsReport {
  /** The moment of the report. */
  readonly at: Date;
  readonly window: TimeWindow;
  readonly regions: readonly string[];
  /** What restricts the jobs, in words: `state FAILED`. */
  readonly restrictions: readonly string[];
  readonly summary: JobSummary;
  /** The most recent jobs, newest first; empty where they were not asked for. */
  readonly jobs: readonly Job[];
  /** Undefined if the organization was not given: nothing is known of what was planned. */
  readonly planned: readonly AccountOutcome[] | undefined;
  /** Undefined if no inventory was given. */
  readonly resources?: ResourceJobsReport | undefined;
  readonly findings: readonly Finding[];
  /** Parts of the answer that are not there. */
  readonly missing: readonly MissingPart[];
  /** How the answer came about, where that matters. */
  readonly notes: readonly string[];
  /** To name accounts and places; undefined if it was not given. */
  readonly organization: Organization | undefined;
}

/** Accounts by verdict; the answer to "which accounts are not protected today?". */
export function accountsByVerdict(
  planned: readonly AccountOutcome[],
): ReadonlyMap<AccountOutcome["verdict"], readonly string[]> {
  const groups = new Map<AccountOutcome["verdict"], string[]>();
  for (const { verdict, accountId } of planned) {
    const group = groups.get(verdict) ?? [];
    group.push(accountId);
    groups.set(verdict, group);
  }
  return groups;
}
