import type { Command } from "commander";
import { collect, examples } from "./define";
import type { Run } from "./define";

/** `org-backup schedule` */
export function defineSchedule(program: Command, run: Run): void {
  program
    .command("schedule")
    .description("show the next backups, the largest gap between them, and how long they are kept")
    .option("--org <file>", "the organization: an organization file")
    .option("--plan <file>", "as it is after this Terraform plan; may be repeated", collect, [])
    .option("--account <id...>", "only these accounts")
    .option("--count <number>", "how many runs to show of each rule, 1 to 100", "3")
    .option("--at <time>", "look ahead from here, ISO 8601 (default: now)")
    .option("--format <format>", "text or json", "text")
    .option("--out <file>", "write the result to a file")
    .option("--output <format=file>", "write it in another format too; may be repeated", collect, [])
    .addHelpText(
      "after",
      examples(
        "org-backup schedule --org organization.yaml --account orders-prod",
        "org-backup schedule --org organization.yaml --at 2026-01-31T00:00:00Z --count 10",
      ),
    )
    .action(
      run(async (host, options) => {
        const { schedule } = await import("../commands/schedule.js");
        const { withLiveOrganization } = await import("../read-organization.js");
        return schedule(await withLiveOrganization(options as Parameters<typeof schedule>[0], host), host);
      }),
    );
}
