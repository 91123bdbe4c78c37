import { spawnSync } from "node:child_process";
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

/** The least of several runs of Node.js. What it prints goes to a file: a pipe would hold it back. */
export function leastUsage(runs: number, args: readonly string[]): Usage {
  const all = Array.from({ length: runs }, () => usageOf(args));
  return {
    milliseconds: Math.min(...all.map(({ milliseconds }) => milliseconds)),
    megabytes: Math.min(...all.map(({ megabytes }) => megabytes)),
  };
}

function usageOf(args: readonly string[]): Usage {
  const printed = join(tmpdir(), `bench-printed-${process.pid}`);
  const output = openSync(printed, "w");
  const { status, output: told } = spawnSync(process.execPath, ["--require", PROBE, ...args], {
    cwd: tmpdir(),
    encoding: "utf8",
    stdio: ["ignore", output, output, "pipe"],
  });
  closeSync(output);
  const [milliseconds = Number.NaN, megabytes = Number.NaN] = (told[3] ?? "").split(" ").map(Number);
  if (status !== 0 || Number.isNaN(megabytes)) {
    throw new Error(readFileSync(printed, "utf8").slice(-2000));
  }
  return { milliseconds, megabytes };
}
