import { OrgBackupError } from "../org-backup-error";
import { HttpClient } from "../http/http-client";
import type { HttpAnswer, HttpClientOptions, HttpRequest } from "../http/http-client";
import { describe } from "../http/http-client";
import { redactor } from "../http/redact";
import { isLoopback } from "../http/service-url";
import { isJsonObject } from "../text/json";
import type { JsonObject } from "../text/json";
import { Api, commentIdOf, messageOf, objectIn, parseAnswer } from "./api";
import type { CommentService, ExistingComment } from "./comment-service";
import { hasMarker } from "./marker";

export interface GithubOptions {
  readonly token: string;
  /** `owner/name` */
  readonly repository: string;
  /** Of GitHub's own or a self-hosted one: the web address or the API's. */
  readonly baseUrl: URL;
  readonly http?: Omit<HttpClientOptions, "secrets">;
}

/** What messages say about one kind of post. */
export interface PostWords {
  readonly posts: string;
  /** Of a workflow. */
  readonly permission: string;
  readonly refused: string;
  readonly missing: string;
  readonly missingHint: string;
}

const VIEWER = "query { viewer { login } }";

/** What a token writes on GitHub or GitHub Enterprise, and finds again. */
export abstract class GithubPosts implements CommentService {
  readonly maxLength = 65_536;
  protected readonly api: Api;
  protected readonly rest: string;
  protected readonly graphql: string;
  protected readonly explain: (answer: HttpAnswer, request: HttpRequest) => OrgBackupError;

  constructor(
    private readonly options: GithubOptions,
    words: PostWords,
  ) {
    const { rest, graphql } = githubApis(options.baseUrl);
    this.rest = `${rest}/repos/${options.repository}`;
    this.graphql = graphql;
    this.explain = (answer, request) => explainGithub(answer, request, options, words);
    this.api = new Api({
      client: new HttpClient({ ...options.http, secrets: [options.token] }),
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${options.token}`,
        "user-agent": "org-backup",
        "x-github-api-version": "2022-11-28",
      },
      explain: this.explain,
    });
  }

  abstract find(marker: string): Promise<readonly ExistingComment[]>;
  abstract create(body: string): Promise<string>;
  abstract update(comment: ExistingComment, body: string): Promise<string>;
  abstract delete(comment: ExistingComment): Promise<void>;
  abstract hide(comment: ExistingComment, marker: string): Promise<void>;

  /** The token's own posts of a list whose first line is the marker. */
  protected async own(list: string, marker: string): Promise<readonly JsonObject[]> {
    const all = await this.api.list(list);
    const marked = all.filter(({ body }) => typeof body === "string" && hasMarker(body, marker));
    return marked.length === 0 ? [] : marked.filter(await this.ownership());
  }

  /** @returns the address of what is written */
  protected async send(method: "POST" | "PATCH", url: string, body: JsonObject): Promise<string> {
    const { html_url: address } = objectIn(parseAnswer(await this.api.request(method, url, body), url), url);
    return typeof address === "string" ? address : "";
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
      throw this.explain(answer, { method: "GET", url, headers: {} });
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

/** @param id the name of the member that holds it */
export function existingPost(post: JsonObject, id: "id" | "number", url: string): ExistingComment {
  const { body, html_url: address, node_id: nodeId } = post;
  return {
    id: commentIdOf(post[id], url),
    body: typeof body === "string" ? body : "",
    ...(typeof address === "string" ? { url: address } : {}),
    ...(typeof nodeId === "string" ? { nodeId } : {}),
  };
}

function explainGithub(
  answer: HttpAnswer,
  request: HttpRequest,
  { repository, token }: GithubOptions,
  words: PostWords,
): OrgBackupError {
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
            `The token may not write ${words.posts} of ${repository}.`,
            `In a workflow: \`permissions: ${words.permission}: write\`.${words.refused}`,
          );
    case 404:
      return error(words.missing, words.missingHint);
    case 410:
      return error(
        `Issues and their comments are disabled in ${repository}.`,
        "Comments of pull requests are comments of issues to GitHub.",
      );
    case 422:
      return error(
        "GitHub refuses the text.",
        "A locked conversation or a text that is too long are refused.",
      );
    default:
      return error(
        `GitHub answers with status ${answer.status}.`,
        "Try again later, or look at GitHub's status page.",
      );
  }
}
