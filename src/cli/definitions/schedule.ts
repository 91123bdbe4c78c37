import { Option } from "@commander-js/extra-typings";
import { formatFlag, outFlag, outputFlag } from "../formats/format-flags";
import { examples } from "./define";
import type { Define } from "./define";
import * as flags from "./flags";
import { wholeNumber } from "./parsers";

const countFlag = new Option("--count <number>", "how many runs to show of each rule, 1 to 100")
  .default(3)
  .argParser(wholeNumber("--count", 1, 100));

/** `org-backup schedule` */
export const defineSchedule: Define = (program, run) => {
  program
    .command("schedule")
    .description("show the next backups, the largest gap between them, and how long they are kept")
    .addOption(flags.orgFlag)
    .addOption(flags.liveFlag)
    .addOption(flags.profileFlag)
    .addOption(flags.regionFlag)
    .addOption(flags.roleArnFlag)
    .addOption(flags.endpointUrlFlag)
    .addOption(flags.requestTimeoutFlag)
    .addOption(flags.deadlineFlag)
    .addOption(flags.planFlag)
    .addOption(flags.accountFlag)
    .addOption(flags.allGroupsFlag)
    .addOption(countFlag)
    .addOption(flags.atFlag)
    .addOption(formatFlag("schedule"))
    .addOption(outFlag)
    .addOption(outputFlag("schedule"))
    .addHelpText(
      "after",
      examples(
        "org-backup schedule --org organization.yaml --account orders-prod",
        "org-backup schedule --org organization.yaml --at 2026-01-31T00:00:00Z --count 10",
      ),
    )
    .action(
      run(async (context, options) => {
        const { schedule } = await import("../commands/schedule.js");
        return schedule(options, context);
      }),
    );
};
