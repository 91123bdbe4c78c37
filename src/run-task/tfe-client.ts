import { setTimeout as delay } from "node:timers/promises";
import { HttpClient } from "../http/http-client";
import type { HttpAnswer, HttpClientOptions } from "../http/http-client";
import { OrgBackupError } from "../org-backup-error";
import type { TaskOutcome } from "./outcomes";
import type { PinnedHosts } from "./pinned-hosts";
import type { TaskRequest } from "./task-request";

export interface TfeClientOptions {
  readonly hosts: PinnedHosts;
  /** Of the plan, decompressed. */
  readonly maxPlanBytes: number;
  /** How long to wait first for a plan that is not ready; grows to ten times that. */
  readonly pollInterval: number;
  /** How patient to be with what must arrive: the plan, the details and the verdict. */
  readonly http?: Omit<HttpClientOptions, "secrets" | "signal" | "maxBytes">;
}

export interface TaskUpdate {
  readonly status: "running" | "passed" | "failed";
  readonly message: string;
  readonly outcomes?: readonly TaskOutcome[];
}

const MAX_REDIRECTS = 3;

/** What one task may ask of HCP Terraform, with the task's own token. */
export class TfeClient {
  constructor(
    private readonly task: TaskRequest,
    private readonly options: TfeClientOptions,
  ) {}

  /**
   * The text of the plan's JSON; waits while it is not ready.
   *
   * @throws OrgBackupError (`service`)
   */
  async plan(signal: AbortSignal): Promise<string> {
    const first = this.task.planUrl === undefined ? undefined : this.options.hosts.own(this.task.planUrl);
    if (first === undefined) {
      throw new OrgBackupError("service", "The request names no plan of the configured host.");
    }
    const client = this.client(signal, this.options.maxPlanBytes);
    const { pollInterval } = this.options;
    for (let wait = pollInterval; ; wait = Math.min(wait * 1.5, pollInterval * 10)) {
      const answer = await this.follow(client, first);
      if (answer.status === 200) {
        return answer.text;
      }
      if (answer.status !== 204) {
        throw new OrgBackupError(
          "service",
          `The plan cannot be read: ${first.host} answers with status ${answer.status}.`,
        );
      }
      await delay(wait, undefined, { signal });
    }
  }

  /**
   * Tells HCP Terraform how the task stands.
   *
   * @param signal ends waiting and repeating
   * @param once for what may get lost: no second attempt
   * @throws OrgBackupError (`service`) where it cannot be told
   */
  async report(update: TaskUpdate, signal?: AbortSignal, once = false): Promise<void> {
    const url = this.options.hosts.own(this.task.callbackUrl);
    if (url === undefined) {
      throw new OrgBackupError("service", "The request names no callback of the configured host.");
    }
    const { status } = await this.client(signal, 1024 * 1024, once ? 1 : undefined).send({
      method: "PATCH",
      url: url.href,
      headers: {
        authorization: `Bearer ${this.task.accessToken}`,
        "content-type": "application/vnd.api+json",
        accept: "application/vnd.api+json",
        "user-agent": "org-backup",
      },
      body: JSON.stringify(documentOf(update)),
    });
    if (status < 200 || status >= 300) {
      throw new OrgBackupError("service", `${url.host} refuses the result with status ${status}.`);
    }
  }

  private async follow(client: HttpClient, first: URL): Promise<HttpAnswer> {
    let target: { readonly url: URL; readonly withToken: boolean } = { url: first, withToken: true };
    for (let redirects = 0; ; redirects += 1) {
      const { url, withToken }: typeof target = target;
      const answer = await client.send({
        method: "GET",
        url: url.href,
        headers: {
          accept: "application/json",
          "user-agent": "org-backup",
          ...(withToken ? { authorization: `Bearer ${this.task.accessToken}` } : {}),
        },
      });
      const location = answer.headers.get("location");
      if (![301, 302, 303, 307, 308].includes(answer.status) || location === null) {
        return answer;
      }
      const next = redirects < MAX_REDIRECTS ? this.options.hosts.redirect(location, url) : undefined;
      if (next === undefined) {
        throw new OrgBackupError(
          "service",
          `The plan is at ${hostOf(location, url)}, which is neither the configured host nor one of its domain.`,
          {
            hint: "Allow it with --redirect-host if it is the storage of your Terraform Enterprise.",
          },
        );
      }
      // Once another host was on the way, the token stays away for good.
      target = { url: next.url, withToken: withToken && next.withToken };
    }
  }

  private client(signal: AbortSignal | undefined, maxBytes: number, maxAttempts?: number): HttpClient {
    return new HttpClient({
      ...this.options.http,
      ...(maxAttempts === undefined ? {} : { maxAttempts }),
      secrets: [this.task.accessToken],
      maxBytes,
      ...(signal === undefined ? {} : { signal }),
    });
  }
}

function documentOf({ status, message, outcomes = [] }: TaskUpdate): object {
  return {
    data: {
      type: "task-results",
      attributes: { status, message },
      ...(outcomes.length === 0 ? {} : { relationships: { outcomes: { data: outcomes } } }),
    },
  };
}

function hostOf(location: string, base: URL): string {
  try {
    return new URL(location, base).host;
  } catch {
    return "an address that is none";
  }
}
