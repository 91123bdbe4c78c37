import type { ExistingComment } from "./comment-service";
import { existingPost, GithubPosts } from "./github-posts";
import type { GithubOptions } from "./github-posts";

/** The open issues of a repository: what is deleted elsewhere is closed here. */
export class GithubIssues extends GithubPosts {
  constructor(private readonly issue: GithubOptions & { readonly title: string }) {
    const { repository } = issue;
    super(issue, {
      posts: "issues",
      permission: "issues",
      refused: "",
      missing: `There is no repository ${repository}, or the token may not see its issues.`,
      missingHint: "Check --repo; a fine-grained token needs the permission for issues of that repository.",
    });
  }

  async find(marker: string): Promise<readonly ExistingComment[]> {
    const own = await this.own(`${this.rest}/issues?state=open&direction=asc&per_page=100`, marker);
    return (
      own
        // GitHub lists pull requests as issues.
        .filter((issue) => issue.pull_request === undefined)
        .map((issue) => existingPost(issue, "number", this.rest))
    );
  }

  create(body: string): Promise<string> {
    return this.send("POST", `${this.rest}/issues`, { title: this.issue.title, body });
  }

  update({ id }: ExistingComment, body: string): Promise<string> {
    return this.send("PATCH", this.url(id), { body });
  }

  async delete({ id }: ExistingComment): Promise<void> {
    await this.send("PATCH", this.url(id), { state: "closed", state_reason: "completed" });
  }

  hide(comment: ExistingComment): Promise<void> {
    return this.delete(comment);
  }

  private url(id: string): string {
    return `${this.rest}/issues/${encodeURIComponent(id)}`;
  }
}
