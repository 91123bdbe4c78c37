import { formatFlag, outFlag, outputFlag } from "../formats/format-flags";
import { examples } from "./define";
import type { Define } from "./define";
import * as flags from "./flags";

/** `org-backup explain` */
export const defineExplain: Define = (program, run) => {
  program
    .command("explain")
    .description("show where the values of an account's effective policy come from")
    .argument("[path]", "a setting or container, for example plans/daily/rules/nightly")
    .requiredOption("--account <account>", "the account, by id or name")
    .addOption(flags.orgFlag)
    .addOption(flags.liveFlag)
    .addOption(flags.profileFlag)
    .addOption(flags.regionFlag)
    .addOption(flags.roleArnFlag)
    .addOption(flags.endpointUrlFlag)
    .addOption(flags.requestTimeoutFlag)
    .addOption(flags.deadlineFlag)
    .addOption(formatFlag("explain"))
    .addOption(outFlag)
    .addOption(outputFlag("explain"))
    .addHelpText(
      "after",
      examples("org-backup explain --org organization.yaml --account 333333333333 plans/daily/regions"),
    )
    .action(
      run(async (context, path, options) => {
        const { explain } = await import("../commands/explain.js");
        return explain(path, options, context);
      }),
    );
};
