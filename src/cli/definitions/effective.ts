import { formatFlag, outFlag, outputFlag } from "../formats/format-flags";
import { examples } from "./define";
import type { Define } from "./define";
import * as flags from "./flags";

/** `org-backup effective` */
export const defineEffective: Define = (program, run) => {
  program
    .command("effective")
    .description("show the effective backup policy of accounts")
    .addOption(flags.orgFlag)
    .addOption(flags.liveFlag)
    .addOption(flags.profileFlag)
    .addOption(flags.regionFlag)
    .addOption(flags.roleArnFlag)
    .addOption(flags.endpointUrlFlag)
    .addOption(flags.requestTimeoutFlag)
    .addOption(flags.deadlineFlag)
    .addOption(flags.accountFlag)
    .addOption(formatFlag("effective"))
    .addOption(outFlag)
    .addOption(outputFlag("effective"))
    .addHelpText(
      "after",
      examples(
        "org-backup effective --org organization.yaml",
        "org-backup effective --org organization.yaml --account 333333333333,444444444444 --format json",
      ),
    )
    .action(
      run(async (context, options) => {
        const { effective } = await import("../commands/effective.js");
        return effective(options, context);
      }),
    );
};
