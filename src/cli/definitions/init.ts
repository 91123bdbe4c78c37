import { examples } from "./define";
import type { Define } from "./define";

/** `org-backup init` */
export const defineInit: Define = (program, run) => {
  program
    .command("init")
    .description("write a starter repository, or add backup stacks to an existing CDKTF app")
    .argument("[directory]", "an empty folder, or that of a CDKTF app", ".")
    .option("--organization-id <id>", "the organization, for example o-abcdefghij")
    .option("--root-id <id>", "its root, for example r-abcd")
    .option("--management-account <id>", "its management account, 12 digits")
    .option("--region <region>", "the Region to back up, for example eu-central-1")
    .option("--owner <id>", "the id that marks this app's policies as its own (default: a new one)")
    .option("--example", "do not ask: use an invented organization")
    .addHelpText(
      "after",
      examples(
        "org-backup init backup-policies",
        "org-backup init --organization-id o-abcdefghij --root-id r-abcd --management-account 333333333333 --region eu-central-1",
        "org-backup init try-it --example",
      ),
    )
    .action(
      run(async (context, directory, options) => {
        const { init } = await import("../commands/init.js");
        return init(directory, options, context);
      }),
    );
};
