import { closeSync, openSync, readSync } from "node:fs";
import { STANDARD_INPUT, unreadable } from "./read-text";

const CHUNK_BYTES = 1 << 20;

/**
 * The text of a UTF-8 file piece by piece, for files that may be larger than memory; a byte order mark is
 * dropped.
 *
 * @throws OrgBackupError (`input`) as `readText` does
 */
export function* readChunks(file: string): Generator<string, void, void> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  let descriptor: number | undefined;
  try {
    descriptor = file === STANDARD_INPUT ? 0 : attempt(file, () => openSync(file, "r"));
    const from = descriptor;
    for (;;) {
      const length = attempt(file, () => readSync(from, buffer));
      const isLast = length === 0;
      const text = attempt(file, () => decoder.decode(buffer.subarray(0, length), { stream: !isLast }));
      if (text !== "") {
        yield text;
      }
      if (isLast) {
        return;
      }
    }
  } finally {
    if (descriptor !== undefined && descriptor !== 0) {
      closeSync(descriptor);
    }
  }
}

function attempt<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw unreadable(cause, file);
  }
}
