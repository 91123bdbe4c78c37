import { OrgBackupError } from "../../org-backup-error";
import { JOB_KINDS } from "../../jobs/job";
import { JobCountsBuilder } from "../../jobs/job-counts";
import type { JobsReport } from "../../jobs/jobs-report";
import type { Organization } from "../../organization/organization";
import { jobCountsText } from "../../render/jobs-counts-text";
import { jobsHtml } from "../../render/jobs-html";
import { jobCountsJson, jobsJson } from "../../render/jobs-json";
import { jobsText } from "../../render/jobs-text";
import { escapeControl } from "../../text/escape-control";
import type { LiveOptions } from "../../sources/live/live-options";
import { statusFor } from "../fail-on";
import type { ExitStatus, CliContext } from "../cli-context";
import { filterOf, kindsOf, restrictionsOf, windowOf } from "../jobs-options";
import type { JobSelectionOptions } from "../jobs-options";
import { withLive } from "../live";
import type { LiveContext } from "../live";
import { outputsOf, textOptions, writeOutputs } from "../output-options";
import type { OutputOptions } from "../output-options";
import { organizationOf } from "../read-organization";
import { forEver, watch } from "../watch";
import type { Pause } from "../watch";
import { wholeNumberOf } from "../whole-number";

export interface JobsOptions extends OutputOptions, LiveOptions, JobSelectionOptions {
  readonly org?: string;
  /** Read the organization from AWS. */
  readonly live?: boolean;
  readonly regions?: readonly string[];
  /** True for 50. */
  readonly list?: string | true;
  /** True for 14 days. */
  readonly counts?: string | true;
  readonly lateAfter?: string;
  readonly assumeRole?: string;
  readonly everyAccount?: boolean;
  readonly failOn: string;
  /** True for 60 seconds. */
  readonly watch?: string | true;
}

const FORMATS = ["text", "json", "html"] as const;
const TOPIC = "monitoring";

/** `org-backup jobs`: the jobs of the organization, and what was planned against what happened. */
export async function jobs(
  options: JobsOptions,
  host: CliContext,
  pause: Pause = forEver,
): Promise<ExitStatus> {
  const outputs = outputsOf(options, options.counts === undefined ? FORMATS : ["text", "json"]);
  statusFor(options.failOn, []);
  const draw = options.counts === undefined ? report : counts;
  if (options.org !== undefined && options.live === true) {
    throw new OrgBackupError(
      "usage",
      "The organization comes from --org FILE or from --live, not from both.",
    );
  }
  if (options.watch === undefined) {
    return draw(options, host, outputs);
  }
  const seconds = options.watch === true ? 60 : wholeNumberOf("--watch", options.watch, 5, 86_400);
  return watch(host, seconds, pause, (screen) => draw(options, screen, outputs));
}

type Outputs = ReturnType<typeof outputsOf>;

async function report(options: JobsOptions, host: CliContext, outputs: Outputs): Promise<ExitStatus> {
  const now = host.now();
  const window = windowOf(options, now);
  kindsOf(options.kind);
  const list =
    options.list === undefined
      ? 0
      : options.list === true
        ? 50
        : wholeNumberOf("--list", options.list, 1, 10_000);
  const lateAfterMinutes =
    options.lateAfter === undefined
      ? undefined
      : wholeNumberOf("--late-after", options.lateAfter, 1, 1_000_000);
  const fromFile = options.org === undefined ? undefined : organizationOf(options);
  if (options.live !== true) {
    filterOf(options, fromFile);
  }
  const { gatherJobsReport } = await import("../../sources/live/jobs-gather.js");
  const found = await withLive(options, host, TOPIC, async (live) => {
    const organization = options.live === true ? await liveOrganization(live) : fromFile;
    return gatherJobsReport(
      {
        session: live.session,
        api: live.api,
        progress: (read) => {
          live.progress.found("jobs", read);
          live.progress.done(1);
        },
      },
      {
        now,
        window,
        filter: filterOf(options, organization),
        restrictions: restrictionsOf(options),
        organization,
        regions: regionsOf(options),
        list,
        lateAfterMinutes,
        assumeRole: options.assumeRole,
        everyAccount: options.everyAccount === true,
      },
    );
  });
  writeOutputs(outputs, host, (format, toFile) => rendered(found, format, host, toFile));
  return statusFor(
    options.failOn,
    found.findings.map(({ severity }) => severity),
  );
}

function rendered(found: JobsReport, format: string, host: CliContext, toFile: boolean): string {
  switch (format) {
    case "json":
      return jobsJson(found);
    case "html":
      return jobsHtml(found);
    default:
      return jobsText(found, textOptions(host, toFile));
  }
}

async function liveOrganization({ api, progress }: LiveContext): Promise<Organization> {
  const { readLiveOrganization } = await import("../../sources/live/read-organization.js");
  const { organization, warnings } = await readLiveOrganization(api, { progress });
  warnings.forEach((warning) => {
    progress.note(`warning: ${escapeControl(warning)}`);
  });
  return organization;
}

/** AWS's own counts: a few calls instead of a page for every thousand jobs. */
async function counts(options: JobsOptions, host: CliContext, outputs: Outputs): Promise<ExitStatus> {
  const days = daysOf(options.counts ?? true);
  const kinds = kindsOf(options.kind);
  const [{ JobsApi }, { readJobCounts }] = await Promise.all([
    import("../../sources/live/jobs-api.js"),
    import("../../sources/live/jobs-read.js"),
  ]);
  const found = await withLive(options, host, TOPIC, async ({ session }) => {
    const configured = await session.configuredRegion();
    const regions = regionsOf(options) ?? (configured === undefined ? [] : [configured]);
    if (regions.length === 0) {
      throw new OrgBackupError("usage", "It is not known in which Regions to look for jobs.", {
        hint: "Use --regions, --region or AWS_REGION.",
      });
    }
    const builder = new JobCountsBuilder();
    const asked = kinds.length === 0 ? JOB_KINDS : kinds;
    const missing = await readJobCounts(session, new JobsApi(session), asked, regions, days, (row) => {
      builder.add(row);
    });
    return builder.report({ at: host.now(), days, regions, missing });
  });
  writeOutputs(outputs, host, (format, toFile) =>
    format === "json" ? jobCountsJson(found) : jobCountsText(found, textOptions(host, toFile)),
  );
  return statusFor(options.failOn, found.missing.length > 0 ? ["warning"] : []);
}

function daysOf(text: string | true): 7 | 14 {
  if (text === true || text === "14") {
    return 14;
  }
  if (text === "7") {
    return 7;
  }
  throw new OrgBackupError(
    "usage",
    `--counts expects 7 or 14 days, which is what AWS counts, found ${JSON.stringify(text)}.`,
  );
}

/** Repeated, comma-separated or both. */
function regionsOf({ regions }: JobsOptions): readonly string[] | undefined {
  const names = (regions ?? []).flatMap((text) => text.split(",")).map((name) => name.trim());
  const wrong = names.find((name) => !/^[a-z]{2}(-[a-z]+)+-\d{1,2}$/.test(name));
  if (wrong !== undefined) {
    throw new OrgBackupError(
      "usage",
      `--regions expects Regions such as eu-central-1, found ${JSON.stringify(wrong)}.`,
    );
  }
  return names.length === 0 ? undefined : [...new Set(names)].sort();
}
