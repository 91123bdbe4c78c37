import type { Command } from "commander";
import { collect, examples } from "./define";
import type { Run } from "./define";

/** `org-backup coverage` */
export function defineCoverage(program: Command, run: Run): void {
  program
    .command("coverage")
    .description("show which accounts and resource types are backed up, by what, and which are not")
    .option("--org <file>", "the organization: an organization file")
    .option("--plan <file>", "as it is after this Terraform plan; may be repeated", collect, [])
    .option("--account <id...>", "only these accounts")
    .option("--format <format>", "text or json", "text")
    .option("--out <file>", "write the result to a file")
    .option("--output <format=file>", "write it in another format too; may be repeated", collect, [])
    .addHelpText(
      "after",
      examples(
        "org-backup coverage --org organization.yaml",
        "org-backup coverage --org organization.yaml --plan plan.json --format json",
      ),
    )
    .action(
      run(async (host, options) => {
        const { coverage } = await import("../commands/coverage.js");
        const { withLiveOrganization } = await import("../read-organization.js");
        return coverage(await withLiveOrganization(options as Parameters<typeof coverage>[0], host), host);
      }),
    );
}
