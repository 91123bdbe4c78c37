import { isatty } from "node:tty";
import { OrgBackupError } from "../org-backup-error";
import { isOutputClosed } from "./is-output-closed";

/** What a command needs of the process around it; tests give their own. */
export interface CliContext {
  /** Results. */
  readonly stdout: (text: string) => void;
  /** Everything else: progress, warnings, errors. */
  readonly stderr: (text: string) => void;
  readonly color: boolean;
  /** Columns of the terminal; 80 for files and pipes. */
  readonly width: number;
  readonly now: () => Date;
  /** When the command started, by `performance.now()`: `--deadline` counts from there. */
  readonly startedAt?: number;
  /** Whether the reader of standard output has gone; never if undefined. */
  readonly isClosed?: () => boolean;
  /** How standard error tells progress; none where absent. */
  readonly progress?: "terminal" | "lines" | "none";
}

export interface GlobalOptions {
  readonly quiet?: boolean;
  /** A file, or false for none; true by default. */
  readonly config?: string | boolean;
  readonly color: boolean;
  readonly logLevel: LogLevel;
}

export const LOG_LEVELS = ["error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** 0 fine, 1 the tool or its input failed, 2 the result is at or above the threshold. */
export type ExitStatus = 0 | 1 | 2;

export function processContext(color: boolean, quiet = false): CliContext {
  const { stdout, stderr, env } = process;
  // `stdout.isTTY` is undefined for pipes, and undefined leaves the choice to picocolors, which colours in CI.
  const isTerminal = isatty(1);
  return {
    stdout: (text) => {
      if (isOutputClosed()) {
        throw new OrgBackupError("input", "Standard output is closed, and the result has no other place.", {
          hint: "Name a file with --out, or discard the result with >/dev/null.",
        });
      }
      stdout.write(text);
    },
    stderr: (text) => stderr.write(text),
    color: color && isTerminal && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb",
    width: Math.max(60, (isTerminal ? stdout.columns : 0) || 80),
    now: () => new Date(),
    isClosed: () => stdout.errored !== null || stdout.destroyed,
    progress: quiet ? "none" : stderr.isTTY && (env.CI ?? "") === "" ? "terminal" : "lines",
  };
}
