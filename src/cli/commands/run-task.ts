import { OrgBackupError } from "../../org-backup-error";
import { serviceUrl } from "../../http/service-url";
import { jsonLog } from "../../run-task/log";
import type { RunTaskLog } from "../../run-task/log";
import { PinnedHosts } from "../../run-task/pinned-hosts";
import { RunTaskServer } from "../../run-task/server";
import { reviewInWorker } from "../../run-task/worker-review";
import { readGuardrails } from "../../sources/guardrails/guardrails-file";
import { readOrganizationFile } from "../../sources/organization-file";
import { parseFailOn, statusOf } from "../fail-on";
import type { FailOn } from "../fail-on";
import type { ExitStatus, CliContext } from "../cli-context";

export interface RunTaskOptions {
  readonly org?: string;
  readonly guardrails?: string;
  readonly resourceTypes?: readonly string[];
  readonly tfeHost: string;
  readonly redirectHost?: readonly string[];
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly failOn?: readonly string[];
  readonly concurrency: number;
  readonly queue: number;
  readonly timeout: number;
  readonly maxPlan: number;
  readonly shutdownTimeout: number;
}

/** HCP Terraform waits ten minutes for a sign of life. */
const PROGRESS_INTERVAL = 60_000;
/** A request names a run and has no content of it. */
const MAX_BODY = 256 * 1024;
const POLL_INTERVAL = 1000;
/** Shorter ones can be guessed from one signed request. */
const LEAST_KEY = 32;
/** What must arrive is sent again for some minutes: HCP Terraform may be restarting. */
const PATIENCE = { maxAttempts: 15, maxWait: 300_000 };

/** `org-backup run-task`: serves until it is told to stop. */
export async function runTask(
  options: RunTaskOptions,
  context: CliContext,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<ExitStatus> {
  const { server, listen, drain } = prepared(
    options,
    await parseFailOn(options.failOn),
    context,
    environment,
  );
  const address = await server.start(options.host, listen).catch((cause: unknown) => {
    throw new OrgBackupError(
      "usage",
      `The server cannot listen on ${options.host}:${listen}: ${(cause as Error).message}.`,
      { cause },
    );
  });
  context.stderr(`Run tasks are served at ${address}${options.path}; stop with Ctrl-C.\n`);
  await stopSignal();
  await server.stop(drain);
  return 0;
}

/** Checks everything that can be checked before the first request. */
function prepared(
  options: RunTaskOptions,
  failOn: FailOn,
  context: CliContext,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly server: RunTaskServer; readonly listen: number; readonly drain: number } {
  const { org, guardrails, resourceTypes } = options;
  const hmacKeys = hmacKeysOf(environment);
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
  const log: RunTaskLog = jsonLog(context.stdout, context.now);
  const server = new RunTaskServer({
    hmacKeys,
    hosts: new PinnedHosts(tfe, options.redirectHost ?? []),
    path: options.path,
    maxBodyBytes: MAX_BODY,
    concurrency: options.concurrency,
    capacity: options.queue,
    taskTimeout: options.timeout * 1000,
    maxPlanBytes: options.maxPlan * 1024 * 1024,
    progressInterval: PROGRESS_INTERVAL,
    pollInterval: POLL_INTERVAL,
    http: PATIENCE,
    log,
    isFailure: (finding) => statusOf(failOn, [finding]) === 2,
    review: (plan, signal) =>
      reviewInWorker({ plan, organization: org, guardrails, resourceTypes, at: context.now() }, signal),
  });
  return {
    server,
    listen: options.port,
    drain: options.shutdownTimeout * 1000,
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
        hint: "Enter the same key at the run task in HCP Terraform: without one, any client could ask for reviews.",
      },
    );
  }
  checkLength("ORG_BACKUP_HMAC_KEY", key);
  if (previous === "") {
    return [key];
  }
  checkLength("ORG_BACKUP_HMAC_KEY_PREVIOUS", previous);
  return [key, previous];
}

function checkLength(variable: string, key: string): void {
  if (key.length < LEAST_KEY) {
    throw new OrgBackupError(
      "usage",
      `The HMAC key in ${variable} has ${key.length} characters, at least ${LEAST_KEY} are needed.`,
      { hint: "Make one with: openssl rand -hex 32. Enter it at the run task in HCP Terraform too." },
    );
  }
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
