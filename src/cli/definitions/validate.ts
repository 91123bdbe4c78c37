import { formatFlag, outFlag, outputFlag } from "../formats/format-flags";
import { examples } from "./define";
import type { Define } from "./define";
import * as flags from "./flags";

/** `org-backup validate` */
export const defineValidate: Define = (program, run) => {
  program
    .command("validate")
    .description("check policy documents: whether AWS accepts them, and lint warnings")
    .argument("<file...>", "policy documents, JSON or YAML; - for standard input")
    .addOption(flags.atFlag)
    .addOption(formatFlag("validate"))
    .addOption(outFlag)
    .addOption(outputFlag("validate"))
    .addOption(flags.failOnFlag)
    .addHelpText(
      "after",
      examples(
        "org-backup validate policies/*.json",
        "org-backup validate --at 2026-01-31T12:00:00Z policy.yaml",
      ),
    )
    .action(
      run(async (context, files, options) => {
        const { validate } = await import("../commands/validate.js");
        return validate(files, options, context);
      }),
    );
};
