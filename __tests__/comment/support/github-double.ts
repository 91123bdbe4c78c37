import { HttpDouble } from "../../support/http-double";
import type { DoubleAnswer, DoubleRequest } from "../../support/http-double";

export interface GithubComment {
  readonly id: number;
  body: string;
  minimized?: string;
  readonly user: { readonly id: number; readonly login: string; readonly type: "User" | "Bot" };
}

export interface GithubIssue {
  readonly number: number;
  readonly title: string;
  body: string;
  state: "open" | "closed";
  readonly user: GithubComment["user"];
  readonly pull_request?: object;
}

export const TOKEN = "ghs_0123456789abcdefSECRET";
const REPOSITORY = "/repos/nordwind/platform";

/** The parts of GitHub's API that comments and issues need, for pull request 7 of nordwind/platform. */
export class GithubDouble extends HttpDouble {
  readonly comments: GithubComment[] = [];
  readonly issues: GithubIssue[] = [];
  /** A workflow's token cannot ask who it is. */
  tokenKind: "workflow" | "personal" = "workflow";
  /** Whether GraphQL tells a workflow's token its name. */
  tellsViewer = true;
  mayWrite = true;
  pageSize = 100;
  readonly me = { id: 41898282, login: "github-actions[bot]", type: "Bot" } as const;
  private nextId = 4_000_000_001;

  constructor(private readonly prefix = "") {
    super((request) => this.answer(request));
  }

  add(body: string, user: GithubComment["user"] = this.me): GithubComment {
    const comment = { id: this.nextId, body, user };
    this.nextId += 1;
    this.comments.push(comment);
    return comment;
  }

  get bodies(): readonly string[] {
    return this.comments.map(({ body }) => body);
  }

  private answer(request: DoubleRequest): DoubleAnswer {
    const { method, headers } = request;
    if (headers.authorization !== `Bearer ${TOKEN}`) {
      return { status: 401, body: { message: "Bad credentials" } };
    }
    if (request.path === `${this.prefix === "" ? "" : "/api"}/graphql`) {
      return this.graphql(request);
    }
    if (headers.accept !== "application/vnd.github+json" || headers["x-github-api-version"] === undefined) {
      return { status: 415, body: { message: "wrong headers" } };
    }
    const path = request.path.slice(this.prefix.length);
    if (path === "/user") {
      return this.tokenKind === "personal"
        ? { status: 200, body: this.me }
        : { status: 403, body: { message: "Resource not accessible by integration" } };
    }
    if (method !== "GET" && !this.mayWrite) {
      return { status: 403, body: { message: "Resource not accessible by integration" } };
    }
    if (path === `${REPOSITORY}/issues/7/comments`) {
      return method === "POST" ? this.create(request) : this.list(request);
    }
    if (path === `${REPOSITORY}/issues`) {
      return method === "POST" ? this.openIssue(request) : this.listIssues(request);
    }
    const number = new RegExp(`^${REPOSITORY}/issues/(\\d+)$`).exec(path)?.[1];
    if (number !== undefined) {
      return this.changeIssue(Number(number), request);
    }
    const id = new RegExp(`^${REPOSITORY}/issues/comments/(\\d+)$`).exec(path)?.[1];
    const comment = this.comments.find((known) => String(known.id) === id);
    if (comment === undefined) {
      return { status: 404, body: { message: "Not Found" } };
    }
    if (method === "DELETE") {
      this.comments.splice(this.comments.indexOf(comment), 1);
      return { status: 204 };
    }
    comment.body = bodyIn(request);
    return { status: 200, body: this.shown(comment) };
  }

  addIssue(body: string, more: Partial<GithubIssue> = {}): GithubIssue {
    const number = 11 + this.issues.length;
    const issue: GithubIssue = { number, title: "an issue", body, state: "open", user: this.me, ...more };
    this.issues.push(issue);
    return issue;
  }

  private openIssue({ body }: DoubleRequest): DoubleAnswer {
    const { title, body: text } = JSON.parse(body) as { readonly title: string; readonly body: string };
    return { status: 201, body: this.shownIssue(this.addIssue(text, { title })) };
  }

  private changeIssue(number: number, { body }: DoubleRequest): DoubleAnswer {
    const issue = this.issues.find((known) => known.number === number);
    if (issue === undefined) {
      return { status: 404, body: { message: "Not Found" } };
    }
    const { state, body: text } = JSON.parse(body) as Partial<GithubIssue>;
    issue.state = state ?? issue.state;
    issue.body = text ?? issue.body;
    return { status: 200, body: this.shownIssue(issue) };
  }

  private listIssues({ query }: DoubleRequest): DoubleAnswer {
    const found = this.issues.filter(({ state }) => state === (query.get("state") ?? "open"));
    return { status: 200, body: found.map((issue) => this.shownIssue(issue)) };
  }

  private shownIssue(issue: GithubIssue): object {
    return {
      ...issue,
      id: issue.number + 900_000,
      html_url: `https://github.example/nordwind/platform/issues/${issue.number}`,
    };
  }

  private create(request: DoubleRequest): DoubleAnswer {
    const body = bodyIn(request);
    return body.length > 65_536
      ? {
          status: 422,
          body: { message: "Validation Failed: body is too long (maximum is 65536 characters)" },
        }
      : { status: 201, body: this.shown(this.add(body)) };
  }

  private list({ query, path }: DoubleRequest): DoubleAnswer {
    const size = Math.min(this.pageSize, Number(query.get("per_page") ?? "30"));
    const page = Number(query.get("page") ?? "1");
    const more = page * size < this.comments.length;
    const next = `<${this.origin}${path}?per_page=${size}&page=${page + 1}>; rel="next", <${this.origin}${path}?page=9>; rel="last"`;
    return {
      status: 200,
      headers: more ? { link: next } : {},
      body: this.comments.slice((page - 1) * size, page * size).map((comment) => this.shown(comment)),
    };
  }

  private graphql(request: DoubleRequest): DoubleAnswer {
    const { query, variables } = JSON.parse(request.body) as { query: string; variables?: { id: string } };
    if (query.includes("viewer")) {
      return this.tellsViewer
        ? { status: 200, body: { data: { viewer: { login: this.me.login } } } }
        : { status: 200, body: { data: null, errors: [{ type: "FORBIDDEN", message: "no viewer" }] } };
    }
    const comment = this.comments.find(({ id }) => `IC_${id}` === variables?.id);
    if (!this.mayWrite) {
      return {
        status: 200,
        body: { errors: [{ type: "FORBIDDEN", message: "Resource not accessible by integration" }] },
      };
    }
    if (comment === undefined || !query.includes("minimizeComment")) {
      return {
        status: 200,
        body: { errors: [{ type: "NOT_FOUND", message: "Could not resolve to a node" }] },
      };
    }
    comment.minimized = "OUTDATED";
    return { status: 200, body: { data: { minimizeComment: { minimizedComment: { isMinimized: true } } } } };
  }

  private shown({ id, body, user }: GithubComment): object {
    return {
      id,
      node_id: `IC_${id}`,
      // GitHub answers with its own line breaks.
      body: body.replaceAll("\n", "\r\n"),
      user,
      html_url: `https://github.example/nordwind/platform/pull/7#issuecomment-${id}`,
    };
  }
}

function bodyIn({ body, headers }: DoubleRequest): string {
  if (headers["content-type"] !== "application/json") {
    throw new Error("a body that is not JSON");
  }
  return (JSON.parse(body) as { body: string }).body;
}
