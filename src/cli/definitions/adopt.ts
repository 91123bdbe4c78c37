import { examples } from "./define";
import type { Define } from "./define";
import * as flags from "./flags";

/** `org-backup adopt` */
export const defineAdopt: Define = (program, run) => {
  program
    .command("adopt")
    .description("write TypeScript with import blocks for existing policies")
    .requiredOption("--out <folder>", "the folder to write")
    .addOption(flags.orgFlag)
    .addOption(flags.liveFlag)
    .option("--from <package>", "the package that the code imports from", "cdktf-org-backup")
    .option("--provider-region <region>", "the Region of the AWS provider in the code", "us-east-1")
    .option(
      "--manage-organization",
      "import the organization too, with its trusted services and policy types",
    )
    .option("--force", "write into a folder that is not empty")
    .addOption(flags.profileFlag)
    .addOption(flags.regionFlag)
    .addOption(flags.roleArnFlag)
    .addOption(flags.endpointUrlFlag)
    .addOption(flags.requestTimeoutFlag)
    .addOption(flags.deadlineFlag)
    .addHelpText(
      "after",
      examples(
        "org-backup snapshot --out organization.yaml && org-backup adopt --org organization.yaml --out adopted",
        "org-backup adopt --live --out adopted --provider-region eu-central-1",
      ),
    )
    .action(
      run(async (context, options) => {
        const { adopt } = await import("../commands/adopt.js");
        return adopt(options, context);
      }),
    );
};
