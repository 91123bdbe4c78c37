import { readFileSync } from "node:fs";
import { postComment } from "../../comment/post-comment";
import type { Behavior, CommentStep } from "../../comment/post-comment";
import type { CommentService } from "../../comment/comment-service";
import { GithubComments } from "../../comment/github-comments";
import { GithubIssues } from "../../comment/github-issues";
import { GitlabComments } from "../../comment/gitlab-comments";
import { markerOf } from "../../comment/marker";
import { nothingChangedIn } from "../../comment/nothing-changed";
import { serviceUrl } from "../../http/service-url";
import { OrgBackupError } from "../../org-backup-error";
import { readText } from "../../sources/read-text";
import { escapeControl } from "../../text/escape-control";
import { isJsonObject } from "../../text/json";
import type { JsonValue } from "../../text/json";
import type { ExitStatus, CliContext } from "../cli-context";
import { interruptible } from "../interruptible";

export interface CommentOptions {
  readonly body?: string;
  readonly review?: string;
  readonly behavior: Behavior;
  readonly tag: string;
  readonly dryRun?: boolean;
  readonly repo?: string;
  readonly pullRequest?: string;
  /** The title of an issue to keep instead of a comment. */
  readonly issue?: string;
  readonly baseUrl?: string;
  /** Seconds. */
  readonly deadline?: number;
}

type Platform = "github" | "gitlab";
type Environment = Readonly<Record<string, string | undefined>>;

/** `org-backup comment`: keeps the one comment of a pull request, or the one issue, up to date. */
export async function comment(
  platform: Platform,
  options: CommentOptions,
  context: CliContext,
  environment: Environment = process.env,
): Promise<ExitStatus> {
  const marker = markerOf(options.tag);
  const { behavior, issue } = options;
  if (issue !== undefined && (platform !== "github" || behavior !== "update" || issue.trim() === "")) {
    throw new OrgBackupError("usage", "--issue takes a title, on GitHub, without --behavior.");
  }
  const nothingChanged = options.review !== undefined && nothingChangedIn(options.review);
  if (options.body === undefined && !nothingChanged) {
    throw new OrgBackupError(
      "usage",
      "The text of the comment is missing: --body FILE, or - for standard input.",
      {
        hint: "Write it with `org-backup plan --output markdown=comment.md`.",
      },
    );
  }
  const body = options.body === undefined || nothingChanged ? "" : readText(options.body);
  const dryRun = options.dryRun === true;
  const ending = new AbortController();
  const service = serviceOf(platform, options, environment, ending.signal);
  if (service === undefined) {
    if (!dryRun) {
      throw missingToken(platform);
    }
    context.stdout(body);
    context.stderr(
      `Without a token in ${TOKENS[platform]} nothing can be looked up: this text would be the comment.\n`,
    );
    return 0;
  }
  const interruption = { deadline: options.deadline, startedAt: context.startedAt };
  const steps = await interruptible(interruption, (signal) => {
    signal.addEventListener("abort", () => {
      ending.abort(signal.reason);
    });
    return postComment(service, { body, marker, behavior, nothingChanged, dryRun });
  });
  context.stdout(
    steps.length === 0
      ? `Nothing ${issue === undefined ? "changes and no comment is there" : "is wrong and no issue is open"}: nothing to do.\n`
      : steps.map((step) => said(step, issue !== undefined, dryRun)).join(""),
  );
  return 0;
}

const TOKENS: Readonly<Record<Platform, string>> = { github: "GITHUB_TOKEN", gitlab: "GITLAB_TOKEN" };

