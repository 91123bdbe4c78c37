import { Argument, Option } from "@commander-js/extra-typings";
import { formatFlag, outFlag, outputFlag } from "../formats/format-flags";
import { examples } from "./define";
import type { Define } from "./define";
import * as flags from "./flags";
import { oneOf, repeatable } from "./parsers";

const actionArgument = new Argument("[action]", "status, enable or disable")
  .argParser(oneOf("trusted-access", ["status", "enable", "disable"]))
  .default("status");
const stateFlag = new Option(
  "--state <file>",
  "a Terraform state or plan in JSON: no change if it manages trusted access; repeatable",
).argParser(repeatable);

/** `org-backup trusted-access` */
export const defineTrustedAccess: Define = (program, run) => {
  program
    .command("trusted-access")
    .description("show AWS Backup's trusted access to the organization, or switch it on or off")
    .addArgument(actionArgument)
    .option("--yes", "do not ask before a change")
    .addOption(stateFlag)
    .addOption(formatFlag("trusted-access"))
    .addOption(outFlag)
    .addOption(outputFlag("trusted-access"))
    .addOption(flags.profileFlag)
    .addOption(flags.regionFlag)
    .addOption(flags.roleArnFlag)
    .addOption(flags.endpointUrlFlag)
    .addOption(flags.requestTimeoutFlag)
    .addOption(flags.deadlineFlag)
    .addHelpText(
      "after",
      examples(
        "org-backup trusted-access",
        "org-backup trusted-access enable --state state.json",
        "org-backup trusted-access disable --yes --format json",
      ),
    )
    .action(
      run(async (context, action, options) => {
        const { trustedAccess } = await import("../commands/trusted-access.js");
        return trustedAccess(action, options, context);
      }),
    );
};
