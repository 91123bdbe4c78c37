import { Option } from "@commander-js/extra-typings";
import { formatFlag, outFlag, outputFlag } from "../formats/format-flags";
import { examples } from "./define";
import type { Define } from "./define";
import * as flags from "./flags";
import { repeatable, wholeNumber } from "./parsers";

const stateFlag = new Option(
  "--state <file>",
  "a Terraform state of the code under review: shows which policies Terraform deletes; repeatable",
).argParser(repeatable);
const baseFlag = new Option(
  "--base <directory>",
  "the synthesized code of the target branch: what it declares and this code does not counts as deleted",
);
const maxAgeFlag = new Option(
  "--max-age <days>",
  "warn if the organization file is older (default: 7)",
).argParser(wholeNumber("--max-age", 0, 3650));

const moveFlag = new Option("--move <account=target>", "what-if: move an account; repeatable").argParser(
  repeatable,
);
const attachFlag = new Option(
  "--attach <policy=target>",
  "what-if: attach a policy to a root, OU or account; repeatable",
).argParser(repeatable);
const detachFlag = new Option("--detach <policy=target>", "what-if: detach a policy; repeatable").argParser(
  repeatable,
);
const newAccountFlag = new Option(
  "--new-account <name=ou>",
  "what-if: a new account under an OU; repeatable",
).argParser(repeatable);
const editFlag = new Option(
  "--edit <policy=file>",
  "what-if: give a policy the text of a file, JSON or YAML, - for standard input; repeatable",
).argParser(repeatable);

/** `org-backup plan` */
export const definePlan: Define = (program, run) => {
  program
    .command("plan")
    .description("review what code, a Terraform plan or a what-if does to each account's effective policy")
    .argument(
      "[directory]",
      "the output directory of `cdktf synth` (default: that of cdktf.json, or cdktf.out)",
    )
    .addOption(flags.planFlag)
    .addOption(baseFlag)
    .addOption(stateFlag)
    .addOption(flags.orgFlag)
    .addOption(flags.liveFlag)
    .addOption(flags.profileFlag)
    .addOption(flags.regionFlag)
    .addOption(flags.roleArnFlag)
    .addOption(flags.endpointUrlFlag)
    .addOption(flags.requestTimeoutFlag)
    .addOption(flags.deadlineFlag)
    .addOption(moveFlag)
    .addOption(attachFlag)
    .addOption(detachFlag)
    .addOption(newAccountFlag)
    .addOption(editFlag)
    .option(
      "--guardrails <file>",
      "the organization's requirements (default: backup-guardrails.yaml, if it exists)",
    )
    .option("--no-guardrails", "ignore backup-guardrails.yaml")
    .addOption(flags.resourceTypesFlag)
    .addOption(flags.resourcesFlag)
    .addOption(maxAgeFlag)
    .addOption(formatFlag("plan"))
    .addOption(outFlag)
    .addOption(outputFlag("plan"))
    .option("--explain", "explain in the text where each changed value comes from")
    .option("--report-url <name or address>", "where to find the whole review if the Markdown is cut to fit")
    .option("--include-policies", "add the effective policies after the change to the JSON")
    .addOption(flags.failOnFlag)
    .option("--detailed-exitcode", "end with status 2 if any account changes")
    .option("--digest", "print the digest of the change, and the review to files only")
    .option("--expect-digest <digest>", "end with status 2 unless the change has this digest")
    .addHelpText(
      "after",
      `${examples(
        "org-backup plan --org organization.yaml --base ../base/cdktf.out",
        "terraform show -json tfplan | org-backup plan --plan - --org organization.yaml",
        "org-backup plan --plan network.json --plan backup.json --org organization.yaml --output json=review.json",
        "org-backup plan --org organization.yaml --move 333333333333=Root/Sandbox",
        "org-backup plan --org organization.yaml --edit daily-backups=daily.json",
        "org-backup plan --org organization.yaml --format html --out organization.html",
        "org-backup plan --org organization.yaml --resources resources.json",
        "org-backup plan --org organization.yaml --fail-on error,less-frequent-backups",
      )}\nExit status: 0 fine; 1 the tool or its input failed; 2 a finding at or above --fail-on, a change with\n--detailed-exitcode, or another digest than expected.\n`,
    )
    .action(
      run(async (context, directory, options) => {
        const { plan } = await import("../commands/plan.js");
        return plan(directory, options, context);
      }),
    );
};
