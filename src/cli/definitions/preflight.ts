import type { Command } from "commander";
import { collect, examples } from "./define";
import type { Run } from "./define";
import { withLiveOptions } from "./live-options";

/** `org-backup preflight` */
export function definePreflight(program: Command, run: Run): void {
  const command = program
    .command("preflight")
    .description("check what must be true before apply, so that backups do happen")
    .argument("[directory]", "the change at hand: the output directory of `cdktf synth`")
    .option("--plan <file>", "the change at hand: JSON of a Terraform plan; may be repeated", collect, [])
    .option("--org <file>", "take the organization from a file (default: read it now)")
    .option("--assume-role-name <name>", "look into member accounts too, with this role")
    .option("--sample <number>", "how many accounts to look into", "5")
    .option("--all", "look into every account that is backed up")
    .option("--account <id...>", "look into these accounts")
    .option("--format <format>", "text or json", "text")
    .option("--out <file>", "write the result to a file")
    .option("--output <format=file>", "write it in another format too; may be repeated", collect, [])
    .option("--fail-on <severity>", "end with status 2 at this severity: none, warning, error", "error");
  withLiveOptions(command)
    .addHelpText(
      "after",
      examples(
        "org-backup preflight",
        "org-backup preflight cdktf.out --assume-role-name OrganizationAccountAccessRole",
        "org-backup preflight --plan plan.json --assume-role-name Audit --all --format json",
      ),
    )
    .action(
      run(async (host, directory: string | undefined, options) => {
        const { preflight } = await import("../commands/preflight.js");
        return preflight(directory, options as Parameters<typeof preflight>[1], host);
      }),
    );
}
