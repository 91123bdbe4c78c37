import { fstatSync, readFileSync, readlinkSync } from "node:fs";

const STANDARD_OUTPUT = 1;
const NULL_DEVICE = "/dev/null";
/** The flags `O_ACCMODE` and `O_RDWR` of Linux. */
const [ACCESS_MODE, READ_AND_WRITE] = [3, 2];
const SHELLS: ReadonlySet<string> = new Set(["sh", "bash", "dash", "ash", "busybox", "zsh", "ksh", "fish"]);
const FIRST_PROCESS = 1;

/**
 * Whether standard output was closed (`>&-`), so that a result would vanish and the command still seem to succeed:
 * Node.js opens `/dev/null` in its place, for reading and writing. Shells open it for writing alone where it is asked
 * for; programs that discard the output of what they start may open it as Node.js does, so the process that began it
 * must be a shell, or have no standard output either. Only Linux tells.
 */
export function isOutputClosed(): boolean {
  try {
    const output = fstatSync(STANDARD_OUTPUT);
    return output.isCharacterDevice() && isReopened("self") && isClosedBy(parentOf("self"));
  } catch {
    return false;
  }
}

function isClosedBy(process: string): boolean {
  if (Number(process) <= FIRST_PROCESS) {
    return false;
  }
  try {
    if (isReopened(process)) {
      return isClosedBy(parentOf(process));
    }
  } catch (error) {
    // Nothing there: closed for the parent as well. Anything else, such as another user's process, says nothing.
    return (error as NodeJS.ErrnoException).code === "ENOENT";
  }
  return SHELLS.has(readFileSync(`/proc/${process}/comm`, "utf8").trim());
}

function isReopened(process: string): boolean {
  if (readlinkSync(`/proc/${process}/fd/${STANDARD_OUTPUT}`) !== NULL_DEVICE) {
    return false;
  }
  const flags = /^flags:\s*([0-7]+)/m.exec(
    readFileSync(`/proc/${process}/fdinfo/${STANDARD_OUTPUT}`, "utf8"),
  )?.[1];
  return flags !== undefined && (Number.parseInt(flags, 8) & ACCESS_MODE) === READ_AND_WRITE;
}

function parentOf(process: string): string {
  return /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${process}/status`, "utf8"))?.[1] ?? "0";
}
