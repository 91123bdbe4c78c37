import type { Command } from "commander";
import { collect, examples } from "./define";
import type { Run } from "./define";
import { withLiveOptions } from "./live-options";

/** `org-backup trusted-access` */
export function defineTrustedAccess(program: Command, run: Run): void {
  const command = program
    .command("trusted-access")
    .description("show AWS Backup's trusted access to the organization, or switch it on or off")
    .argument("[action]", "status, enable or disable", "status")
    .option("--yes", "do not ask before a change")
    .option(
      "--state <file>",
      "a Terraform state or plan in JSON: no change where it manages trusted access; may be repeated",
      collect,
      [],
    )
    .option("--format <format>", "text or json", "text")
    .option("--out <file>", "write the result to a file");
  withLiveOptions(command)
    .addHelpText(
      "after",
      examples(
        "org-backup trusted-access",
        "org-backup trusted-access enable --state state.json",
        "org-backup trusted-access disable --yes --format json",
      ),
    )
    .action(
      run(async (host, action: string, options) => {
        const { trustedAccess } = await import("../commands/trusted-access.js");
        return trustedAccess(action, options as Parameters<typeof trustedAccess>[1], host);
      }),
    );
}
