import { formatFlag, outFlag, outputFlag } from "../formats/format-flags";
import { examples } from "./define";
import type { Define } from "./define";
import * as flags from "./flags";

/** `org-backup coverage` */
export const defineCoverage: Define = (program, run) => {
  program
    .command("coverage")
    .description("show which accounts and resource types are backed up, by what, and which are not")
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
    .addOption(formatFlag("coverage"))
    .addOption(outFlag)
    .addOption(outputFlag("coverage"))
    .addHelpText(
      "after",
      examples(
        "org-backup coverage --org organization.yaml",
        "org-backup coverage --org organization.yaml --plan plan.json --format json",
      ),
    )
    .action(
      run(async (context, options) => {
        const { coverage } = await import("../commands/coverage.js");
        return coverage(options, context);
      }),
    );
};
