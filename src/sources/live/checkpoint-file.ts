import { PrivateFile } from "../../files/private-file";
import { OrgBackupError } from "../../org-backup-error";
import type { JsonValue } from "../../text/json";
import type { ReadLog } from "./read-log";

/** An organization changes; answers older than this are asked for again. */
export const CHECKPOINT_MAX_AGE_HOURS = 12;

/** Of the lines; a file of another version counts for nothing. */
const VERSION = 2;

/** Where a line stands in the file. */
interface Extent {
  readonly offset: number;
  readonly length: number;
}

const LINE_FEED = 10;

type Line =
  | { readonly version: typeof VERSION; readonly identity: string; readonly at: string }
  | { readonly key: string; readonly value: JsonValue }
  | { readonly forget: string };

/**
 * Answers of AWS in a file, one a line, added as they arrive: whenever the process ends, what was
 * answered before is there. A line cut short by the end is left out. Memory holds where the answers stand, not the
 * answers, which may be millions. Readable by its owner only; links are not followed.
 */
export class CheckpointFile implements ReadLog {
  private readonly answers = new Map<string, Extent>();
  private readonly stored: PrivateFile;
  private end = 0;

  /**
   * @param scope what besides the organization decides the answers: options that change what is read
   * @param now the time, to leave out what is too old
   */
  constructor(
    readonly file: string,
    private readonly scope: string,
    private readonly now: Date,
  ) {
    this.stored = new PrivateFile(file);
  }

  /** Answers taken over from an interrupted run. */
  get size(): number {
    return this.answers.size;
  }

  begin(organization: string): void {
    const identity = `${organization} ${this.scope}`;
    this.answers.clear();
    this.end = 0;
    for (const { line, extent } of this.usableLines()) {
      if (this.end === 0 && !this.isHead(line, identity)) {
        break;
      }
      this.end = extent.offset + extent.length;
      this.replay(line, extent);
    }
    if (this.end === 0) {
      const head = JSON.stringify({ version: VERSION, identity, at: this.now.toISOString() });
      this.using("written", () => {
        this.stored.write(`${head}\n`);
      });
      this.end = Buffer.byteLength(head) + 1;
    } else {
      // A line cut short must not swallow the next one.
      this.using("written", () => {
        this.stored.truncate(this.end);
      });
    }
  }

  lookUp(key: string): JsonValue | undefined {
    const extent = this.answers.get(key);
    if (extent === undefined) {
      return undefined;
    }
    const text = this.using("read", () => this.stored.readPart(extent.offset, extent.length)) ?? "";
    const line = parseLine(text);
    if (line === undefined || !("key" in line) || line.key !== key) {
      throw new OrgBackupError("input", "The checkpoint was changed while it was in use.", {
        where: this.file,
        hint: "Run one command at a time with this file, and start again with --restart.",
      });
    }
    return line.value;
  }

  record(key: string, value: JsonValue): void {
    const line: Line = { key, value };
    this.replay(line, this.append(line));
  }

  forget(prefix: string): void {
    const line: Line = { forget: prefix };
    this.replay(line, this.append(line));
  }

  /** Reading has ended, and may be continued. */
  close(): void {
    this.stored.close();
  }

  /** Reading is done, or starts again. */
  remove(): void {
    this.using("removed", () => {
      this.stored.remove();
    });
    this.answers.clear();
  }

  private append(line: Line): Extent {
    const text = `${JSON.stringify(line)}\n`;
    this.using("written", () => {
      this.stored.append(text);
    });
    const extent = { offset: this.end, length: Buffer.byteLength(text) };
    this.end += extent.length;
    return extent;
  }

  private replay(line: Line, extent: Extent): void {
    if ("forget" in line) {
      for (const key of [...this.answers.keys()]) {
        if (key.startsWith(line.forget)) {
          this.answers.delete(key);
        }
      }
    } else if ("key" in line) {
      this.answers.set(line.key, extent);
    }
  }

  /** The lines up to the first that cannot be read. */
  private *usableLines(): Generator<{ readonly line: Line; readonly extent: Extent }> {
    let [rest, offset] = [Buffer.alloc(0), 0];
    const pieces = this.stored.pieces();
    for (;;) {
      const { value: piece } = this.using("read", () => pieces.next());
      if (!(piece instanceof Uint8Array)) {
        return;
      }
      const bytes = rest.length === 0 ? Buffer.from(piece) : Buffer.concat([rest, piece]);
      let start = 0;
      for (let stop = bytes.indexOf(LINE_FEED); stop !== -1; stop = bytes.indexOf(LINE_FEED, start)) {
        const length = stop + 1 - start;
        const line = parseLine(bytes.toString("utf8", start, stop));
        if (line === undefined) {
          return;
        }
        yield { line, extent: { offset, length } };
        offset += length;
        start = stop + 1;
      }
      rest = bytes.subarray(start);
    }
  }

  private isHead(line: Line, identity: string): boolean {
    return "identity" in line && line.identity === identity && !this.isTooOld(line.at);
  }

  private isTooOld(at: string): boolean {
    const age = this.now.getTime() - new Date(at).getTime();
    return !(age <= CHECKPOINT_MAX_AGE_HOURS * 3_600_000);
  }

  private using<T>(done: string, work: () => T): T {
    try {
      return work();
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      const reason = code === "ELOOP" ? "it is a symbolic link, which is not followed" : message;
      throw new OrgBackupError("input", `The checkpoint cannot be ${done}: ${reason}`, {
        where: this.file,
        hint: "Remove it, or name another file with --out.",
        cause,
      });
    }
  }
}

function parseLine(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Partial<Record<string, unknown>> | null;
    const isLine =
      typeof line === "object" &&
      line !== null &&
      ((line.version === VERSION && typeof line.identity === "string" && typeof line.at === "string") ||
        typeof line.forget === "string" ||
        (typeof line.key === "string" && "value" in line));
    return isLine ? (line as unknown as Line) : undefined;
  } catch {
    // Cut short, or empty: the end.
    return undefined;
  }
}
