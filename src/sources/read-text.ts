import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { OrgBackupError } from "../org-backup-error";
import { decoderOfText, decodeText, displayName, STANDARD_INPUT } from "./decode-text";

export { displayName, STANDARD_INPUT };

/** @throws OrgBackupError (`usage`) if more than one of these files is standard input */
export function readsOnce(files: readonly (string | undefined)[]): void {
  if (files.filter((file) => file === STANDARD_INPUT).length > 1) {
    throw new OrgBackupError("usage", "Standard input can be read only once.");
  }
}

const CHUNK_BYTES = 1 << 20;
/** One for all files: what is read is decoded before anything else is read, and a new one for each of a thousand small files is felt. */
let chunk: Buffer | undefined;
const NOTHING = new Uint8Array();
/** No string of JavaScript may be longer. */
const LONGEST_TEXT = 2 ** 29 - 24;
const FIFO_PATIENCE_MILLISECONDS = 60_000;
const POLL_MILLISECONDS = 20;
/** A pipe that the shell made for `<(command)`: its writer is there already. */
const PIPE_OF_THE_SHELL = /^\/(?:dev|proc)\//;

/**
 * Reads a UTF-8 text; a byte order mark is dropped.
 *
 * @throws OrgBackupError (`input`) where the file is missing, unreadable, a directory, no text, or larger than a text
 * can be, as devices are
 */
export function readText(file: string, patience?: number): string {
  return wholeText(file, readChunks(file, patience, true));
}

/**
 * The same text piece by piece, for files that may be larger than memory. A FIFO is waited for until it has been
 * written to, but not without end.
 *
 * @param isWhole whether the pieces are put together anyway: a file comes in one piece then
 * @throws OrgBackupError (`input`) as `readText` does
 */
export function* readChunks(
  file: string,
  patience = FIFO_PATIENCE_MILLISECONDS,
  isWhole = false,
): Generator<string, void, void> {
  const buffer = (chunk ??= Buffer.allocUnsafe(CHUNK_BYTES));
  const isNamed = file !== STANDARD_INPUT && !PIPE_OF_THE_SHELL.test(file);
  // Opening a FIFO waits for its writer in a way that cannot be ended: reading can. Other files are not changed by it.
  const flags = constants.O_RDONLY | (isNamed ? constants.O_NONBLOCK : 0);
  const descriptor = file === STANDARD_INPUT ? 0 : attempt(file, () => openSync(file, flags));
  let waitsUntil: number | undefined;
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  try {
    for (let isEnd = false; !isEnd;) {
      let bytes = buffer;
      let length = 0;
      while (!isEnd && length < bytes.length) {
        const [room, from] = [bytes, length];
        const read = attempt(file, () => readReady(descriptor, room, from, waitsUntil ?? 0));
        if (read === 0 && waitsUntil === undefined && isNamed && fstatSync(descriptor).isFIFO()) {
          waitsUntil = performance.now() + patience;
          continue;
        }
        if (read === 0 && waitsUntil !== undefined && waitsUntil > 0) {
          throw new OrgBackupError(
            "input",
            `Nothing was written to the FIFO within ${Math.round(patience / 1000)} seconds.`,
            { where: file, hint: "Start the program that writes to it first, or name a file." },
          );
        }
        waitsUntil = 0;
        length += read;
        isEnd = read === 0;
        bytes = isWhole && length === bytes.length ? enlarged(bytes, descriptor) : bytes;
      }
      // Most files fit, and one that is decoded whole needs no decoder that keeps half a character.
      decoder ??= isEnd ? undefined : decoderOfText();
      const text = decodeText(bytes.subarray(0, length), file, decoder);
      const rest = isEnd && decoder !== undefined && length > 0 ? decodeText(NOTHING, file, decoder) : "";
      if (text !== "" || rest !== "") {
        yield text + rest;
      }
    }
  } finally {
    if (descriptor !== 0) {
      closeSync(descriptor);
    }
  }
}

/**
 * The pieces of a text put together.
 *
 * @throws OrgBackupError (`input`) if they are more than a text can hold, such as those of a device
 */
export function wholeText(file: string, pieces: Iterable<string>, most = LONGEST_TEXT): string {
  const all: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    length += piece.length;
    if (length > most) {
      throw new OrgBackupError("input", `The file holds more than ${most >> 20} MB: it is too large.`, {
        where: displayName(file),
      });
    }
    all.push(piece);
  }
  return all.join("");
}

/** With room for the whole file and for seeing its end; the same bytes if nothing says how long it is. */
function enlarged(bytes: Buffer, descriptor: number): Buffer {
  const { size } = fstatSync(descriptor);
  if (size < bytes.length || size > LONGEST_TEXT) {
    return bytes;
  }
  const larger = Buffer.allocUnsafe(size + 1);
  bytes.copy(larger);
  return larger;
}

/** The number of bytes that are there; none at the end, which a FIFO seems to be at until it has a writer. */
function readReady(descriptor: number, buffer: Buffer, from: number, waitsUntil: number): number {
  for (;;) {
    const length = readNow(descriptor, buffer, from);
    if (length !== undefined && (length > 0 || performance.now() >= waitsUntil)) {
      return length;
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, POLL_MILLISECONDS);
  }
}

/** Undefined if there may be more later: standard input does not block if another program has set it so. */
function readNow(descriptor: number, buffer: Buffer, from: number): number | undefined {
  try {
    return readSync(descriptor, buffer, from, buffer.length - from, null);
  } catch (error) {
    switch ((error as NodeJS.ErrnoException).code) {
      case "EAGAIN":
        return undefined;
      // The end of a pipe on Windows.
      case "EOF":
        return 0;
      default:
        throw error;
    }
  }
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new OrgBackupError("input", reasonOf(cause as NodeJS.ErrnoException, file), {
      where: displayName(file),
      cause,
    });
  }
}

function reasonOf(error: NodeJS.ErrnoException, file: string): string {
  switch (error.code) {
    case "ENOENT":
      return `There is no file ${JSON.stringify(file)}.`;
    case "EISDIR":
      return `${JSON.stringify(file)} is a directory, a file is expected.`;
    case "EACCES":
    case "EPERM":
      return `The file ${JSON.stringify(file)} may not be read: permission denied.`;
    case "ELOOP":
      return `The file ${JSON.stringify(file)} is a symbolic link that leads to itself.`;
    default:
      return `The file ${JSON.stringify(file)} cannot be read: ${error.message}`;
  }
}
