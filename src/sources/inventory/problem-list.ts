import { OrgBackupError } from "../../org-backup-error";
import type { InputProblem } from "../../org-backup-error";
import { displayName } from "../read-text";
import { RecordProblem } from "./inventory-record";

/** Far more than AWS says of a resource; what has no end is to end here. */
const LONGEST_RECORD = 2 ** 26;

/** @throws OrgBackupError (`input`) if what is read of a record so far is longer than any record is */
export function checkRecordLength(file: string, text: string): void {
  if (text.length > LONGEST_RECORD) {
    throw new OrgBackupError("input", `A record of more than ${LONGEST_RECORD >> 20} MB does not end.`, {
      where: displayName(file),
    });
  }
}

/** A file with this many mistakes is not read any further. */
const ENOUGH = 20;

/** Collects the mistakes of an inventory, so that a file with several is corrected at once. */
export class ProblemList {
  private readonly found: InputProblem[] = [];

  constructor(private readonly file: string) {}

  /** The value that `read` gives; undefined if it finds a mistake, which then stands at `where`. */
  attempt<T>(read: () => T, where: () => string): T | undefined {
    try {
      return read();
    } catch (error) {
      this.addError(error, where());
      return undefined;
    }
  }

  /** The mistake that an error is; other errors are thrown on. */
  addError(error: unknown, where: string): void {
    if (!(error instanceof RecordProblem)) {
      throw error;
    }
    this.add(where, error.message);
  }

  add(where: string, message: string): void {
    this.found.push({ where, message });
    if (this.found.length >= ENOUGH) {
      this.failIfAny();
    }
  }

  /** @throws OrgBackupError (`input`) */
  failIfAny(): void {
    if (this.found.length > 0) {
      const rest = this.found.length >= ENOUGH ? ", and perhaps more" : "";
      throw new OrgBackupError(
        "input",
        `${displayName(this.file)} is not a valid resource inventory${rest}.`,
        { problems: this.found, hint: "The formats are described in `org-backup help resources`." },
      );
    }
  }
}
