import { accountNameOrId } from "../../organization/account-name-or-id";
import { OrgBackupError } from "../../org-backup-error";
import { EffectivePolicies } from "../../organization/effective-policies";
import type { Inventory } from "../../organization/inventory";
import type { Organization } from "../../organization/organization";
import { isAskedFor } from "../../jobs/job-filter";
import type { JobFilter } from "../../jobs/job-filter";
import { JOB_KINDS } from "../../jobs/job";
import { JobSummaryBuilder } from "../../jobs/job-summary";
import { jobsFindings } from "../../jobs/jobs-findings";
import type { JobsReport } from "../../jobs/jobs-report";
import type { MissingPart } from "../../jobs/missing-part";
import { PlannedAgainstActual } from "../../jobs/planned-against-actual";
import type { Gap } from "../../jobs/planned-against-actual";
import type { TimeWindow } from "../../jobs/planned-runs";
import { ResourceJobsJoin, resourceJobsFindings } from "../../jobs/resource-jobs";
import { RecentJobs } from "../../jobs/recent-jobs";
import { parseArn } from "../../text/arn";
import type { AwsSession } from "./aws-session";
import { readJoinDates } from "./jobs-accounts";
import { JobsApi } from "./jobs-api";
import { readFacts } from "./jobs-facts";
import { readJobs } from "./jobs-read";
import type { JobsProgress, JobsRead, JobsRequest } from "./jobs-read";
import type { OrganizationsApi } from "./organizations-api";

/** What a report is about. */
export interface GatherRequest {
  readonly now: Date;
  readonly window: TimeWindow;
  readonly filter: JobFilter;
  /** What restricts the jobs, in words. */
  readonly restrictions: readonly string[];
  /** Undefined to report jobs without comparing them with plans. */
  readonly organization: Organization | undefined;
  /** Resources to say of whether a job has backed them up; takes the organization. */
  readonly inventories?: readonly Inventory[] | undefined;
  /** Undefined for the Regions of the plans, or else the configured one. */
  readonly regions: readonly string[] | undefined;
  /** How many of the most recent jobs to keep. */
  readonly limit: number;
  readonly lateAfterMinutes: number | undefined;
  /** A role in the accounts that may read roles and vaults. */
  readonly memberRoleName: string | undefined;
  readonly allAccounts: boolean;
}

export interface GatherContext {
  readonly session: AwsSession;
  readonly api: OrganizationsApi;
  readonly progress: JobsProgress;
}

/** How far AWS Backup's lists reach back, in days, as its guide documents. */
const JOBS_REACH_DAYS = 30;
const DAY = 24 * 60 * 60 * 1000;

/**
 * Reads the jobs once, adds them up and compares them with the plans.
 *
 * @throws OrgBackupError (`aws`, `usage`)
 */
export async function gatherJobsReport(context: GatherContext, request: GatherRequest): Promise<JobsReport> {
  const { session, api } = context;
  const { window, filter, organization } = request;
  const missing: MissingPart[] = [];
  const caller = await session.caller();
  const dates = new JoinDates(api);
  const policies =
    organization === undefined ? undefined : EffectivePolicies.compute(organization, request.now);
  const joined = policies === undefined ? undefined : await joinedOf(dates, missing);
  const planned = policies === undefined ? undefined : plannedOf(policies, joined, request);
  const join =
    policies === undefined || request.inventories === undefined
      ? undefined
      : new ResourceJobsJoin(policies, request.inventories, {
          window,
          now: request.now,
          accounts: filter.accounts,
          joined,
        });
  const regions = await regionsOf(session, request, planned);
  const summary = new JobSummaryBuilder();
  const recent = new RecentJobs(request.limit);
  const jobs = new JobsApi(session);
  const reading: Omit<JobsRequest, "kinds" | "accounts" | "select" | "since" | "until"> = {
    regions,
    now: request.now,
    copyingAccounts: planned?.copyingAccounts ?? [],
    everyAccount: async () => organization?.accounts.map(({ id }) => id) ?? [...(await dates.read()).keys()],
    askEveryAccount: request.allAccounts,
  };
  const accounts = filter.accounts === undefined ? undefined : [...filter.accounts];
  const read: JobsRead =
    accounts?.length === 0
      ? { jobs: 0, missing: [], unread: [], notes: [] }
      : await readJobs(
          session,
          jobs,
          {
            ...reading,
            ...window,
            kinds: kindsOf(filter, planned !== undefined),
            accounts,
            select: selectOf(filter, planned !== undefined),
          },
          (job) => {
            planned?.add(job);
            join?.add(job);
            if (isAskedFor(job, filter)) {
              summary.add(job);
              recent.add(job);
            }
          },
          context.progress,
        );
  missing.push(...read.missing);
  read.unread.forEach((unread) => planned?.addUnread(unread));
  const looked =
    planned === undefined ? undefined : await lookIntoGaps(context, request, jobs, planned, reading, missing);
  const outcomes = planned?.outcome(looked);
  const resources = join?.report(read.unread, regions);
  const notes = [...read.notes, ...notesOf(request, caller.accountId)];
  return {
    at: request.now,
    window,
    regions,
    restrictions: request.restrictions,
    summary: summary.summary(),
    jobs: recent.list(),
    planned: outcomes,
    resources,
    findings: jobsFindings(
      outcomes ?? [],
      missing,
      resources === undefined
        ? []
        : resourceJobsFindings(resources, (id) => accountNameOrId(organization, id)),
    ),
    missing,
    notes,
    organization,
  };
}

/** When accounts joined: asked for once, and only where it is needed. */
class JoinDates {
  private dates: Promise<ReadonlyMap<string, Date>> | undefined;

