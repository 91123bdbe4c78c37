import { Option } from "@commander-js/extra-typings";
import { formatFlag, outFlag, outputFlag } from "../formats/format-flags";
import { examples } from "./define";
import type { Define } from "./define";
import * as flags from "./flags";
import { commaSeparated } from "./parsers";

const failOnFlag = new Option(
  "--fail-on <severity or rule>",
  "with --resources: end with status 2 at this severity (notice, warning, error) or for this rule, such as unprotected-resource; repeatable and comma-separated (default: none)",
).argParser(commaSeparated);

/** `org-backup coverage` */
export const defineCoverage: Define = (program, run) => {
  program
    .command("coverage")
    .description("show which accounts, types and resources backup plans cover, and which not")
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
    .addOption(flags.resourcesFlag)
    .addOption(formatFlag("coverageResources"))
    .addOption(outFlag)
    .addOption(outputFlag("coverageResources"))
    .addOption(failOnFlag)
    .addHelpText(
      "after",
      examples(
        "org-backup coverage --org organization.yaml",
        "org-backup coverage --org organization.yaml --plan plan.json --format json",
        "org-backup coverage --org organization.yaml --resources resources.json --fail-on unprotected-resource",
      ),
    )
    .action(
      run(async (context, options) => {
        const { coverage } = await import("../commands/coverage.js");
        return coverage(options, context);
      }),
    );
};
