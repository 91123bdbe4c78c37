import { PrivateFile } from "../../files/private-file";
import { OrgBackupError } from "../../org-backup-error";
import type { JsonValue } from "../../text/json";
import type { ReadLog } from "./read-log";

/** An organization changes; answers older than this are asked for again. */
export const CHECKPOINT_MAX_AGE_HOURS = 12;

/** Of the lines; a file of another version counts for nothing. */
const VERSION = 2;

type Line =
  | { readonly version: typeof VERSION; readonly identity: string; readonly at: string }
  | { readonly key: string; readonly value: JsonValue }
  | { readonly forget: string };

/**
 * Answers of AWS in a file, one a line, added as they arrive: whenever the process ends, what was
 * answered before is there. A line cut short by the end is left out. Readable by its owner only; links are not
 * followed.
 */
export class CheckpointFile implements ReadLog {
  private readonly answers = new Map<string, JsonValue>();
  private readonly stored: PrivateFile;

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
    const [head, ...rest] = this.usableLines();
    let at = this.now.toISOString();
    if (head !== undefined && "identity" in head && head.identity === identity && !this.isTooOld(head.at)) {
      at = head.at;
      rest.forEach((line) => {
        this.replay(line);
      });
    }
    // Written anew: a line cut short must not swallow the next one.
    const kept = [...this.answers].map(([key, value]) => JSON.stringify({ key, value }));
    const text = [JSON.stringify({ version: VERSION, identity, at }), ...kept].join("\n");
    this.using("written", () => {
      this.stored.write(`${text}\n`);
    });
  }

  lookUp(key: string): JsonValue | undefined {
    return this.answers.get(key);
  }

  record(key: string, value: JsonValue): void {
    this.answers.set(key, value);
    this.append({ key, value });
  }

  forget(prefix: string): void {
    this.append({ forget: prefix });
    this.replay({ forget: prefix });
  }

  /** Reading is done, or starts anew. */
  remove(): void {
    this.using("removed", () => {
      this.stored.remove();
    });
    this.answers.clear();
  }

  private append(line: Line): void {
    this.using("written", () => {
      this.stored.append(`${JSON.stringify(line)}\n`);
    });
  }

  private replay(line: Line): void {
    if ("forget" in line) {
      for (const key of [...this.answers.keys()]) {
        if (key.startsWith(line.forget)) {
          this.answers.delete(key);
        }
      }
    } else if ("key" in line) {
      this.answers.set(line.key, line.value);
    }
  }

  private usableLines(): readonly Line[] {
    const lines: Line[] = [];
    for (const text of (this.using("read", () => this.stored.read()) ?? "").split("\n")) {
      const line = parseLine(text);
      if (line === undefined) {
        break;
      }
      lines.push(line);
    }
    return lines;
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