  constructor(private readonly api: OrganizationsApi) {}

  read(): Promise<ReadonlyMap<string, Date>> {
    this.dates ??= readJoinDates(this.api);
    return this.dates;
  }
}

async function joinedOf(
  dates: JoinDates,
  missing: MissingPart[],
): Promise<ReadonlyMap<string, Date> | undefined> {
  try {
    return await dates.read();
  } catch (error) {
    missing.push(missingPart("when accounts joined, so that backups due before count as missing", error));
    return undefined;
  }
}

function plannedOf(
  policies: EffectivePolicies,
  joined: ReadonlyMap<string, Date> | undefined,
  { window, filter, lateAfterMinutes }: GatherRequest,
): PlannedAgainstActual {
  return new PlannedAgainstActual(policies, {
    window,
    accounts: filter.accounts,
    ...(joined === undefined ? {} : { joined }),
    ...(lateAfterMinutes === undefined ? {} : { lateAfterMinutes }),
  });
}

async function regionsOf(
  session: AwsSession,
  { regions }: GatherRequest,
  planned: PlannedAgainstActual | undefined,
): Promise<readonly string[]> {
  if (regions !== undefined) {
    return regions;
  }
  if (planned !== undefined && planned.regions.length > 0) {
    return planned.regions;
  }
  const configured = await session.configuredRegion();
  if (configured === undefined) {
    throw new OrgBackupError("usage", "No Region to look for jobs in.", {
      hint: "Use --regions, --region or AWS_REGION; with --org or --live the Regions of the plans are taken.",
    });
  }
  return [configured];
}

async function lookIntoGaps(
  { session, progress }: GatherContext,
  { window, memberRoleName, organization }: GatherRequest,
  jobs: JobsApi,
  planned: PlannedAgainstActual,
  reading: Omit<JobsRequest, "kinds" | "accounts" | "select" | "since" | "until" | "regions">,
  missing: MissingPart[],
): Promise<Parameters<PlannedAgainstActual["outcome"]>[0]> {
  const continuous = planned.gaps().filter((gap) => gap.continuous);
  if (continuous.length > 0) {
    try {
      const earlier = await readJobs(
        session,
        jobs,
        {
          ...reading,
          kinds: ["backup"],
          regions: regionsIn(continuous),
          since: new Date(window.until.getTime() - JOBS_REACH_DAYS * DAY),
          until: window.since,
          accounts: [...new Set(continuous.map(({ accountId }) => accountId))],
          select: { state: "COMPLETED" },
        },
        (job) => {
          planned.addEarlier(job);
        },
        progress,
      );
      missing.push(...earlier.missing.map((part) => ({ ...part, part: `earlier ${part.part}` })));
    } catch (error) {
      missing.push(
        missingPart("earlier backup jobs, which show whether a continuous backup continues", error),
      );
    }
  }
  const gaps = planned.gaps().filter((gap) => !gap.continuous || continuous.length > 0);
  if (gaps.length === 0) {
    return undefined;
  }
  const { arn, accountId } = await session.caller();
  const found = await readFacts(session, {
    gaps,
    regions: regionsIn(gaps),
    roleName: memberRoleName,
    ownAccountId: accountId,
    managementAccountId: organization?.settings.managementAccountId,
    partition: parseArn(arn)?.partition ?? "aws",
  });
  missing.push(...found.missing);
  return found.facts;
}

function regionsIn(gaps: readonly Gap[]): readonly string[] {
  return [...new Set(gaps.map(({ region }) => region))].sort();
}

/** Plans are compared with backups and copies, whatever kinds are shown. */
function kindsOf({ kinds }: JobFilter, planned: boolean): JobsRequest["kinds"] {
  return JOB_KINDS.filter(
    (kind) => kinds.length === 0 || kinds.includes(kind) || (planned && kind !== "restore"),
  );
}

/** AWS refuses a state that the kind of job does not know. */
const STATES_OF_EVERY_KIND: ReadonlySet<string> = new Set(["ABORTED", "COMPLETED", "FAILED", "RUNNING"]);

/** AWS selects where that leaves out nothing that the plans are compared with. */
function selectOf({ states, resourceTypes, vaults }: JobFilter, planned: boolean): JobsRequest["select"] {
  const only = (words: readonly string[]): string | undefined =>
    !planned && words.length === 1 ? words[0] : undefined;
  const state = only(states);
  return {
    state: state !== undefined && STATES_OF_EVERY_KIND.has(state) ? state : undefined,
    resourceType: only(resourceTypes),
    vault: only(vaults),
  };
}

function notesOf({ window, now, organization }: GatherRequest, caller: string): readonly string[] {
  const notes: string[] = [];
  if (now.getTime() - window.since.getTime() > JOBS_REACH_DAYS * DAY) {
    notes.push(
      `AWS Backup lists jobs of the last ${JOBS_REACH_DAYS} days: of the time before nothing is known.`,
    );
  }
  const management = organization?.settings.managementAccountId;
  if (management !== undefined && management !== caller) {
    notes.push(
      `Asked as account ${caller}, which is not the management account (${management}): as a delegated administrator it sees the same jobs.`,
    );
  }
  if (organization === undefined) {
    notes.push("Jobs are not compared with plans: that takes the organization, --org FILE or --live.");
  }
  return notes;
}

function missingPart(part: string, error: unknown): MissingPart {
  if (!(error instanceof OrgBackupError)) {
    throw error;
  }
  return { part, why: error.message, ...(error.hint === undefined ? {} : { hint: error.hint }) };
}
