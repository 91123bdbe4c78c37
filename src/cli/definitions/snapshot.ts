import { Option } from "@commander-js/extra-typings";
import { examples } from "./define";
import type { Define } from "./define";
import * as flags from "./flags";
import { commaSeparatedOf, oneOf, regionName, repeatable } from "./parsers";

const publishedFlag = new Option(
  "--published [which]",
  "also what AWS published, for one account per distinct policy (distinct) or for all",
)
  .preset("distinct")
  .argParser(oneOf("--published", ["distinct", "all"]));
const stateFlag = new Option(
  "--state <file>",
  "a Terraform state to take attachment orders from; repeatable",
).argParser(repeatable);

const resourcesFromFlag = new Option(
  "--resources-from <source>",
  "where resources are read: aws-config, resource-explorer, tagging-api (default: the first of them that the organization has)",
).argParser(oneOf("--resources-from", ["aws-config", "resource-explorer", "tagging-api"]));
const memberRoleNameFlag = new Option(
  "--member-role-name <name>",
  "the role to assume in member accounts, to list their resources with the Tagging API",
);
const regionsFlag = new Option(
  "--regions <regions>",
  "the Regions of resources; repeatable and comma-separated (default: the Regions of the plans)",
).argParser(commaSeparatedOf(regionName("--regions")));

/** `org-backup snapshot` */
export const defineSnapshot: Define = (program, run) => {
  program
    .command("snapshot")
    .description("write the live organization into an organization file")
    .requiredOption("--out <file>", "the file to write: YAML, or JSON if it ends in .json")
    .addOption(publishedFlag)
    .option(
      "--previous <file>",
      "an earlier snapshot to take attachment orders from (default: the file that is overwritten)",
    )
    .option("--no-previous", "ignore earlier snapshots")
    .addOption(stateFlag)
    .option("--emails", "also the e-mail addresses of accounts")
    .option(
      "--opt-in",
      "also the opt-in settings of the management account in the Regions of the plans; always with --resources-out",
    )
    .option(
      "--resources-out <file>",
      "also the resources of the accounts, as an inventory for --resources: JSON, or JSON lines if it ends in .jsonl",
    )
    .addOption(resourcesFromFlag)
    .addOption(memberRoleNameFlag)
    .addOption(regionsFlag)
    .option("--restart", "do not continue an interrupted run")
    .addOption(flags.profileFlag)
    .addOption(flags.regionFlag)
    .addOption(flags.roleArnFlag)
    .addOption(flags.endpointUrlFlag)
    .addOption(flags.requestTimeoutFlag)
    .addOption(flags.deadlineFlag)
    .addHelpText(
      "after",
      examples(
        "org-backup snapshot --out organization.yaml",
        "org-backup snapshot --out organization.yaml --published --profile management",
        "org-backup snapshot --out organization.yaml --resources-out resources.jsonl --member-role-name BackupReader",
        "terraform state pull > state.json && org-backup snapshot --out organization.yaml --state state.json",
      ),
    )
    .action(
      run(async (context, options) => {
        const { snapshot } = await import("../commands/snapshot.js");
        return snapshot(options, context);
      }),
    );
};
