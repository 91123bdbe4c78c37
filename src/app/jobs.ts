import { JOB_KINDS } from "../jobs/job";
import type { JobKind } from "../jobs/job";
import { JobCountsBuilder } from "../jobs/job-counts";
import type { JobCountsReport } from "../jobs/job-counts";
import type { JobsReport } from "../jobs/jobs-report";
import type { TimeWindow } from "../jobs/planned-runs";
import { OrgBackupError } from "../org-backup-error";
import { readInventories } from "../sources/inventory/read-inventory";
import { jobFilterOf, restrictionsOf } from "./job-selection";
import type { JobSelection } from "./job-selection";
import type { Live } from "./live";
import { organizationFrom } from "./organization-source";
import type { OrganizationSource } from "./organization-source";
import { readOrganizationNow } from "./read-live-organization";

export interface JobsRequest {
  readonly now: Date;
  readonly window: TimeWindow;
  readonly selection: JobSelection;
  /** What was planned; undefined to compare with nothing. */
  readonly organization?: OrganizationSource | undefined;
  /** Compare with the plans of the organization as AWS has it. */
  readonly live?: boolean | undefined;
  /** Files of resource inventories, - for standard input; takes the organization. */
  readonly resources?: readonly string[] | undefined;
  /** The Regions of the plans, or else the configured one, if undefined. */
  readonly regions?: readonly string[] | undefined;
  /** How many of the latest jobs to keep. */
  readonly limit: number;
  readonly lateAfterMinutes?: number | undefined;
  /** A role in the accounts that may read roles and vaults. */
  readonly memberRoleName?: string | undefined;
  /** Ask every account for its copy and restore jobs. */
  readonly allAccounts?: boolean | undefined;
}

/**
 * Prepares a report of the organization's jobs, and of what was planned but did not happen. Files are read
 * by the call itself, before the connection is used.
 *
 * @throws OrgBackupError (`usage`, `input`, `aws`)
 */
export function prepareJobs(request: JobsRequest): (live: Live) => Promise<JobsReport> {
  const { organization: source, selection } = request;
  const fromFile = source === undefined ? undefined : organizationFrom(source);
  if (request.live !== true) {
    jobFilterOf(selection, fromFile);
  }
  if (request.resources !== undefined && fromFile === undefined && request.live !== true) {
    throw new OrgBackupError(
      "usage",
      "--resources compares with what policies select: give --org or --live.",
    );
  }
  const inventories = request.resources === undefined ? undefined : readInventories(request.resources);
  return async (live) => {
    const { gatherJobsReport } = await import("../sources/live/jobs-gather.js");
    const organization = request.live === true ? await readOrganizationNow(live) : fromFile;
    const { now, window, regions, limit, lateAfterMinutes, memberRoleName, allAccounts } = request;
    const { session, api, progress } = live;
    const found = (read: number): void => {
      progress.found("jobs", read);
      progress.done(1);
    };
    return gatherJobsReport(
      { session, api, progress: found },
      {
        now,
        window,
        filter: jobFilterOf(selection, organization),
        restrictions: restrictionsOf(selection),
        organization,
        inventories,
        regions,
        limit,
        lateAfterMinutes,
        memberRoleName,
        allAccounts: allAccounts === true,
      },
    );
  };
}

export interface JobCountsRequest {
  readonly now: Date;
  /** What AWS counts. */
  readonly days: 7 | 14;
  readonly kinds?: readonly JobKind[] | undefined;
  /** The configured Region if undefined. */
  readonly regions?: readonly string[] | undefined;
}

/** AWS's own counts: a few calls instead of a page for every thousand jobs. */
export async function jobCounts(
  { session }: Live,
  { now, days, kinds = [], regions: asked }: JobCountsRequest,
): Promise<JobCountsReport> {
  const [{ JobsApi }, { readJobCounts }] = await Promise.all([
    import("../sources/live/jobs-api.js"),
    import("../sources/live/jobs-read.js"),
  ]);
  const configured = await session.configuredRegion();
  const regions = asked ?? (configured === undefined ? [] : [configured]);
  if (regions.length === 0) {
    throw new OrgBackupError("usage", "No Region to look for jobs in.", {
      hint: "Use --regions, --region or AWS_REGION.",
    });
  }
  const builder = new JobCountsBuilder();
  const wanted = kinds.length === 0 ? JOB_KINDS : kinds;
  const missing = await readJobCounts(session, new JobsApi(session), wanted, regions, days, (row) => {
    builder.add(row);
  });
  return builder.report({ at: now, days, regions, missing });
}
