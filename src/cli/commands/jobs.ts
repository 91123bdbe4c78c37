import { jobCounts, prepareJobs } from "../../app/jobs";
import type { JobKind } from "../../jobs/job";
import { OrgBackupError } from "../../org-backup-error";
import type { LiveOptions } from "../../sources/live/live-options";
import type { CliContext, ExitStatus } from "../cli-context";
import { parseFailOn, statusOf } from "../fail-on";
import type { FailOn } from "../fail-on";
import { FORMATS } from "../formats/format-table";
import type { FormatOf } from "../formats/format-table";
import type { Output, OutputOptions } from "../formats/output";
import { outputsOf, writeOutputs } from "../formats/write-outputs";
import { windowOf } from "../job-window";
import type { JobWindowOptions } from "../job-window";
import { withLive } from "../live";
import { forEver, watch } from "../watch";
import type { Pause } from "../watch";

export interface JobsOptions extends OutputOptions<FormatOf<"jobs">>, LiveOptions, JobWindowOptions {
  readonly org?: string;
  /** Read the organization from AWS. */
  readonly live?: boolean;
  readonly resources?: readonly string[];
  readonly regions?: readonly string[];
  readonly kind?: readonly JobKind[];
  readonly account?: readonly string[];
  readonly ou?: readonly string[];
  readonly state?: readonly string[];
  readonly resourceType?: readonly string[];
  readonly vault?: readonly string[];
  readonly limit?: number;
  readonly summaryDays?: "7" | "14";
  readonly lateAfter?: number;
  readonly memberRoleName?: string;
  readonly allAccounts?: boolean;
  readonly failOn?: readonly string[];
  /** Seconds. */
  readonly watch?: number;
}

type Outputs = readonly Output<FormatOf<"jobs">>[];

const TOPIC = "monitoring";

/** `org-backup jobs`: the jobs of the organization, and what was planned against what happened. */
export async function jobs(
  options: JobsOptions,
  context: CliContext,
  pause: Pause = forEver,
): Promise<ExitStatus> {
  const outputs = outputsOf(options);
  const failOn = await parseFailOn(options.failOn);
  if (options.org !== undefined && options.live === true) {
    throw new OrgBackupError("usage", "Give --org or --live, not both.");
  }
  const draw = drawing(options, outputs, failOn);
  return options.watch === undefined ? draw(context) : watch(context, options.watch, pause, draw);
}

/** What draws the result once. */
function drawing(
  options: JobsOptions,
  outputs: Outputs,
  failOn: FailOn,
): (context: CliContext) => Promise<ExitStatus> {
  const { summaryDays } = options;
  if (summaryDays === undefined) {
    return (context) => report(options, context, outputs, failOn);
  }
  if (options.resources !== undefined) {
    throw new OrgBackupError(
      "usage",
      "--summary-days has no jobs of single resources: leave out --resources.",
    );
  }
  const days = summaryDays === "7" ? 7 : 14;
  const summaries = outputs.map(({ format, file }) => {
    if (format === "html") {
      throw new OrgBackupError("usage", "--summary-days has the formats text and json, not html.");
    }
    return { format, file };
  });
  return (context) => counts(options, days, context, summaries, failOn);
}

async function report(
  options: JobsOptions,
  context: CliContext,
  outputs: Outputs,
  failOn: FailOn,
): Promise<ExitStatus> {
  const now = context.now();
  const gather = prepareJobs({
    now,
    window: windowOf(options, now),
    selection: {
      kinds: options.kind,
      accounts: options.account,
      organizationalUnits: options.ou,
      states: options.state,
      resourceTypes: options.resourceType,
      vaults: options.vault,
    },
    organization: options.org,
    live: options.live,
    resources: options.resources,
    regions: regionsOf(options),
    limit: options.limit ?? 0,
    lateAfterMinutes: options.lateAfter,
    memberRoleName: options.memberRoleName,
    allAccounts: options.allAccounts,
  });
  const found = await withLive(options, context, TOPIC, gather);
  await writeOutputs(outputs, FORMATS.jobs, found, context);
  return statusOf(failOn, found.findings);
}

async function counts(
  options: JobsOptions,
  days: 7 | 14,
  context: CliContext,
  outputs: readonly Output<FormatOf<"jobCounts">>[],
  failOn: FailOn,
): Promise<ExitStatus> {
  const request = { now: context.now(), days, kinds: options.kind, regions: regionsOf(options) };
  const found = await withLive(options, context, TOPIC, (live) => jobCounts(live, request));
  await writeOutputs(outputs, FORMATS.jobCounts, found, context);
  return statusOf(failOn, found.missing.length > 0 ? [{ severity: "warning" }] : []);
}

function regionsOf({ regions }: JobsOptions): readonly string[] | undefined {
  return regions === undefined ? undefined : [...new Set(regions)].sort();
}