function serviceOf(
  platform: Platform,
  options: CommentOptions,
  environment: Environment,
  signal: AbortSignal,
): CommentService | undefined {
  const project =
    options.repo ?? (platform === "github" ? environment.GITHUB_REPOSITORY : environment.CI_PROJECT_PATH);
  const pattern = platform === "github" ? /^[\w.-]+\/[\w.-]+$/ : /^(?:\d+|[\w.-]+(?:\/[\w.-]+)+)$/;
  // `..` would lead to another address of the service.
  if (project === undefined || !pattern.test(project) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(project)) {
    const found = project === undefined ? "" : `, found ${JSON.stringify(project)}`;
    throw new OrgBackupError("usage", `The repository is missing or not one: --repo OWNER/NAME${found}.`);
  }
  const { issue: title } = options;
  const number = title === undefined ? pullRequestOf(platform, options.pullRequest, environment) : 0;
  const token = environment[TOKENS[platform]] ?? "";
  const baseUrl = serviceUrl(options.baseUrl ?? defaultAddress(platform, environment), "--base-url");
  if (token === "") {
    return undefined;
  }
  const shared = { token, baseUrl, http: { signal } };
  if (title !== undefined) {
    return new GithubIssues({ ...shared, repository: project, title });
  }
  return platform === "github"
    ? new GithubComments({ ...shared, repository: project, pullRequest: number })
    : new GitlabComments({ ...shared, project, mergeRequest: number });
}

function defaultAddress(platform: Platform, environment: Environment): string {
  return platform === "github"
    ? (environment.GITHUB_API_URL ?? "https://api.github.com")
    : (environment.CI_API_V4_URL ?? environment.CI_SERVER_URL ?? "https://gitlab.com");
}

function pullRequestOf(platform: Platform, option: string | undefined, environment: Environment): number {
  const text =
    option ?? (platform === "github" ? githubPullRequest(environment) : environment.CI_MERGE_REQUEST_IID);
  if (text === undefined || !/^[1-9]\d{0,9}$/.test(text)) {
    const found = text === undefined ? "" : `, found ${JSON.stringify(text)}`;
    throw new OrgBackupError(
      "usage",
      `The number of the pull request is missing or not one: --pull-request NUMBER${found}.`,
      {
        hint: "In a workflow or pipeline of a pull request it is found by itself.",
      },
    );
  }
  return Number(text);
}

/** Of the ref of a pull request's workflow, or of the event that started it. */
function githubPullRequest({ GITHUB_REF: ref, GITHUB_EVENT_PATH: file }: Environment): string | undefined {
  const fromRef = /^refs\/pull\/(\d+)\//.exec(ref ?? "")?.[1];
  if (fromRef !== undefined || file === undefined) {
    return fromRef;
  }
  try {
    const event = JSON.parse(readFileSync(file, "utf8")) as JsonValue;
    const pullRequest = isJsonObject(event) ? (event.pull_request ?? event) : undefined;
    const number = isJsonObject(pullRequest) ? pullRequest.number : undefined;
    return typeof number === "number" ? String(number) : undefined;
  } catch {
    return undefined;
  }
}

function missingToken(platform: Platform): OrgBackupError {
  const hint =
    platform === "github"
      ? "In a workflow: `env: GITHUB_TOKEN: ${{ github.token }}` and `permissions: pull-requests: write`."
      : "Set a masked CI/CD variable with a project access token that has the scope `api`.";
  return new OrgBackupError(
    "usage",
    `The token is missing: it is read from the environment variable ${TOKENS[platform]}.`,
    { hint },
  );
}

function said({ action, url }: CommentStep, isIssue: boolean, dryRun: boolean): string {
  const done = isIssue && action === "delete" ? "closed" : DONE[action];
  const noun = isIssue ? "issue" : "comment";
  const subject = dryRun && action === "create" ? (isIssue ? "An issue" : "A comment") : `The ${noun}`;
  const words = !dryRun
    ? `${isIssue ? "Issue" : "Comment"} ${action === "keep" ? "is " : ""}${done}`
    : `${subject} ${action === "keep" ? "is" : "would be"} ${done}`;
  // The service chose the address.
  return `${words}${url === "" ? "" : `: ${escapeControl(url)}`}\n`;
}

const DONE: Readonly<Record<CommentStep["action"], string>> = {
  create: "created",
  update: "updated",
  keep: "up to date",
  delete: "deleted",
  hide: "hidden",
};
