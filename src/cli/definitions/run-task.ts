import { Option } from "@commander-js/extra-typings";
import { examples } from "./define";
import type { Define } from "./define";
import * as flags from "./flags";
import { commaSeparated, wholeNumber } from "./parsers";

/** HCP Terraform waits an hour in all. */
const LONGEST_TASK = 3500;

const redirectHostFlag = new Option(
  "--redirect-host <hosts>",
  "further hosts that may serve plans, without a token; repeatable and comma-separated",
).argParser(commaSeparated);

const number = <Usage extends `--${string} <${string}>`>(
  usage: Usage,
  description: string,
  byDefault: number,
  least: number,
  most: number,
): Option<Usage, undefined, number, number> =>
  new Option(usage, description)
    .default(byDefault)
    .argParser(wholeNumber(usage.slice(0, usage.indexOf(" ")), least, most));

/** `org-backup run-task` */
export const defineRunTask: Define = (program, run) => {
  program
    .command("run-task")
    .description("serve run tasks of HCP Terraform: review every plan before it is applied")
    .addOption(flags.orgFlag)
    .option("--guardrails <file>", "the organization's own requirements")
    .addOption(flags.resourceTypesFlag)
    .option(
      "--tfe-host <host>",
      "the only host that plans are read from and results are sent to",
      "app.terraform.io",
    )
    .addOption(redirectHostFlag)
    .option("--host <address>", "the address to listen on", "127.0.0.1")
    .addOption(number("--port <number>", "the port to listen on; 0 for any", 8080, 0, 65_535))
    .option("--path <path>", "the path of the endpoint URL", "/")
    .addOption(flags.failOnFlag)
    .addOption(number("--concurrency <number>", "tasks worked on at the same time", 4, 1, 64))
    .addOption(number("--queue <number>", "tasks that may wait", 1000, 0, 100_000))
    .addOption(number("--timeout <seconds>", "the time limit for one task", 900, 1, LONGEST_TASK))
    .addOption(number("--max-plan <megabytes>", "the largest plan that is read", 200, 1, 500))
    .addOption(
      number(
        "--shutdown-timeout <seconds>",
        "how long the server may finish tasks when it is stopped",
        25,
        0,
        3600,
      ),
    )
    .addHelpText(
      "after",
      `${examples(
        "org-backup run-task --org organization.yaml",
        "org-backup run-task --host 0.0.0.0 --path /org-backup --fail-on warning",
        "org-backup run-task --tfe-host tfe.example.com",
      )}\nWithout --org, the organization is what the plan says. The HMAC key of the run task is read from\nORG_BACKUP_HMAC_KEY. See: org-backup help run-task\n`,
    )
    .action(
      run(async (context, options) => {
        const { runTask } = await import("../commands/run-task.js");
        return runTask(options, context);
      }),
    );
};
