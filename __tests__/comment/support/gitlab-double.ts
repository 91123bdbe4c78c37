import { HttpDouble } from "../../support/http-double";
import type { DoubleAnswer, DoubleRequest } from "../../support/http-double";

export interface GitlabNote {
  readonly id: number;
  body: string;
  readonly author: { readonly id: number };
  readonly system: boolean;
}

export const TOKEN = "glpat-0123456789SECRET";
const NOTES = "/api/v4/projects/nordwind%2Fteams%2Fplatform/merge_requests/7/notes";

/** The parts of GitLab's API that comments need, for merge request 7 of nordwind/teams/platform. */
export class GitlabDouble extends HttpDouble {
  readonly notes: GitlabNote[] = [];
  /** What the token may do. */
  scope: "api" | "read_api" | "job" = "api";
  pageSize = 100;
  /** Some proxies drop the Link header. */
  sendsLinks = true;
  private nextId = 301;

  constructor() {
    super((request) => this.answer(request));
  }

  add(body: string, author = 1, system = false): GitlabNote {
    const note = { id: this.nextId, body, author: { id: author }, system };
    this.nextId += 1;
    this.notes.push(note);
    return note;
  }

  get bodies(): readonly string[] {
    return this.notes.map(({ body }) => body);
  }

  private answer(request: DoubleRequest): DoubleAnswer {
    const { method, path, headers } = request;
    if (headers["private-token"] !== TOKEN || this.scope === "job") {
      return { status: 401, body: { message: "401 Unauthorized" } };
    }
    if (path === "/api/v4/user") {
      return { status: 200, body: { id: 1, username: "project_1_bot" } };
    }
    if (method !== "GET" && this.scope === "read_api") {
      return {
        status: 403,
        body: { error: "insufficient_scope", error_description: "The request requires higher privileges" },
      };
    }
    if (path === NOTES) {
      return method === "POST" ? this.create(request) : this.list(request);
    }
    const note = this.notes.find(({ id }) => path === `${NOTES}/${id}`);
    if (note === undefined) {
      return { status: 404, body: { message: "404 Not found" } };
    }
    if (method === "DELETE") {
      this.notes.splice(this.notes.indexOf(note), 1);
      return { status: 204 };
    }
    note.body = (JSON.parse(request.body) as { body: string }).body;
    return { status: 200, body: note };
  }

  private create({ body }: DoubleRequest): DoubleAnswer {
    return { status: 201, body: this.add((JSON.parse(body) as { body: string }).body) };
  }

  private list({ query, path }: DoubleRequest): DoubleAnswer {
    if (query.get("sort") !== "asc") {
      return { status: 400, body: { message: "oldest first is expected" } };
    }
    const size = Math.min(this.pageSize, Number(query.get("per_page") ?? "20"));
    const page = Number(query.get("page") ?? "1");
    const more = page * size < this.notes.length;
    const next = new URL(`${this.origin}${path}?${query.toString()}`);
    next.searchParams.set("page", String(page + 1));
    return {
      status: 200,
      headers: {
        "x-next-page": more ? String(page + 1) : "",
        ...(more && this.sendsLinks ? { link: `<${next.href}>; rel="next"` } : {}),
      },
      body: this.notes.slice((page - 1) * size, page * size),
    };
  }
}
