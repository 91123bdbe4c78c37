import { spawnSync } from "node:child_process";
import type { CliContext } from "../cli-context";

/** The terminal that a pager would use. */
export interface Terminal {
  readonly rows: number;
  readonly environment: NodeJS.ProcessEnv;
}

/** The terminal that this process talks to; none in CI, in a pipe, and where the host is not the process. */
export function terminalOf(host: CliContext): Terminal | undefined {
  const { stdout, env } = process;
  return host.progress === "terminal" && stdout.isTTY ? { rows: stdout.rows, environment: env } : undefined;
}

/** Prints a text; what is longer than the screen goes through `$PAGER`, or `less` where that is not set. */
export function showText(text: string, host: CliContext, terminal: Terminal | undefined): void {
  if (terminal === undefined || text.split("\n").length <= terminal.rows || !isPaged(text, terminal)) {
    host.stdout(text);
  }
}

/** Whether a pager has shown the text. */
function isPaged(text: string, { environment }: Terminal): boolean {
  const pager = environment.PAGER ?? "less";
  if (pager.trim() === "") {
    return false;
  }
  // A command line by convention: `PAGER="less -S"`. LESS keeps colours, and leaves short texts on the screen.
  const { status } = spawnSync(pager, {
    shell: true,
    input: text,
    stdio: ["pipe", "inherit", "inherit"],
    env: { ...environment, LESS: environment.LESS ?? "FRX" },
  });
  return status !== null && status < COMMAND_NOT_RUN;
}

/** Shells end with 126 or 127 where a command cannot be run. */
const COMMAND_NOT_RUN = 126;
