import type { Command } from "commander";
import { examples } from "./define";
import type { Run } from "./define";
import { withLiveOptions } from "./live-options";

/** `org-backup adopt` */
export function defineAdopt(program: Command, run: Run): void {
  const command = program
    .command("adopt")
    .description("write TypeScript with import blocks for the policies that exist")
    .requiredOption("--out <folder>", "the folder to write")
    .option("--org <file>", "the organization: a snapshot")
    .option("--live", "the organization: read it now")
    .option("--from <package>", "the package that the code imports from", "cdktf-org-backup")
    .option("--provider-region <region>", "the Region of the AWS provider in the code", "us-east-1")
    .option(
      "--manage-organization",
      "import the organization too, with its trusted services and policy types",
    )
    .option("--force", "write into a folder that is not empty");
  withLiveOptions(command)
    .addHelpText(
      "after",
      examples(
        "org-backup snapshot --out organization.yaml --tags && org-backup adopt --org organization.yaml --out adopted",
        "org-backup adopt --live --out adopted --provider-region eu-central-1",
      ),
    )
    .action(
      run(async (host, options) => {
        const { adopt } = await import("../commands/adopt.js");
        return adopt(options as Parameters<typeof adopt>[0], host);
      }),
    );
}
