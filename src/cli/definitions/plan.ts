import type { Command } from "commander";
import { collect, collectInstead, examples } from "./define";
import type { Run } from "./define";

const FAIL_ON: readonly string[] = ["error"];

/** `org-backup plan` */
export function definePlan(program: Command, run: Run): void {
  program
    .command("plan")
    .description("review what code, a Terraform plan or an idea does to each account's effective policy")
    .argument("[directory]", "the output directory of `cdktf synth` (default: cdktf.out)")
    .option(
      "--plan <file>",
      "JSON of a Terraform or OpenTofu plan, - for standard input; may be repeated",
      collect,
      [],
    )
    .option("--org <file>", "the organization as it is: an organization file")
    .option("--move <account=target>", "try: move an account; may be repeated", collect, [])
    .option(
      "--attach <policy=target>",
      "try: attach a policy to a root, OU or account; may be repeated",
      collect,
      [],
    )
    .option("--detach <policy=target>", "try: detach a policy; may be repeated", collect, [])
    .option("--new-account <name=ou>", "try: a new account under an OU; may be repeated", collect, [])
    .option(
      "--guardrails <file>",
      "the organization's requirements (default: backup-guardrails.yaml, if there)",
    )
    .option("--no-guardrails", "leave backup-guardrails.yaml aside")
    .option("--format <format>", "text, json, markdown, html, sarif, junit or github", "text")
    .option("--out <file>", "write the result to a file")
    .option("--output <format=file>", "write it in another format too; may be repeated", collect, [])
    .option("--explain", "tell in the text how each value that changes came about")
    .option("--whole <name or address>", "where the whole review will be, for Markdown that is cut to fit")
    .option("--include-policies", "add the effective policies after the change to the JSON")
    .option(
      "--fail-on <what>",
      "end with status 2 at this severity (none, notice, warning, error) or for this rule; comma-separated or repeated",
      collectInstead(FAIL_ON),
      FAIL_ON,
    )
    .option("--detailed-exitcode", "end with status 2 if any account changes")
    .option("--digest", "print the digest of the change, and the review to files only")
    .option("--expect-digest <digest>", "end with status 2 unless the change has this digest")
    .addHelpText(
      "after",
      `${examples(
        "org-backup plan --org organization.yaml",
        "terraform show -json tfplan | org-backup plan --plan - --org organization.yaml",
        "org-backup plan --plan network.json --plan backup.json --org organization.yaml --output json=review.json",
        "org-backup plan --org organization.yaml --move 333333333333=Root/Sandbox",
        "org-backup plan --org organization.yaml --fail-on error,less-frequent-backups",
      )}\nExit status: 0 fine; 1 the tool or its input failed; 2 a finding at or above --fail-on, a change with\n--detailed-exitcode, or another digest than expected.\n`,
    )
    .action(
      run(async (host, directory: string | undefined, options) => {
        const { plan } = await import("../commands/plan.js");
        const { withLiveOrganization } = await import("../read-organization.js");
        return plan(directory, await withLiveOrganization(options as Parameters<typeof plan>[1], host), host);
      }),
    );
}
