import type { Command } from "commander";
import { collect, collectInstead, examples } from "./define";
import type { Run } from "./define";

const FAIL_ON = ["error"];

/** `org-backup run-task` */
export function defineRunTask(program: Command, run: Run): void {
  program
    .command("run-task")
    .description("serve the run tasks of HCP Terraform: review every plan before it is applied")
    .option("--org <file>", "the organization as it is: an organization file (default: what the plan tells)")
    .option("--guardrails <file>", "the organization's own requirements")
    .option(
      "--tfe-host <host>",
      "the only host that plans are read from and results are sent to",
      "app.terraform.io",
    )
    .option(
      "--redirect-host <host>",
      "a further host that may serve plans, without a token; may be repeated",
      collect,
      [],
    )
    .option("--host <address>", "the address to listen at", "127.0.0.1")
    .option("--port <number>", "the port to listen at; 0 for any", "8080")
    .option("--path <path>", "the path of the endpoint URL", "/")
    .option(
      "--fail-on <severity|rule>",
      "fail the task at this severity, or for this rule; may be repeated",
      collectInstead(FAIL_ON),
      FAIL_ON,
    )
    .option("--concurrency <number>", "tasks worked on at the same time", "4")
    .option("--queue <number>", "tasks that may wait", "1000")
    .option("--timeout <seconds>", "the time for one task", "900")
    .option("--max-plan <megabytes>", "the largest plan that is read", "200")
    .option("--drain <seconds>", "how long to finish tasks when the server is stopped", "25")
    .addHelpText(
      "after",
      `${examples(
        "org-backup run-task --org organization.yaml",
        "org-backup run-task --host 0.0.0.0 --path /org-backup --fail-on warning",
        "org-backup run-task --tfe-host tfe.example.com",
      )}\nThe HMAC key of the run task is read from ORG_BACKUP_HMAC_KEY. See: org-backup help run-task\n`,
    )
    .action(
      run(async (host, options) => {
        const { runTask } = await import("../commands/run-task.js");
        return runTask(options as Parameters<typeof runTask>[0], host);
      }),
    );
}
