import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PIECE_BYTES = 1 << 20;

/** Texts that are put aside in a temporary file until their result is whole; they may be larger than memory. */
export class Spool implements Iterable<Uint8Array> {
  private readonly folder = mkdtempSync(join(tmpdir(), "org-backup-"));
  private readonly file = join(this.folder, "spool");
  private readonly descriptor = openSync(this.file, "wx", 0o600);
  private isOpen = true;

  write(text: string): void {
    const bytes = Buffer.from(text);
    for (let written = 0; written < bytes.length;) {
      written += writeSync(this.descriptor, bytes, written);
    }
  }

  /** What was written, from the beginning each time. */
  *[Symbol.iterator](): Generator<Uint8Array, void, void> {
    const descriptor = openSync(this.file, "r");
    try {
      for (;;) {
        const piece = Buffer.allocUnsafe(PIECE_BYTES);
        const length = readSync(descriptor, piece);
        if (length === 0) {
          return;
        }
        yield piece.subarray(0, length);
      }
    } finally {
      closeSync(descriptor);
    }
  }

  remove(): void {
    if (this.isOpen) {
      this.isOpen = false;
      closeSync(this.descriptor);
      rmSync(this.folder, { recursive: true, force: true });
    }
  }
}
