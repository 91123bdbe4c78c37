import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { medianOf, report } from "./measure";

const ROOT = join(__dirname, "..", "..");

/** `org-backup --help` against a Node.js that does nothing; needs `npm run build`. */
export function benchStartUp(): void {
  const bare = medianOf(15, () => run("-e", "0"));
  const help = medianOf(15, () => run(join(ROOT, "lib", "cli", "main.js"), "--help"));
  report("start-up, --help", { "node ms": bare, "--help ms": help, ratio: help / bare });
}

function run(...args: readonly string[]): void {
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status !== 0) {
    throw new Error(stderr);
  }
}
