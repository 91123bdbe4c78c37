import { OrgBackupError } from "../org-backup-error";
import { describe, HttpClient } from "../http/http-client";
import type { HttpAnswer, HttpClientOptions, HttpRequest } from "../http/http-client";
import { redactor } from "../http/redact";
import { isJsonObject } from "../text/json";
import type { JsonObject } from "../text/json";
import { Api, commentIdOf, idOf, messageOf, objectIn, parseAnswer } from "./api";
import type { CommentService, ExistingComment } from "./comment-service";
import { hasMarker, outdated } from "./marker";

export interface GitlabOptions {
  readonly token: string;
  /** `group/subgroup/name`, or the number of the project. */
  readonly project: string;
  readonly mergeRequest: number;
  /** Of gitlab.com or a self-hosted one: the web address or the API's. */
  readonly baseUrl: URL;
  readonly http?: Omit<HttpClientOptions, "secrets">;
}

/** The comments of a merge request on GitLab. */
export class GitlabComments implements CommentService {
  readonly maxLength = 1_000_000;
  private readonly api: Api;
  private readonly root: string;
  private readonly notes: string;

  constructor(private readonly options: GitlabOptions) {
    const { project, mergeRequest, token } = options;
    this.root = gitlabApi(options.baseUrl);
    this.notes = `${this.root}/projects/${encodeURIComponent(project)}/merge_requests/${mergeRequest}/notes`;
    this.api = new Api({
      client: new HttpClient({ ...options.http, secrets: [token] }),
      headers: { accept: "application/json", "private-token": token, "user-agent": "org-backup" },
      explain: (answer, request) => explainGitlab(answer, request, options),
    });
  }

  async find(marker: string): Promise<readonly ExistingComment[]> {
    const all = await this.api.list(`${this.notes}?per_page=100&sort=asc&order_by=created_at`);
    const marked = all.filter(
      ({ body, system }) => system !== true && typeof body === "string" && hasMarker(body, marker),
    );
    if (marked.length === 0) {
      return [];
    }
    const isOwn = await this.ownership();
    return marked.filter(isOwn).map((note) => this.commentOf(note));
  }

  async create(body: string): Promise<string> {
    return this.urlIn(await this.api.request("POST", this.notes, { body }));
  }

  async update({ id }: ExistingComment, body: string): Promise<string> {
    return this.urlIn(await this.api.request("PUT", `${this.notes}/${encodeURIComponent(id)}`, { body }));
  }

  async delete({ id }: ExistingComment): Promise<void> {
    await this.api.delete(`${this.notes}/${encodeURIComponent(id)}`);
  }

  /** GitLab cannot hide a comment: its text is folded up instead. */
  async hide(comment: ExistingComment, marker: string): Promise<void> {
    const [first = "", ...rest] = outdated(comment.body, marker).split("\n");
    const folded = `${first}\n<details><summary>Outdated</summary>\n\n${rest.join("\n")}\n\n</details>\n`;
    await this.update(comment, folded.length > this.maxLength ? `${first}\nOutdated.\n` : folded);
  }

  /** Whether a note is the token's own: others may write our marker, and keep the right to edit their note. */
  private async ownership(): Promise<(note: JsonObject) => boolean> {
    const url = `${this.root}/user`;
    const answer = await this.api.ask(url);
    const user = answer.status === 200 ? parseAnswer(answer, url) : undefined;
    if (!isJsonObject(user) || typeof user.id !== "number") {
      throw explainGitlab(answer, { method: "GET", url, headers: {} }, this.options);
    }
    return ({ author }) => isJsonObject(author) && author.id === user.id;
  }

  private commentOf({ id, body }: JsonObject): ExistingComment {
    const text = commentIdOf(id, this.notes);
    return { id: text, body: typeof body === "string" ? body : "", url: this.urlOf(text) };
  }

  private urlIn(answer: HttpAnswer): string {
    return this.urlOf(idOf(objectIn(parseAnswer(answer, this.notes), this.notes).id));
  }

  private urlOf(id: string): string {
    const { project, mergeRequest } = this.options;
    const web = this.root.replace(/\/api\/v4$/, "");
    return /^\d+$/.test(project)
      ? `merge request ${mergeRequest}, note ${id}`
      : `${web}/${project}/-/merge_requests/${mergeRequest}#note_${id}`;
  }
}

/** Where the API is; GitLab may live below a path. */
export function gitlabApi(baseUrl: URL): string {
  const path = baseUrl.pathname.replace(/\/+$/, "");
  return `${baseUrl.origin}${path.endsWith("/api/v4") ? path : `${path}/api/v4`}`;
}

function explainGitlab(answer: HttpAnswer, request: HttpRequest, options: GitlabOptions): OrgBackupError {
  const { project, mergeRequest, token } = options;
  const said = redactor([token])(messageOf(answer) ?? "no reason is given");
  const where = describe(request);
  const error = (message: string, hint: string): OrgBackupError =>
    new OrgBackupError("service", `${message} GitLab says: ${said}`, { where, hint });
  switch (answer.status) {
    case 401:
      return error(
        "GitLab refuses the token in GITLAB_TOKEN.",
        "Use a project, group or personal access token with the scope `api`; a job's own CI_JOB_TOKEN may not comment.",
      );
    case 403:
      return error(
        `The token may not write comments on merge requests of ${project}.`,
        "It needs the scope `api` and at least the role Reporter in the project.",
      );
    case 404:
      return error(
        `There is no merge request ${mergeRequest} in ${project}, or the token may not see it.`,
        "Check --repo and --pull-request (the number that follows `!`).",
      );
    case 400:
    case 422:
      return error(
        "GitLab refuses the comment.",
        "A locked discussion or a comment that is too long are refused.",
      );
    default:
      return error(`GitLab answers with status ${answer.status}.`, "Try again later, or ask who runs it.");
  }
}
