import { constants, fstatSync, statSync } from "node:fs";
import type { Stats } from "node:fs";
import { access, chmod, chown, open, rename, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { OrgBackupError } from "../org-backup-error";
import { makeFolder } from "./make-folder";
import { withoutLinks } from "./path-identity";

/** What is written: a text, or pieces that may be asked for again if the first way of writing fails. */
export type FileContent = string | Iterable<string | Uint8Array>;

export interface WriteFileOptions {
  /** Only the owner may read it, for example because it holds e-mail addresses. */
  readonly isPrivate?: boolean;
  /** How long to wait until a process reads a FIFO. */
  readonly patience?: number;
}

const OWNER_ONLY = 0o600;
const PERMISSIONS = 0o777;
const FIFO_PATIENCE_MILLISECONDS = 60_000;
const FIFO_POLL_MILLISECONDS = 50;

/** Where a file cannot be replaced, it can still be written: one that is mounted, or in a folder of someone else. */
const NOT_REPLACEABLE = new Set(["EACCES", "EPERM", "EROFS", "EBUSY", "EXDEV"]);

/**
 * Writes a whole file or leaves it as it was. Symbolic links are followed, and the permissions of an existing
 * file stay. Devices, FIFOs and standard output by its names are written to, never replaced.
 *
 * @throws OrgBackupError (`input`) if it cannot be written
 */
export async function writeFileWhole(
  file: string,
  text: FileContent,
  { isPrivate = false, patience = FIFO_PATIENCE_MILLISECONDS }: WriteFileOptions = {},
): Promise<void> {
  if (file === "") {
    throw new OrgBackupError("usage", "The name of the result file is empty.", {
      hint: "Name the file: a variable in the command line may be empty.",
    });
  }
  try {
    const existing = statSync(file, { throwIfNoEntry: false });
    const stream = existing === undefined ? undefined : standardStream(existing);
    if (stream !== undefined) {
      await writeToStream(stream, text);
    } else if (existing === undefined || existing.isFile()) {
      await writeRegular(file, text, existing, isPrivate);
    } else {
      await writeThrough(file, text, existing, patience);
    }
  } catch (cause) {
    throw cause instanceof OrgBackupError ? cause : notWritten(file, cause);
  }
}

/** Whether a result at this path ends up in a file, rather than in a device, a FIFO or a standard stream. */
export function isRegularOrNew(file: string): boolean {
  try {
    const existing = statSync(file, { throwIfNoEntry: false });
    return existing === undefined || (existing.isFile() && standardStream(existing) === undefined);
  } catch {
    // Where nothing can be reached nothing will be written: writing says what is wrong.
    return true;
  }
}

/** `/dev/stdout` and the like: a socket cannot be opened by its name, and a file must not be cut short. */
function standardStream(existing: Stats): NodeJS.WriteStream | undefined {
  if (existing.isDirectory() || existing.isCharacterDevice()) {
    return undefined;
  }
  return [process.stdout, process.stderr].find((_, index) => {
    try {
      const { dev, ino } = fstatSync(index + 1);
      return dev === existing.dev && ino === existing.ino;
    } catch {
      return false;
    }
  });
}

async function writeToStream(stream: NodeJS.WriteStream, content: FileContent): Promise<void> {
  for (const piece of typeof content === "string" ? [content] : content) {
    await writePiece(stream, piece);
  }
}

async function writePiece(stream: NodeJS.WriteStream, text: string | Uint8Array): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    stream.write(text, (error?: NodeJS.ErrnoException | null) => {
      // A reader that closes early is no failure, as with standard output itself.
      if (error === undefined || error === null || error.code === "EPIPE") {
        resolve();
      } else {
        reject(error);
      }
    });
  });
}

async function writeRegular(
  file: string,
  text: FileContent,
  existing: Stats | undefined,
  isPrivate: boolean,
): Promise<void> {
  const target = withoutLinks(file);
  if (existing === undefined) {
    makeFolder(dirname(target));
  } else {
    // A file that may not be written is protected, although its folder would let it be replaced.
    await access(target, constants.W_OK);
  }
  try {
    await replace(target, text, existing, isPrivate);
  } catch (error) {
    if (existing === undefined || !NOT_REPLACEABLE.has((error as NodeJS.ErrnoException).code ?? "")) {
      throw error;
    }
    if (isPrivate) {
      await chmod(target, OWNER_ONLY);
    }
    await writeInto(await open(target, constants.O_WRONLY | constants.O_TRUNC), text);
  }
}

/** The text goes into a temporary file beside the target, which then takes its name. */
async function replace(
  target: string,
  text: FileContent,
  existing: Stats | undefined,
  isPrivate: boolean,
): Promise<void> {
  const temporary = join(dirname(target), `.org-backup-${randomUUID()}.tmp`);
  const mode = isPrivate || existing !== undefined ? OWNER_ONLY : 0o666;
  try {
    await writeInto(await open(temporary, "wx", mode), text);
    if (existing !== undefined) {
      const made = statSync(temporary);
      if (made.uid !== existing.uid || made.gid !== existing.gid) {
        await chown(temporary, existing.uid, existing.gid);
      }
      await chmod(temporary, isPrivate ? OWNER_ONLY : existing.mode & PERMISSIONS);
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeThrough(
  file: string,
  text: FileContent,
  existing: Stats,
  patience: number,
): Promise<void> {
  if (existing.isDirectory()) {
    throw new OrgBackupError("input", "This is a folder, a file is expected.", { where: file });
  }
  const waiting = existing.isFIFO() ? await openForReader(file, patience) : undefined;
  try {
    await writeInto(await open(file, constants.O_WRONLY), text);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") {
      throw error;
    }
  } finally {
    await waiting?.close();
  }
}

/** Opening a FIFO waits for its reader in a way that cannot be ended: this one can. */
async function openForReader(file: string, patience: number): Promise<FileHandle> {
  const end = performance.now() + patience;
  for (;;) {
    try {
      return await open(file, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENXIO") {
        throw error;
      }
      if (performance.now() >= end) {
        throw new OrgBackupError(
          "input",
          `No process has opened the FIFO for reading within ${Math.round(patience / 1000)} seconds.`,
          { where: file, hint: "Start the reader first, or name a file.", cause: error },
        );
      }
    }
    await delay(FIFO_POLL_MILLISECONDS);
  }
}

async function writeInto(handle: FileHandle, text: FileContent): Promise<void> {
  try {
    for (const piece of typeof text === "string" ? [text] : text) {
      await handle.appendFile(piece);
    }
  } finally {
    await handle.close();
  }
}

function notWritten(file: string, cause: unknown): OrgBackupError {
  return new OrgBackupError("input", `The file cannot be written: ${(cause as Error).message}`, {
    where: file,
    cause,
  });
}
