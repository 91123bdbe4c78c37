import { OrgBackupError } from "../../org-backup-error";
import { serviceUrl } from "../../http/service-url";
import { jsonLog } from "../../run-task/log";
import type { RunTaskLog } from "../../run-task/log";
import { PinnedHosts } from "../../run-task/pinned-hosts";
import { RunTaskServer } from "../../run-task/server";
import { readGuardrails } from "../../sources/guardrails/guardrails-file";
import { readOrganizationFile } from "../../sources/organization-file";
import { parseFailOn, statusOfFindings } from "../fail-on-findings";
import type { ExitStatus, CliContext } from "../cli-context";
import { reviewPlanText } from "../review-plan-text";
import { wholeNumberOf } from "../whole-number";

export interface RunTaskOptions {
  readonly org?: string;
  readonly guardrails?: string;
  readonly tfeHost: string;
  readonly redirectHost: readonly string[];
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly failOn: readonly string[];
  readonly concurrency: string;
  readonly queue: string;
  readonly timeout: string;
  readonly maxPlan: string;
  readonly drain: string;
}

/** HCP Terraform waits ten minutes for a sign of life, and an hour in all. */
const PROGRESS_INTERVAL = 60_000;
const LONGEST_TASK = 3500;
/** A request names a run and has no content of it. */
const MAX_BODY = 256 * 1024;
const POLL_INTERVAL = 1000;
/** What must arrive is sent again for some minutes: HCP Terraform may be restarting. */
const PATIENCE = { maxAttempts: 15, maxWait: 300_000 };

/** `org-backup run-task`: serves until it is told to stop. */
export async function runTask(
  options: RunTaskOptions,
  host: CliContext,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<ExitStatus> {
  const { server, listen, drain } = prepared(options, host, environment);
  const address = await server.start(options.host, listen).catch((cause: unknown) => {
    throw new OrgBackupError(
      "usage",
      `The server cannot listen at ${options.host}:${listen}: ${(cause as Error).message}.`,
      { cause },
    );
  });
  host.stderr(`Run tasks are taken at ${address}${options.path}; stop with Ctrl-C.\n`);
  await stopSignal();
  await server.stop(drain);
  return 0;
}

/** Checks everything that can be checked before the first request. */
function prepared(
  options: RunTaskOptions,
  host: CliContext,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly server: RunTaskServer; readonly listen: number; readonly drain: number } {
  const { org, guardrails } = options;
  const hmacKeys = hmacKeysOf(environment);
  const failOn = parseFailOn(options.failOn);
  const tfe = serviceUrl(options.tfeHost, "--tfe-host");
  if (org !== undefined) {
    readOrganizationFile(org);
  }
  if (guardrails !== undefined) {
    readGuardrails(guardrails);
  }
  if (!/^\/[A-Za-z0-9._~/-]*$/.test(options.path) || options.path === "/healthz") {
    throw new OrgBackupError(
      "usage",
      `--path expects a path such as /org-backup, found ${JSON.stringify(options.path)}.`,
    );
  }
  const log: RunTaskLog = jsonLog(host.stdout, host.now);
  const server = new RunTaskServer({
    hmacKeys,
    hosts: new PinnedHosts(tfe, options.redirectHost),
    path: options.path,
    maxBodyBytes: MAX_BODY,
    concurrency: wholeNumberOf("--concurrency", options.concurrency, 1, 64),
    capacity: wholeNumberOf("--queue", options.queue, 0, 100_000),
    taskTimeout: wholeNumberOf("--timeout", options.timeout, 1, LONGEST_TASK) * 1000,
    maxPlanBytes: wholeNumberOf("--max-plan", options.maxPlan, 1, 500) * 1024 * 1024,
    progressInterval: PROGRESS_INTERVAL,
    pollInterval: POLL_INTERVAL,
    http: PATIENCE,
    log,
    isFailure: (finding) => statusOfFindings(failOn, [finding]) === 2,
    review: (text) =>
      Promise.resolve().then(() =>
        reviewPlanText(
          text,
          { ...(org === undefined ? {} : { org }), ...(guardrails === undefined ? {} : { guardrails }) },
          host.now(),
        ),
      ),
  });
  return {
    server,
    listen: wholeNumberOf("--port", options.port, 0, 65_535),
    drain: wholeNumberOf("--drain", options.drain, 0, 3600) * 1000,
  };
}

/** Two keys while one is being changed. */
function hmacKeysOf(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { ORG_BACKUP_HMAC_KEY: key = "", ORG_BACKUP_HMAC_KEY_PREVIOUS: previous = "" } = environment;
  if (key === "") {
    throw new OrgBackupError(
      "usage",
      "The HMAC key is missing: it is read from the environment variable ORG_BACKUP_HMAC_KEY.",
      {
        hint: "Enter the same key at the run task in HCP Terraform: without one anybody could ask for reviews.",
      },
    );
  }
  return previous === "" ? [key] : [key, previous];
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      process.off("SIGTERM", stop);
      process.off("SIGINT", stop);
      resolve();
    };
    process.on("SIGTERM", stop);
    process.on("SIGINT", stop);
  });
}
