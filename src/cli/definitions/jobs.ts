import { Option } from "@commander-js/extra-typings";
import { formatFlag, outFlag, outputFlag } from "../formats/format-flags";
import { examples } from "./define";
import type { Define } from "./define";
import * as flags from "./flags";
import { commaSeparated, commaSeparatedOf, namesWithCommas, oneOf, regionName, wholeNumber } from "./parsers";

const regionsFlag = new Option(
  "--regions <regions>",
  "where to look; repeatable and comma-separated (default: the Regions of the plans)",
).argParser(commaSeparatedOf(regionName("--regions")));
const kindFlag = new Option(
  "--kind <kinds>",
  "backup, copy, restore; repeatable and comma-separated (default: all)",
).argParser(commaSeparatedOf(oneOf("--kind", ["backup", "copy", "restore"])));
const ouFlag = new Option(
  "--ou <path>",
  "only accounts below these OUs: an id, or names from the root down; repeatable and comma-separated",
).argParser(namesWithCommas);
const stateFlag = new Option(
  "--state <states>",
  "only jobs in these states, such as FAILED; repeatable and comma-separated",
).argParser(commaSeparated);
const resourceTypeFlag = new Option(
  "--resource-type <types>",
  "only jobs of these types, such as EBS; repeatable and comma-separated",
).argParser(commaSeparated);
const vaultFlag = new Option(
  "--vault <names>",
  "only jobs of these vaults; repeatable and comma-separated",
).argParser(commaSeparated);
const limitFlag = new Option("--limit [number]", "also list the latest jobs")
  .preset("50")
  .argParser(wholeNumber("--limit", 1, 10_000));
const summaryDaysFlag = new Option(
  "--summary-days [days]",
  "only AWS's own counts for 7 or 14 days, in a few calls",
)
  .preset("14")
  .argParser(oneOf("--summary-days", ["7", "14"]));
const lateAfterFlag = new Option(
  "--late-after <minutes>",
  "when a backup counts as late (default: at the next run)",
).argParser(wholeNumber("--late-after", 1, 1_000_000));
const watchFlag = new Option("--watch [seconds]", "redraw at this interval")
  .preset("60")
  .argParser(wholeNumber("--watch", 5, 86_400));

/** `org-backup jobs` */
export const defineJobs: Define = (program, run) => {
  program
    .command("jobs")
    .description(
      "show backup, copy and restore jobs of the organization, and what was planned but did not happen",
    )
    .addOption(flags.orgFlag)
    .addOption(flags.liveFlag)
    .addOption(flags.resourcesFlag)
    .option("--since <time>", "ISO 8601, or how long ago: 24h, 7d, 90m", "24h")
    .option("--until <time>", "ISO 8601, or how long ago (default: now)")
    .addOption(regionsFlag)
    .addOption(kindFlag)
    .addOption(flags.accountFlag)
    .addOption(ouFlag)
    .addOption(stateFlag)
    .addOption(resourceTypeFlag)
    .addOption(vaultFlag)
    .addOption(limitFlag)
    .addOption(summaryDaysFlag)
    .addOption(lateAfterFlag)
    .addOption(flags.memberRoleNameFlag)
    .option("--all-accounts", "ask every account for its copy and restore jobs")
    .addOption(formatFlag("jobs"))
    .addOption(outFlag)
    .addOption(outputFlag("jobs"))
    .addOption(flags.failOnFlag)
    .addOption(watchFlag)
    .addOption(flags.profileFlag)
    .addOption(flags.regionFlag)
    .addOption(flags.roleArnFlag)
    .addOption(flags.endpointUrlFlag)
    .addOption(flags.requestTimeoutFlag)
    .addOption(flags.deadlineFlag)
    .addHelpText(
      "after",
      examples(
        "org-backup jobs --org organization.yaml",
        "org-backup jobs --org organization.yaml --resources resources.json",
        "org-backup jobs --live --since 7d --member-role-name BackupReader --output html=jobs.html",
        "org-backup jobs --regions eu-central-1,us-east-1 --kind copy --state FAILED --limit",
        "org-backup jobs --summary-days 7 --regions eu-central-1",
      ),
    )
    .action(
      run(async (context, options) => {
        const { jobs } = await import("../commands/jobs.js");
        return jobs(options, context);
      }),
    );
};
