import { Option } from "@commander-js/extra-typings";
import { formatFlag, outFlag, outputFlag } from "../formats/format-flags";
import { examples } from "./define";
import type { Define } from "./define";
import * as flags from "./flags";
import { seconds, wholeNumber } from "./parsers";

const sampleFlag = new Option(
  "--sample <number>",
  "compare this many accounts, spread across the organization",
).argParser(wholeNumber("--sample", 1, 100_000));
const waitFlag = new Option(
  "--wait [seconds]",
  "while something differs, ask again until AWS has published it",
)
  .preset("180")
  .argParser(seconds("--wait"));

/** `org-backup verify` */
export const defineVerify: Define = (program, run) => {
  program
    .command("verify")
    .description("compare predicted effective policies with those that AWS published")
    .addOption(flags.orgFlag)
    .addOption(flags.liveFlag)
    .option("--all", "compare every account (default: one for each distinct policy)")
    .addOption(sampleFlag)
    .addOption(flags.accountFlag)
    .addOption(waitFlag)
    .option("--previous <file>", "the organization before the last change, which AWS may still show")
    .option("--fix-order <file>", "write the organization file with the attachment orders that were found")
    .addOption(formatFlag("verify"))
    .addOption(outFlag)
    .addOption(outputFlag("verify"))
    .addOption(flags.failOnFlag)
    .addOption(flags.profileFlag)
    .addOption(flags.regionFlag)
    .addOption(flags.roleArnFlag)
    .addOption(flags.endpointUrlFlag)
    .addOption(flags.requestTimeoutFlag)
    .addOption(flags.deadlineFlag)
    .addHelpText(
      "after",
      examples(
        "org-backup verify --org organization.yaml",
        "org-backup verify --org organization.yaml --fix-order organization.yaml",
        "org-backup verify --live --all --wait 300 --output json=verify.json",
      ),
    )
    .action(
      run(async (context, options) => {
        const { verify } = await import("../commands/verify.js");
        return verify(options, context);
      }),
    );
};
