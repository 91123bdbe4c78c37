import type { CommandUnknownOpts } from "@commander-js/extra-typings";
import type { CliContext, ExitStatus } from "../cli-context";

/** Makes a command's action of a function that gives an exit status. */
export type Run = <Arguments extends readonly unknown[]>(
  command: (context: CliContext, ...args: Arguments) => ExitStatus | Promise<ExitStatus>,
) => (...args: Arguments) => Promise<void>;

/** Adds one command to the program. Its code is imported by its action: `--help` loads none. */
export type Define = (program: CommandUnknownOpts, run: Run) => void;

export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join("\n")}\n`;
}
