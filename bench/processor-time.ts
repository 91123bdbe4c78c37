import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** The command line as `npm run build` leaves it. */
export const MAIN = join(__dirname, "..", "..", "lib", "cli", "main.js");

/** A command that takes longer is stopped. */
const LONGEST_MS = 90_000;

export interface TimedCommand {
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** JavaScript that runs before the command. */
  readonly prepare?: string;
}

/** The processor time of a command, start of Node.js included: other work on the machine hardly disturbs it. */
export function processorMilliseconds(
  { command, environment = {}, prepare = "" }: TimedCommand,
  cwd: string,
): number {
  const script = `
    process.argv = [process.argv[0], ${JSON.stringify(MAIN)}, ...${JSON.stringify(command)}];
    process.on("exit", () => {
      const { user, system } = process.cpuUsage();
      require("node:fs").writeSync(3, String((user + system) / 1000));
    });
    (async () => { ${prepare} })().then(() => require(${JSON.stringify(MAIN)}));`;
  const { output, signal } = spawnSync(process.execPath, ["-e", script], {
    cwd,
    encoding: "utf8",
    env: { ...process.env, ...environment },
    timeout: LONGEST_MS,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  if (signal !== null) {
    return LONGEST_MS;
  }
  const [, , stderr = "", time = ""] = output;
  // A command that does not run measures nothing.
  if (
    !/^[\d.]+$/.test(time ?? "") ||
    /unexpected:|This is a bug|unknown option|Run with --help|Cannot find/.test(stderr ?? "")
  ) {
    throw new Error(stderr ?? "");
  }
  return Number(time);
}
