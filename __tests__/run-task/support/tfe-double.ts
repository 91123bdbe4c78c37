import { createHmac } from "node:crypto";
import { HttpDouble } from "../../support/http-double";
import type { DoubleAnswer, DoubleRequest } from "../../support/http-double";

export const KEY = "hmac-key-SECRET-0123456789abcdef";

export interface TaskUpdateSeen {
  readonly status: string;
  readonly message: string;
  readonly outcomes: readonly OutcomeSeen[];
}

export interface OutcomeSeen {
  readonly "outcome-id": string;
  readonly description: string;
  readonly body: string;
  readonly tags: Readonly<Record<string, readonly { readonly label: string; readonly level: string }[]>>;
}

interface TaskState {
  readonly token: string;
  readonly updates: TaskUpdateSeen[];
  /** What the plan's address answers, one after the other; the last one stays. */
  plan: DoubleAnswer[];
}

/** Stands in for HCP Terraform: hands out plans, takes results, and checks every request. */
export class TfeDouble extends HttpDouble {
  readonly tasks = new Map<string, TaskState>();
  /** What was wrong with requests; a test expects it to be empty. */
  readonly mistakes: string[] = [];
  /** Answers to callbacks, before they are taken. */
  readonly callbackFaults: (DoubleAnswer | undefined)[] = [];
  private next = 1;

  constructor() {
    super((request) => this.answer(request));
  }

  /** A task of a run, as the payload of its request. */
  task(
    plan: DoubleAnswer | readonly DoubleAnswer[] = { status: 200, body: { id: this.next } },
  ): Record<string, unknown> {
    const id = `taskrs-${this.next}`;
    const token = `token-${this.next}-SECRET`;
    this.next += 1;
    this.tasks.set(id, {
      token,
      updates: [],
      plan: Array.isArray(plan) ? [...(plan as DoubleAnswer[])] : [plan as DoubleAnswer],
    });
    return {
      payload_version: 1,
      stage: "post_plan",
      access_token: token,
      capabilities: { outcomes: true },
      plan_json_api_url: `${this.origin}/api/v2/plans/${id}/json-output`,
      task_result_callback_url: `${this.origin}/api/v2/task-results/${id}/callback`,
      task_result_enforcement_level: "mandatory",
      task_result_id: id,
      run_id: `run-${id}`,
      run_app_url: `${this.origin}/app/nordwind/backup/runs/run-${id}`,
      run_message: "Queued manually",
      run_created_at: "2026-09-14T08:45:00.000Z",
      run_created_by: "anna",
      workspace_id: "ws-1",
      workspace_name: "backup-policies",
      workspace_app_url: `${this.origin}/app/nordwind/backup-policies`,
      organization_name: "nordwind",
      vcs_repo_url: null,
      vcs_branch: null,
      vcs_pull_request_url: null,
      vcs_commit_url: null,
      is_speculative: false,
      configuration_version_id: "cv-1",
      project_id: "prj-1",
    };
  }

  updates(payload: Record<string, unknown>): readonly TaskUpdateSeen[] {
    return this.tasks.get(String(payload.task_result_id))?.updates ?? [];
  }

  /** Waits for the verdict of a task. */
  async verdict(payload: Record<string, unknown>): Promise<TaskUpdateSeen> {
    for (let tries = 0; tries < 3000; tries += 1) {
      const last = this.updates(payload).at(-1);
      if (last !== undefined && last.status !== "running") {
        return last;
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error(`no verdict for ${String(payload.task_result_id)}`);
  }

  private answer(request: DoubleRequest): DoubleAnswer {
    const [, , , kind, id = "", action] = request.path.split("/");
    const task = this.tasks.get(id);
    if (task === undefined) {
      this.mistakes.push(`${request.method} ${request.path} is unknown`);
      return { status: 404 };
    }
    if (request.headers.authorization !== `Bearer ${task.token}`) {
      this.mistakes.push(`${request.path} without its token`);
      return { status: 401 };
    }
    if (kind === "plans" && request.method === "GET") {
      const [first = { status: 404 }] = task.plan;
      task.plan = task.plan.length > 1 ? task.plan.slice(1) : task.plan;
      return first;
    }
    if (kind === "task-results" && action === "callback" && request.method === "PATCH") {
      return this.callbackFaults.shift() ?? this.callback(request, task);
    }
    this.mistakes.push(`${request.method} ${request.path}`);
    return { status: 404 };
  }

  private callback(request: DoubleRequest, task: TaskState): DoubleAnswer {
    const mistake = (what: string): DoubleAnswer => {
      this.mistakes.push(what);
      return { status: 422, body: { errors: [{ status: "422", title: what }] } };
    };
    if (request.headers["content-type"] !== "application/vnd.api+json") {
      return mistake("a callback of another content type");
    }
    const { data } = JSON.parse(request.body) as CallbackDocument;
    const { status, message } = data.attributes;
    const outcomes = data.relationships?.outcomes.data ?? [];
    if (
      data.type !== "task-results" ||
      !["running", "passed", "failed"].includes(status) ||
      typeof message !== "string"
    ) {
      return mistake("no task result");
    }
    if (task.updates.some((update) => update.status !== "running")) {
      return mistake("an update after the verdict");
    }
    if (outcomes.length > 0 && status !== "running") {
      return mistake("outcomes after the task ran");
    }
    for (const { type, attributes } of outcomes) {
      const levels = Object.values(attributes.tags).flatMap((tags) => tags.map(({ level }) => level));
      const isRight =
        type === "task-result-outcomes" &&
        attributes["outcome-id"] !== "" &&
        attributes.description !== "" &&
        Buffer.byteLength(attributes.body) < 1_000_000 &&
        levels.every((level) => ["none", "info", "warning", "error"].includes(level));
      if (!isRight) {
        return mistake("an outcome that is none");
      }
    }
    task.updates.push({ status, message, outcomes: outcomes.map(({ attributes }) => attributes) });
    return { status: 200 };
  }
}

interface CallbackDocument {
  readonly data: {
    readonly type: string;
    readonly attributes: { readonly status: string; readonly message: unknown } & {
      readonly message: string;
    };
    readonly relationships?: {
      readonly outcomes: {
        readonly data: readonly { readonly type: string; readonly attributes: OutcomeSeen }[];
      };
    };
  };
}

export function sign(body: string, key = KEY): string {
  return createHmac("sha512", key).update(body).digest("hex");
}

/** Sends a request to the server as HCP Terraform does. */
export async function send(
  address: string,
  payload: unknown,
  changes: { readonly signature?: string | null; readonly contentType?: string } = {},
): Promise<{ readonly status: number; readonly text: string }> {
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  const signature = changes.signature === undefined ? sign(body) : changes.signature;
  const response = await fetch(address, {
    method: "POST",
    headers: {
      "content-type": changes.contentType ?? "application/json",
      ...(signature === null ? {} : { "x-tfc-task-signature": signature }),
    },
    body,
  });
  return { status: response.status, text: await response.text() };
}
