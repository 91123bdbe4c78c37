import { createProgram } from "../../src/cli/program";
import { reportError } from "../../src/cli/report-error";

export interface CliResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The time at which commands run in tests. */
export const NOW = new Date("2026-01-15T10:00:00Z");

/** Runs the command line in this process, as the bin file does; nothing is mocked but the process around it. */
export async function runCli(...args: readonly string[]): Promise<CliResult> {
  let [stdout, stderr, status] = ["", "", 0];
  const program = createProgram(
    (exit) => {
      status = exit;
    },
    () => ({
      stdout: (text) => {
        stdout += text;
      },
      stderr: (text) => {
        stderr += text;
      },
      color: false,
      width: 80,
      now: () => NOW,
    }),
  );
  for (const command of [program, ...program.commands]) {
    command
      .exitOverride()
      .configureOutput({ writeOut: (text) => (stdout += text), writeErr: (text) => (stderr += text) });
  }
  try {
    await program.parseAsync(["node", "org-backup", ...args]);
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith("commander.") === true) {
      return { status: (error as { exitCode: number }).exitCode, stdout, stderr };
    }
    return { status: 1, stdout, stderr: stderr + reportError(error, false) };
  }
  return { status, stdout, stderr };
}
