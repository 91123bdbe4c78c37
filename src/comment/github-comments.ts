import { isJsonObject } from "../text/json";
import type { JsonValue } from "../text/json";
import { parseAnswer } from "./api";
import type { ExistingComment } from "./comment-service";
import { existingPost, GithubPosts } from "./github-posts";
import type { GithubOptions } from "./github-posts";
import { outdated } from "./marker";

const MINIMIZE = `mutation($id: ID!) { minimizeComment(input: { subjectId: $id, classifier: OUTDATED }) { minimizedComment { isMinimized } } }`;

/** The comments of a pull request. */
export class GithubComments extends GithubPosts {
  private readonly comments: string;

  constructor(options: GithubOptions & { readonly pullRequest: number }) {
    const { pullRequest, repository } = options;
    super(options, {
      posts: "comments on pull requests",
      permission: "pull-requests",
      refused:
        " A pull request from a fork gets a token that may only read: comment from a workflow_run workflow, as in `org-backup help pull-requests`.",
      missing: `There is no pull request ${pullRequest} in ${repository}, or the token may not see it.`,
      missingHint:
        "Check --repo and --pull-request; a fine-grained token needs the permission for pull requests of that repository.",
    });
    this.comments = `${this.rest}/issues/${pullRequest}/comments`;
  }

  async find(marker: string): Promise<readonly ExistingComment[]> {
    const own = await this.own(`${this.comments}?per_page=100`, marker);
    return own.map((comment) => existingPost(comment, "id", this.rest));
  }

  create(body: string): Promise<string> {
    return this.send("POST", this.comments, { body });
  }

  update({ id }: ExistingComment, body: string): Promise<string> {
    return this.send("PATCH", this.commentUrl(id), { body });
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
      throw this.explain(
        { ...answer, status: 403, text: JSON.stringify({ message }) },
        { method: "POST", url: this.graphql, headers: {} },
      );
    }
    await this.update(comment, outdated(comment.body, marker));
  }

  private commentUrl(id: string): string {
    return `${this.rest}/issues/comments/${encodeURIComponent(id)}`;
  }
}
