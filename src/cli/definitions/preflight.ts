import { Option } from "@commander-js/extra-typings";
import { formatFlag, outFlag, outputFlag } from "../formats/format-flags";
import { examples } from "./define";
import type { Define } from "./define";
import * as flags from "./flags";
import { wholeNumber } from "./parsers";

const sampleFlag = new Option("--sample <number>", "how many accounts to check")
  .default(5)
  .argParser(wholeNumber("--sample", 1, 100_000));

/** `org-backup preflight` */
export const definePreflight: Define = (program, run) => {
  program
    .command("preflight")
    .description("check what must be true before apply, so that backups do happen")
    .argument("[directory]", "the change to apply: the output directory of `cdktf synth`")
    .addOption(flags.planFlag)
    .addOption(flags.orgFlag)
    .addOption(flags.memberRoleNameFlag)
    .addOption(sampleFlag)
    .option("--all", "check every account that is backed up")
    .addOption(flags.accountFlag)
    .addOption(formatFlag("preflight"))
    .addOption(outFlag)
    .addOption(outputFlag("preflight"))
    .addOption(flags.failOnFlag)
    .addOption(flags.profileFlag)
    .addOption(flags.regionFlag)
    .addOption(flags.roleArnFlag)
    .addOption(flags.endpointUrlFlag)
    .addOption(flags.requestTimeoutFlag)
    .addOption(flags.deadlineFlag)
    .addHelpText(
      "after",
      `${examples(
        "org-backup preflight",
        "org-backup preflight cdktf.out --member-role-name OrganizationAccountAccessRole",
        "org-backup preflight --plan plan.json --member-role-name Audit --all --format json",
      )}\nWithout --org, the organization is read from AWS.\n`,
    )
    .action(
      run(async (context, directory, options) => {
        const { preflight } = await import("../commands/preflight.js");
        return preflight(directory, options, context);
      }),
    );
};
