import { Argument, Command, CommanderError, Option } from "commander";
import { completionScript, SHELLS } from "./completion/completion-script";
import type { Shell } from "./completion/completion-script";
import { READABLE_DEFAULTS } from "./help/readable-defaults";
import { hasConfiguration } from "./configuration/has-configuration";
import { defineComment } from "./definitions/comment";
import { defineAdopt } from "./definitions/adopt";
import { defineCoverage } from "./definitions/coverage";
import { defineInit } from "./definitions/init";
import { defineJobs } from "./definitions/jobs";
import { withLiveSource } from "./definitions/live-options";
import { definePlan } from "./definitions/plan";
import { defineRunTask } from "./definitions/run-task";
import { definePreflight } from "./definitions/preflight";
import { defineSchedule } from "./definitions/schedule";
import { defineSnapshot } from "./definitions/snapshot";
import { defineVerify } from "./definitions/verify";
import { defineTrustedAccess } from "./definitions/trusted-access";
import { LOG_LEVELS, processContext } from "./cli-context";
import type { ExitStatus, GlobalOptions, CliContext } from "./cli-context";
import { versionText } from "./version";
import { examples } from "./definitions/define";

/**
 * The command line. A command's code is loaded when it runs: `--help` loads none.
 *
 * @param exit told the exit status when the command is done
 */
export function createProgram(
  exit: (status: ExitStatus) => void,
  makeHost: (options: GlobalOptions) => CliContext = hostFor,
): Command {
  const program = new Command("org-backup")
    .description(
      "See what a change to AWS Organizations backup policies does to every account, before it is applied.",
    )
    .option("--config <file>", "flags by their names (default: org-backup.yaml, if there)")
    .option("--no-config", "leave org-backup.yaml aside")
    .option("--quiet", "print results and errors only")
    .option("--no-color", "print without colour; NO_COLOR does the same")
    .addOption(
      new Option("--log-level <level>", "how much to tell on standard error")
        .choices(LOG_LEVELS)
        .default("warn"),
    )
    .addOption(new Option("-V, --version", "print the version, and those of the parts"))
    .helpCommand(false)
    .configureHelp(READABLE_DEFAULTS)
    .showHelpAfterError("Run with --help to see the options.");

  const run =
    <Arguments extends readonly unknown[]>(
      command: (host: CliContext, ...args: Arguments) => ExitStatus | Promise<ExitStatus>,
    ) =>
    async (...args: Arguments): Promise<void> => {
      exit(await command(makeHost(program.opts<GlobalOptions>()), ...args));
    };

  program.on("option:version", () => {
    makeHost(program.opts<GlobalOptions>()).stdout(`${versionText()}\n`);
    throw new CommanderError(0, "commander.version", "");
  });
  program.hook("preAction", async (_, command) => {
    const { config } = program.opts<GlobalOptions>();
    if (hasConfiguration(config) && !WITHOUT_CONFIGURATION.has(command.name())) {
      const { applyConfiguration } = await import("./configuration/apply-configuration.js");
      applyConfiguration(program, command, config);
    }
    if (program.opts<GlobalOptions>().logLevel === "debug") {
      const { debugHeader } = await import("./debug-log.js");
      makeHost(program.opts<GlobalOptions>()).stderr(debugHeader(command));
    }
  });
  program.hook("postAction", async () => {
    if (program.opts<GlobalOptions>().logLevel === "debug") {
      const { debugFooter } = await import("./debug-log.js");
      makeHost(program.opts<GlobalOptions>()).stderr(debugFooter());
    }
  });

  definePlan(program, run);
  defineCoverage(program, run);
  defineSchedule(program, run);
  defineSnapshot(program, run);
  defineVerify(program, run);
  definePreflight(program, run);
  defineAdopt(program, run);
  defineInit(program, run);
  defineJobs(program, run);
  defineTrustedAccess(program, run);

  program
    .command("effective")
    .description("show the effective backup policy of accounts")
    .option("--org <file>", "the organization: an organization file")
    .option("--account <id...>", "only these accounts")
    .option("--format <format>", "text or json", "text")
    .option("--out <file>", "write the result to a file")
    .addHelpText(
      "after",
      examples(
        "org-backup effective --org organization.yaml",
        "org-backup effective --org organization.yaml --account 333333333333 --format json",
      ),
    )
    .action(
      run(async (host, options) => {
        const { effective } = await import("./commands/effective.js");
        const { withLiveOrganization } = await import("./read-organization.js");
        return effective(await withLiveOrganization(options as Parameters<typeof effective>[0], host), host);
      }),
    );

  program
    .command("explain")
    .description("tell where the values of an account's effective policy come from")
    .argument("[path]", "a setting or container, for example plans/daily/rules/nightly")
    .requiredOption("--account <id>", "the account")
    .option("--org <file>", "the organization: an organization file")
    .option("--format <format>", "text or json", "text")
    .option("--out <file>", "write the result to a file")
    .addHelpText(
      "after",
      examples("org-backup explain --org organization.yaml --account 333333333333 plans/daily/regions"),
    )
    .action(
      run(async (host, path: string | undefined, options) => {
        const { explain } = await import("./commands/explain.js");
        const { withLiveOrganization } = await import("./read-organization.js");
        return explain(
          path,
          await withLiveOrganization(options as Parameters<typeof explain>[1], host),
          host,
        );
      }),
    );

  program
    .command("validate")
    .description("check policy documents: would AWS accept them, and are they wise")
    .argument("<file...>", "policy documents, JSON or YAML; - for standard input")
    .option(
      "--at <time>",
      "the moment of the request, ISO 8601; schedules are judged from there (default: now)",
    )
    .option("--format <format>", "text, json or sarif", "text")
    .option("--out <file>", "write the result to a file")
    .option(
      "--fail-on <severity>",
      "end with status 2 at this severity: none, notice, warning, error",
      "error",
    )
    .addHelpText(
      "after",
      examples(
        "org-backup validate policies/*.json",
        "org-backup validate --at 2026-01-31T12:00:00Z policy.yaml",
      ),
    )
    .action(
      run(async (host, files: readonly string[], options) => {
        const { validate } = await import("./commands/validate.js");
        return validate(files, options as Parameters<typeof validate>[1], host);
      }),
    );

  defineComment(program, run);
  defineRunTask(program, run);

  program
    .command("help")
    .description("show the guide, a command's help, or what a rule reports")
    .argument("[topic]", "a topic, a command or the id of a rule; without one, the list of topics")
    .action(
      run(async (host, topic: string | undefined) => {
        const { help } = await import("./commands/help.js");
        return help(topic, program, host);
      }),
    );

  program
    .command("completion")
    .description("print a script that completes commands and flags in a shell")
    .addArgument(new Argument("<shell>", "the shell").choices(SHELLS))
    .addHelpText(
      "after",
      examples("source <(org-backup completion bash)", "org-backup completion fish | source"),
    )
    .action(
      run((host, shell: Shell) => {
        host.stdout(completionScript(shell, program));
        return 0;
      }),
    );

  program.commands.filter((command) => READS_ORGANIZATION.has(command.name())).forEach(withLiveSource);
  return program;
}

/** These must work where the configuration file is broken: to mend it, and when a shell starts. */
const WITHOUT_CONFIGURATION: ReadonlySet<string> = new Set(["help", "completion", "init"]);

/** The commands that take `--live` in place of `--org`. */
const READS_ORGANIZATION: ReadonlySet<string> = new Set([
  "plan",
  "effective",
  "explain",
  "coverage",
  "schedule",
]);

function hostFor({ color, quiet }: GlobalOptions): CliContext {
  return processContext(color, quiet);
}
