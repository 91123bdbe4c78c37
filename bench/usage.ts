import { spawnSync } from "node:child_process";
import type { SpawnSyncOptions } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The command line as `npm run build` leaves it. */
export const MAIN = join(__dirname, "..", "..", "lib", "cli", "main.js");

const PROBE = join(__dirname, "usage-probe.js");

/** What a whole process took: whatever else the machine does adds little to it. */
export interface Usage {
  /** Of the processor, user and system. */
  readonly milliseconds: number;
  /** Resident memory at its peak. */
  readonly megabytes: number;
}

/** How a process ended, what it printed, and what it took; NaN megabytes where it was stopped. */
export interface Run {
  readonly ended: number | string | null;
  readonly printed: string;
  readonly usage: Usage;
}

/** The least of several runs of Node.js. */
export function leastUsage(runs: number, args: readonly string[]): Usage {
  const all = Array.from({ length: runs }, () => usageOf(args));
  return {
    milliseconds: Math.min(...all.map(({ milliseconds }) => milliseconds)),
    megabytes: Math.min(...all.map(({ megabytes }) => megabytes)),
  };
}

function usageOf(args: readonly string[]): Usage {
  const { ended, printed, usage } = runNode(args, { cwd: tmpdir() });
  if (ended !== 0 || Number.isNaN(usage.megabytes)) {
    throw new Error(printed.slice(-2000));
  }
  return usage;
}

/** Runs Node.js. What it prints goes to a file: a pipe would hold it back. */
export function runNode(
  args: readonly string[],
  options: Pick<SpawnSyncOptions, "cwd" | "env" | "timeout">,
): Run {
  const file = join(tmpdir(), `bench-printed-${process.pid}`);
  const descriptor = openSync(file, "w");
  const { status, signal, output } = spawnSync(process.execPath, ["--require", PROBE, ...args], {
    ...options,
    encoding: "utf8",
    stdio: ["ignore", descriptor, descriptor, "pipe"],
  });
  closeSync(descriptor);
  const [milliseconds = Number.NaN, megabytes = Number.NaN] = (output[3] ?? "").split(" ").map(Number);
  return { ended: status ?? signal, printed: readFileSync(file, "utf8"), usage: { milliseconds, megabytes } };
}
