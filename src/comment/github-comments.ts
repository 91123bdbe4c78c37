import { OrgBackupError } from "../org-backup-error";
import { HttpClient } from "../http/http-client";
import type { HttpAnswer, HttpClientOptions, HttpRequest } from "../http/http-client";
import { describe } from "../http/http-client";
import { redactor } from "../http/redact";
import { isLoopback } from "../http/service-url";
import { isJsonObject } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";
import { Api, commentIdOf, messageOf, parseAnswer } from "./api";
import type { CommentService, ExistingComment } from "./comment-service";
import { hasMarker, outdated } from "./marker";

export interface GithubOptions {
  readonly token: string;
  /** `owner/name` */
  readonly repository: string;
  readonly pullRequest: number;
  /** Of GitHub's own or a self-hosted one: the web address or the API's. */
  readonly baseUrl: URL;
  readonly http?: Omit<HttpClientOptions, "secrets">;
}

const MINIMIZE = `mutation($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized } } }`;

const VIEWER = "query { viewer { login } }";

/** The comments of a pull request on GitHub or GitHub Enterprise. */
export class GithubComments implements CommentService {
  readonly maxLength = 65_536;
  private readonly api: Api;
  private readonly rest: string;
  private readonly graphql: string;

  constructor(private readonly options: GithubOptions) {
    const { rest, graphql } = githubApis(options.baseUrl);
    this.rest = `${rest}/repos/${options.repository}`;
    this.graphql = graphql;
    this.api = new Api({
      client: new HttpClient({ ...options.http, secrets: [options.token] }),
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${options.token}`,
        "user-agent": "org-backup",
        "x-github-api-version": "2022-11-28",
      },
      explain: (answer, request) => explainGithub(answer, request, options),
    });
  }

  async find(marker: string): Promise<readonly ExistingComment[]> {
    const all = await this.api.list(`${this.rest}/issues/${this.options.pullRequest}/comments?per_page=100`);
    const marked = all.filter(({ body }) => typeof body === "string" && hasMarker(body, marker));
    if (marked.length === 0) {
      return [];
    }
    const isOwn = await this.ownership();
    return marked.filter(isOwn).map((comment) => commentOf(comment, this.rest));
  }

  async create(body: string): Promise<string> {
    const url = `${this.rest}/issues/${this.options.pullRequest}/comments`;
    return urlOf(parseAnswer(await this.api.request("POST", url, { body }), url));
  }

  async update({ id }: ExistingComment, body: string): Promise<string> {
    const url = this.commentUrl(id);
    return urlOf(parseAnswer(await this.api.request("PATCH", url, { body }), url));
  }

  async delete({ id }: ExistingComment): Promise<void> {
    await this.api.delete(this.commentUrl(id));
  }

  async hide(comment: ExistingComment, marker: string): Promise<void> {
    const { nodeId } = comment;
    const answer = await this.api.request("POST", this.graphql, {
      query: MINIMIZE,
      variables: { id: nodeId ?? "" },
    });
    const parsed = parseAnswer(answer, this.graphql);
    const [error] =
      isJsonObject(parsed) && Array.isArray(parsed.errors) ? (parsed.errors as readonly JsonValue[]) : [];
    if (error !== undefined) {
      // GraphQL says no with status 200.
      const message =
        isJsonObject(error) && typeof error.message === "string" ? error.message : "no reason is given";
      throw explainGithub(
        { ...answer, status: 403, text: JSON.stringify({ message }) },
        { method: "POST", url: this.graphql, headers: {} },
        this.options,
      );
    }
    await this.update(comment, outdated(comment.body, marker));
  }

  private commentUrl(id: string): string {
    return `${this.rest}/issues/comments/${encodeURIComponent(id)}`;
  }

  /**
   * Whether a comment is the token's own. Any user who may comment can write our marker, and keeps the right
   * to edit that comment: it is left alone. A workflow's token may not ask for its user, but for its name.
   *
   * @throws OrgBackupError (`service`) if neither is known: then no comment is provably its own
   */
  private async ownership(): Promise<(comment: JsonObject) => boolean> {
    const url = `${githubApis(this.options.baseUrl).rest}/user`;
    const answer = await this.api.ask(url);
    if (answer.status === 200) {
      const user = parseAnswer(answer, url);
      const me = isJsonObject(user) ? user.id : undefined;
      if (typeof me === "number") {
        return ({ user: author }) => isJsonObject(author) && author.id === me;
      }
    } else if (answer.status !== 403 && answer.status !== 404) {
      throw explainGithub(answer, { method: "GET", url, headers: {} }, this.options);
    }
    const login = await this.viewer();
    if (login === undefined) {
      throw new OrgBackupError(
        "service",
        "GitHub does not say who the token belongs to: no comment is provably its own, and none is changed.",
        {
          where: describe({ method: "GET", url }),
          hint: "Use a token that may read its user, or write a comment of its own each time: --behavior new.",
        },
      );
    }
    return ({ user: author }) =>
      isJsonObject(author) &&
      author.type === "Bot" &&
      typeof author.login === "string" &&
      botName(author.login) === login;
  }

  /** The name of the app that an installation token stands for; undefined if GitHub does not tell it. */
  private async viewer(): Promise<string | undefined> {
    const answer = await this.api.ask(this.graphql, { query: VIEWER });
    const parsed = answer.status === 200 ? parseAnswer(answer, this.graphql) : undefined;
    const data = isJsonObject(parsed) ? parsed.data : undefined;
    const viewer = isJsonObject(data) ? data.viewer : undefined;
    const login = isJsonObject(viewer) ? viewer.login : undefined;
    return typeof login === "string" && login !== "" ? botName(login) : undefined;
  }
}

/** REST adds `[bot]` to the name of an app, GraphQL does not always. */
function botName(login: string): string {
  return login.replace(/\[bot\]$/, "");
}

/** Where the two interfaces are, for GitHub, GitHub Enterprise Cloud and GitHub Enterprise Server. */
export function githubApis(baseUrl: URL): { readonly rest: string; readonly graphql: string } {
  const { origin, hostname, protocol, host } = baseUrl;
  const path = baseUrl.pathname.replace(/\/+$/, "").replace(/\/graphql$/, "");
  if (path === "/api/v3" || path === "/api") {
    return { rest: `${origin}/api/v3`, graphql: `${origin}/api/graphql` };
  }
  if (hostname === "github.com" || hostname === "www.github.com") {
    return githubApis(new URL("https://api.github.com"));
  }
  if (hostname.endsWith(".ghe.com") && !hostname.startsWith("api.")) {
    return githubApis(new URL(`${protocol}//api.${host}`));
  }
  // A stand-in on this machine is the API itself.
  return hostname.startsWith("api.") || (isLoopback(baseUrl) && path === "")
    ? { rest: origin, graphql: `${origin}/graphql` }
    : { rest: `${origin}${path}/api/v3`, graphql: `${origin}${path}/api/graphql` };
}

function commentOf(comment: JsonObject, url: string): ExistingComment {
  const { id, body, html_url: address, node_id: nodeId } = comment;
  return {
    id: commentIdOf(id, url),
    body: typeof body === "string" ? body : "",
    ...(typeof address === "string" ? { url: address } : {}),
    ...(typeof nodeId === "string" ? { nodeId } : {}),
  };
}

function urlOf(answer: JsonValue): string {
  return isJsonObject(answer) && typeof answer.html_url === "string" ? answer.html_url : "";
}

function explainGithub(answer: HttpAnswer, request: HttpRequest, options: GithubOptions): OrgBackupError {
  const { repository, pullRequest, token } = options;
  const said = redactor([token])(messageOf(answer) ?? "no reason is given");
  const where = describe(request);
  const error = (message: string, hint: string): OrgBackupError =>
    new OrgBackupError("service", `${message} GitHub says: ${said}`, { where, hint });
  switch (answer.status) {
    case 401:
      return error(
        "GitHub refuses the token in GITHUB_TOKEN.",
        "It may have expired, or belong to another host: see --base-url.",
      );
    case 403:
      return answer.headers.has("x-github-sso")
        ? error(
            "The token is not authorized for the organization's single sign-on.",
            "Authorize it in the settings of the token.",
          )
        : error(
            `The token may not write comments on pull requests of ${repository}.`,
            "In a workflow: `permissions: pull-requests: write`. A pull request from a fork gets a token that may only read: comment from a workflow_run workflow, as in `org-backup help pull-requests`.",
          );
    case 404:
      return error(
        `There is no pull request ${pullRequest} in ${repository}, or the token may not see it.`,
        "Check --repo and --pull-request; a fine-grained token needs the permission for pull requests of that repository.",
      );
    case 410:
      return error(
        `Issues and their comments are disabled in ${repository}.`,
        "Comments of pull requests need them.",
      );
    case 422:
      return error(
        "GitHub refuses the comment.",
        "A locked conversation or a comment that is too long are refused.",
      );
    default:
      return error(
        `GitHub answers with status ${answer.status}.`,
        "Try again later, or look at GitHub's status page.",
      );
  }
}
