import { Argument, Option } from "@commander-js/extra-typings";
import { examples } from "./define";
import type { Define } from "./define";
import { deadlineFlag } from "./flags";
import { oneOf } from "./parsers";

const platformArgument = new Argument("<platform>", "github or gitlab").argParser(
  oneOf("comment", ["github", "gitlab"]),
);
const behaviorFlag = new Option("--behavior <behavior>", "update, new, hide-and-new or delete-and-new")
  .default("update" as const)
  .argParser(oneOf("--behavior", ["update", "new", "hide-and-new", "delete-and-new"]));

/** `org-backup comment` */
export const defineComment: Define = (program, run) => {
  program
    .command("comment")
    .description("create or update a pull request's comment, or an issue")
    .addArgument(platformArgument)
    .option("--body <file>", "the text, Markdown; - for standard input")
    .option("--review <file>", "the review as JSON: if nothing changes, the comment is removed")
    .option(
      "--issue <title>",
      "keep one open issue instead, on GitHub; closed if --review shows nothing wrong",
    )
    .addOption(behaviorFlag)
    .option("--tag <tag>", "distinguishes several comments on one pull request", "default")
    .option("--repo <owner/name>", "the repository or project (default: that of this workflow)")
    .option("--pull-request <number>", "the pull or merge request (default: that of this workflow)")
    .option("--base-url <url>", "the address of a self-hosted GitHub or GitLab")
    .addOption(deadlineFlag)
    .option("--dry-run", "change nothing; show what would be done")
    .addHelpText(
      "after",
      `${examples(
        "org-backup plan --output markdown=comment.md --output json=plan.json",
        "org-backup comment github --body comment.md --review plan.json",
        "org-backup comment github --issue 'Backup policies' --body verify.md --review verify.json",
        "org-backup comment gitlab --body comment.md --behavior hide-and-new --tag production",
      )}\nThe token is read from GITHUB_TOKEN or GITLAB_TOKEN.\n`,
    )
    .action(
      run(async (context, platform, options) => {
        const { comment } = await import("../commands/comment.js");
        return comment(platform, options, context);
      }),
    );
};
