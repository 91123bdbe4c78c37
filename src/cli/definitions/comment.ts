import type { Command } from "commander";
import { examples } from "./define";
import type { Run } from "./define";

/** `org-backup comment` */
export function defineComment(program: Command, run: Run): void {
  program
    .command("comment")
    .description("create or update the one comment of a pull request")
    .argument("<platform>", "github or gitlab")
    .option("--body <file>", "the text, Markdown; - for standard input")
    .option("--review <file>", "the review as JSON: where nothing changes, the comment goes")
    .option("--behavior <behavior>", "update, new, hide-and-new or delete-and-new", "update")
    .option("--tag <tag>", "tells several comments of one pull request apart", "default")
    .option("--repo <owner/name>", "the repository or project (default: the one of this workflow)")
    .option("--pull-request <number>", "the pull or merge request (default: the one of this workflow)")
    .option("--base-url <url>", "the address of a self-hosted GitHub or GitLab")
    .option("--dry-run", "look, and say what would be done")
    .addHelpText(
      "after",
      `${examples(
        "org-backup plan --output markdown=comment.md --output json=plan.json",
        "org-backup comment github --body comment.md --review plan.json",
        "org-backup comment gitlab --body comment.md --behavior hide-and-new --tag production",
      )}\nThe token is read from GITHUB_TOKEN or GITLAB_TOKEN.\n`,
    )
    .action(
      run(async (host, platform: string, options) => {
        const { comment } = await import("../commands/comment.js");
        return comment(platform, options as Parameters<typeof comment>[1], host);
      }),
    );
}
