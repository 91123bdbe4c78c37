import type { Command } from "commander";
import { collect, examples } from "./define";
import type { Run } from "./define";
import { withLiveOptions } from "./live-options";

/** `org-backup verify` */
export function defineVerify(program: Command, run: Run): void {
  const command = program
    .command("verify")
    .description("compare predicted effective policies with what AWS published")
    .option("--org <file>", "the organization: an organization file")
    .option("--live", "the organization: read it now")
    .option("--all", "compare every account (default: one for each distinct policy)")
    .option("--sample <number>", "compare so many accounts, spread over the organization")
    .option("--account <id...>", "compare these accounts")
    .option("--wait [seconds]", "where something differs, ask again until AWS has published (default: 180)")
    .option("--previous <file>", "the organization before the last change: tells what AWS may still show")
    .option("--fix-order <file>", "write the organization file with the attachment orders that were found")
    .option("--format <format>", "text or json", "text")
    .option("--out <file>", "write the result to a file")
    .option("--output <format=file>", "write it in another format too; may be repeated", collect, [])
    .option(
      "--fail-on <severity>",
      "end with status 2 at this severity: none, notice, warning, error",
      "error",
    );
  withLiveOptions(command)
    .addHelpText(
      "after",
      examples(
        "org-backup verify --org organization.yaml",
        "org-backup verify --org organization.yaml --fix-order organization.yaml",
        "org-backup verify --live --all --wait 300 --output json=verify.json",
      ),
    )
    .action(
      run(async (host, options) => {
        const { verify } = await import("../commands/verify.js");
        return verify(options as Parameters<typeof verify>[0], host);
      }),
    );
}
