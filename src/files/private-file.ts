import { closeSync, constants, fchmodSync, fstatSync, ftruncateSync, openSync } from "node:fs";
import { readSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "./make-folder";

const OWNER_ONLY = 0o600;
const PIECE_BYTES = 1 << 20;

/**
 * A file for this tool's own use, readable by its owner only. Because its name is predictable, anyone with write
 * access to the folder could plant a link to another file, so links and anything else that is not a regular file
 * are refused.
 */
export class PrivateFile {
  /** Open from the first addition on, until {@link close}: opening takes longer than adding a line. */
  private appending: number | undefined;

  constructor(readonly path: string) {}

  /** The bytes piece by piece, for files that may be larger than memory; none if there is no file. */
  *pieces(): Generator<Uint8Array, void, void> {
    for (let offset = 0; ;) {
      const piece = this.readBytes(offset, PIECE_BYTES);
      if (piece === undefined || piece.length === 0) {
        return;
      }
      yield piece;
      offset += piece.length;
    }
  }

  /** So many bytes as text; less at the end of the file, undefined if there is none. */
  readPart(offset: number, length: number): string | undefined {
    return this.readBytes(offset, length)?.toString("utf8");
  }

  /** Drops what stands behind so many bytes. */
  truncate(length: number): void {
    this.using(constants.O_WRONLY | constants.O_NONBLOCK, (descriptor) => {
      ftruncateSync(descriptor, length);
    });
  }

  /** Replaces what is there, and makes the folder. */
  write(text: string): void {
    makeFolder(dirname(this.path));
    // Cut short only when it is known to be a file of one name.
    this.using(constants.O_WRONLY | constants.O_CREAT | constants.O_NONBLOCK, (descriptor) => {
      fchmodSync(descriptor, OWNER_ONLY);
    });
    this.using(constants.O_WRONLY | constants.O_TRUNC | constants.O_NONBLOCK, (descriptor) => {
      writeFileSync(descriptor, text);
    });
  }

  append(text: string): void {
    this.appending ??= this.opened(
      constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | constants.O_NONBLOCK,
    );
    writeFileSync(this.appending, text);
  }

  /** Nothing more is added for now. */
  close(): void {
    if (this.appending !== undefined) {
      closeSync(this.appending);
      this.appending = undefined;
    }
  }

  remove(): void {
    this.close();
    rmSync(this.path, { force: true });
  }

  private readBytes(offset: number, length: number): Buffer | undefined {
    try {
      return this.using(constants.O_RDONLY | constants.O_NONBLOCK, (descriptor) => {
        const bytes = Buffer.allocUnsafe(length);
        let filled = 0;
        while (filled < length) {
          const read = readSync(descriptor, bytes, filled, length - filled, offset + filled);
          if (read === 0) {
            break;
          }
          filled += read;
        }
        return bytes.subarray(0, filled);
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") {
        return undefined;
      }
      throw error;
    }
  }

  private using<T>(flags: number, work: (descriptor: number) => T): T {
    const descriptor = this.opened(flags);
    try {
      return work(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  private opened(flags: number): number {
    const descriptor = openSync(this.path, flags | constants.O_NOFOLLOW, OWNER_ONLY);
    try {
      const { nlink } = regularFile(descriptor);
      if (nlink > 1) {
        throw new Error("it has several names (hard links)");
      }
      return descriptor;
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
  }
}

function regularFile(descriptor: number): { readonly nlink: number } {
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) {
    throw new Error("it is not a regular file");
  }
  return stats;
}
