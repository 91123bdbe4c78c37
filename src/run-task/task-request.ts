import * as v from "valibot";

/** When HCP Terraform asks. */
export type RunStage = "pre_plan" | "post_plan" | "pre_apply" | "post_apply";

/** One request for a review. */
export interface TaskRequest {
  readonly id: string;
  readonly stage: RunStage;
  /** For the plan and the callback of this task only; never shown. */
  readonly accessToken: string;
  readonly callbackUrl: string;
  /** Absent before there is a plan. */
  readonly planUrl: string | undefined;
  /** Whether HCP Terraform takes details beside the verdict. */
  readonly takesOutcomes: boolean;
  /** For logs and people. */
  readonly run: { readonly id: string; readonly workspace: string; readonly organization: string };
}

export type ParsedRequest =
  | { readonly kind: "task"; readonly task: TaskRequest }
  /** HCP Terraform tries the address when someone enters it. */
  | { readonly kind: "test" }
  | { readonly kind: "invalid"; readonly reason: string };

const MAX_URL = 4000;
const name = v.optional(v.pipe(v.string(), v.maxLength(1000)), "");
const url = v.pipe(v.string(), v.maxLength(MAX_URL));

/** What is needed of the payload; it has more, and gets more with time. */
const payloadSchema = v.object({
  payload_version: v.optional(v.number(), 1),
  stage: v.picklist(["pre_plan", "post_plan", "pre_apply", "post_apply"]),
  access_token: v.pipe(v.string(), v.minLength(1), v.maxLength(10_000)),
  task_result_id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  task_result_callback_url: url,
  plan_json_api_url: v.optional(v.union([url, v.null()])),
  capabilities: v.optional(v.object({ outcomes: v.optional(v.boolean(), false) }), {}),
  run_id: name,
  workspace_name: name,
  organization_name: name,
});

/** Reads the body of a request whose signature is right. */
export function parseTaskRequest(body: string): ParsedRequest {
  const payload = parse(body);
  if (isTest(payload)) {
    return { kind: "test" };
  }
  const { success, output, issues } = v.safeParse(payloadSchema, payload);
  if (!success) {
    const [issue] = issues;
    return {
      kind: "invalid",
      reason: `${v.getDotPath(issue) ?? "the payload"} is not as expected`,
    };
  }
  if (output.payload_version !== 1) {
    return { kind: "invalid", reason: `payload version ${output.payload_version} is not known` };
  }
  const planUrl = output.plan_json_api_url ?? undefined;
  return {
    kind: "task",
    task: {
      id: output.task_result_id,
      stage: output.stage,
      accessToken: output.access_token,
      callbackUrl: output.task_result_callback_url,
      planUrl: planUrl === "" ? undefined : planUrl,
      takesOutcomes: output.capabilities.outcomes,
      run: { id: output.run_id, workspace: output.workspace_name, organization: output.organization_name },
    },
  };
}

/** The payload of a test is not documented: it has a token that opens nothing, or no task to report to. */
function isTest(payload: unknown): boolean {
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) {
    return false;
  }
  const {
    access_token: token,
    stage,
    task_result_callback_url: callback,
  } = payload as Record<string, unknown>;
  return (
    token === "test-token" ||
    stage === "test" ||
    callback === undefined ||
    callback === null ||
    callback === ""
  );
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
