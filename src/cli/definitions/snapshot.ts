import type { Command } from "commander";
import { collect, examples } from "./define";
import type { Run } from "./define";
import { withLiveOptions } from "./live-options";

/** `org-backup snapshot` */
export function defineSnapshot(program: Command, run: Run): void {
  const command = program
    .command("snapshot")
    .description("write the live organization into an organization file")
    .requiredOption("--out <file>", "the file to write: YAML, or JSON if it ends in .json")
    .option("--published [which]", "also what AWS published: of one account for each distinct policy, or all")
    .option(
      "--previous <file>",
      "an earlier snapshot that tells orders of attachment (default: the file that is written over)",
    )
    .option("--no-previous", "take over nothing from an earlier snapshot")
    .option(
      "--state <file>",
      "a Terraform state that tells orders of attachment; may be repeated",
      collect,
      [],
    )
    .option("--tags", "also the tags of policies, one more call a policy")
    .option("--emails", "also the e-mail addresses of accounts")
    .option("--restart", "do not go on from an interrupted run");
  withLiveOptions(command)
    .addHelpText(
      "after",
      examples(
        "org-backup snapshot --out organization.yaml",
        "org-backup snapshot --out organization.yaml --published --profile management",
        "terraform state pull > state.json && org-backup snapshot --out organization.yaml --state state.json",
      ),
    )
    .action(
      run(async (host, options) => {
        const { snapshot } = await import("../commands/snapshot.js");
        return snapshot(options as Parameters<typeof snapshot>[0], host);
      }),
    );
}
