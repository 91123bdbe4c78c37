import { Command, CommanderError, Option } from "@commander-js/extra-typings";
import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import { LOG_LEVELS, processContext } from "./cli-context";
import type { CliContext, ExitStatus, GlobalOptions } from "./cli-context";
import { hasConfiguration } from "./configuration/has-configuration";
import type { Define, Run } from "./definitions/define";
import { defineAdopt } from "./definitions/adopt";
import { defineComment } from "./definitions/comment";
import { defineCompletion } from "./definitions/completion";
import { defineCoverage } from "./definitions/coverage";
import { defineEffective } from "./definitions/effective";
import { defineExplain } from "./definitions/explain";
import { defineHelp } from "./definitions/help";
import { defineInit } from "./definitions/init";
import { defineJobs } from "./definitions/jobs";
import { definePlan } from "./definitions/plan";
import { definePreflight } from "./definitions/preflight";
import { defineRunTask } from "./definitions/run-task";
import { defineSchedule } from "./definitions/schedule";
import { defineSnapshot } from "./definitions/snapshot";
import { defineTrustedAccess } from "./definitions/trusted-access";
import { defineValidate } from "./definitions/validate";
import { refuseEmptyArguments, refuseUnclearFlags } from "./definitions/refuse-unclear-flags";
import { defineVerify } from "./definitions/verify";
import { READABLE_DEFAULTS } from "./help/readable-defaults";
import { versionText } from "./version";

/** The commands as `--help` groups them. */
const GROUPS: readonly (readonly [heading: string, commands: readonly Define[]])[] = [
  ["Review:", [definePlan, defineComment, defineRunTask]],
  ["Inspect:", [defineEffective, defineExplain, defineCoverage, defineSchedule]],
  ["Author:", [defineValidate, defineInit, defineAdopt]],
  ["Live organization:", [defineSnapshot, defineVerify, definePreflight, defineJobs, defineTrustedAccess]],
  ["Help:", [defineHelp, defineCompletion]],
];

/**
 * The command line. A command's code is loaded when it runs: `--help` loads none.
 *
 * @param exit told the exit status when the command is done
 */
export function createProgram(
  exit: (status: ExitStatus) => void,
  makeContext: (options: GlobalOptions) => CliContext = contextFor,
): CommandUnknownOpts {
  const program = new Command("org-backup")
    .description(
      "See what a change to AWS Organizations backup policies does to every account, before it is applied.",
    )
    .option("--config <file>", "a file of flags (default: org-backup.yaml, if it exists)")
    .option("--no-config", "ignore org-backup.yaml")
    .option("--quiet", "print results and errors only")
    .option("--no-color", "print without colour, as with NO_COLOR")
    .addOption(
      new Option("--log-level <level>", "what to print on standard error")
        .choices(LOG_LEVELS)
        .default("warn"),
    )
    .addOption(new Option("-V, --version", "print the versions"))
    .helpCommand(false)
    // Without these, help ends the process before it is known whether it could be written.
    .exitOverride()
    .configureOutput({ writeOut: (text) => makeContext(program.opts()).stdout(text) })
    .configureHelp(READABLE_DEFAULTS)
    .showHelpAfterError("Run with --help to see the options.");

  const run: Run =
    (command) =>
    async (...args) => {
      exit(await command({ startedAt: performance.now(), ...makeContext(program.opts()) }, ...args));
    };

  program.on("option:version", () => {
    makeContext(program.opts()).stdout(`${versionText()}\n`);
    throw new CommanderError(0, "commander.version", "");
  });
  program.hook("preAction", async (_, command) => {
    refuseEmptyArguments(command);
    const { config } = program.opts();
    if (hasConfiguration(config) && !WITHOUT_CONFIGURATION.has(command.name())) {
      const { applyConfiguration } = await import("./configuration/apply-configuration.js");
      applyConfiguration(program, command, config);
    }
    const isGiven = (key: string): boolean => command.getOptionValue(key) !== undefined;
    const isRepeated = (key: string): boolean => [command.getOptionValue(key)].flat().length > 1;
    if (["out", "output", "fixOrder"].some(isGiven) || ["plan", "state", "resources"].some(isRepeated)) {
      const { checkFiles } = await import("./check-files.js");
      checkFiles(command, config);
    }
    if (program.opts().logLevel === "debug") {
      const { debugHeader } = await import("./debug-log.js");
      makeContext(program.opts()).stderr(debugHeader(command));
    }
  });
  program.hook("postAction", async () => {
    if (program.opts().logLevel === "debug") {
      const { debugFooter } = await import("./debug-log.js");
      makeContext(program.opts()).stderr(debugFooter());
    }
  });

  for (const [heading, commands] of GROUPS) {
    program.commandsGroup(heading);
    for (const define of commands) {
      define(program, run);
    }
  }
  [program, ...program.commands].forEach(refuseUnclearFlags);
  return program;
}

/** These must work even if the configuration file is broken: to correct it, and when a shell starts. */
const WITHOUT_CONFIGURATION: ReadonlySet<string> = new Set(["help", "completion", "init"]);

function contextFor({ color, quiet }: GlobalOptions): CliContext {
  return processContext(color, quiet);
}
