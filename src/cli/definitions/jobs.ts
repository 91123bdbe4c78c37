import type { Command } from "commander";
import { collect, examples } from "./define";
import type { Run } from "./define";
import { withLiveOptions } from "./live-options";

/** `org-backup jobs` */
export function defineJobs(program: Command, run: Run): void {
  const command = program
    .command("jobs")
    .description(
      "show backup, copy and restore jobs of the organization, and what was planned but did not happen",
    )
    .option("--org <file>", "compare with the plans of this organization file")
    .option("--live", "compare with the plans of the organization as AWS has it")
    .option("--since <time>", "ISO 8601, or how long ago: 24h, 7d, 90m", "24h")
    .option("--until <time>", "ISO 8601, or how long ago (default: now)")
    .option(
      "--regions <regions>",
      "where to look, comma-separated (default: the Regions of the plans)",
      collect,
      [],
    )
    .option("--kind <kind...>", "backup, copy, restore (default: all)")
    .option("--account <id...>", "only these accounts")
    .option("--ou <path...>", "only accounts below these OUs: an id, or names from the root down")
    .option("--state <state...>", "only jobs in these states, such as FAILED")
    .option("--resource-type <type...>", "only jobs of these types, such as EBS")
    .option("--vault <name...>", "only jobs of these vaults")
    .option("--list [number]", "also the latest jobs themselves (50)")
    .option("--counts [days]", "AWS's own counts of 7 or 14 days instead, in a few calls")
    .option("--late-after <minutes>", "a backup that ends later than this is late (default: at the next run)")
    .option("--assume-role <name>", "a role in the accounts, to look for missing roles and vaults")
    .option("--every-account", "ask every account for its copy and restore jobs")
    .option("--format <format>", "text, json or html", "text")
    .option("--out <file>", "write the result to a file")
    .option("--output <format=file>", "write it in another format too; may be repeated", collect, [])
    .option(
      "--fail-on <severity>",
      "end with status 2 at this severity: none, notice, warning, error",
      "error",
    )
    .option("--watch [seconds]", "draw again and again (60)");
  withLiveOptions(command)
    .addHelpText(
      "after",
      examples(
        "org-backup jobs --org organization.yaml",
        "org-backup jobs --live --since 7d --assume-role BackupReader --output html=jobs.html",
        "org-backup jobs --regions eu-central-1,us-east-1 --kind copy --state FAILED --list",
        "org-backup jobs --counts 7 --regions eu-central-1",
      ),
    )
    .action(
      run(async (host, options) => {
        const { jobs } = await import("../commands/jobs.js");
        return jobs(options as Parameters<typeof jobs>[0], host);
      }),
    );
}
