import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { OrgBackupError } from "../org-backup-error";

/**
 * Writes a whole file or nothing: the text goes to a temporary file beside it, which then takes its name.
 *
 * @throws OrgBackupError (`input`) where it cannot be written
 */
export function writeFileWhole(file: string, text: string): void {
  const temporary = join(dirname(file), `.${process.pid}.${Date.now()}.tmp`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(temporary, text);
    renameSync(temporary, file);
  } catch (cause) {
    if (existsSync(temporary)) {
      rmSync(temporary);
    }
    throw new OrgBackupError("input", `The file cannot be written: ${(cause as Error).message}`, {
      where: file,
      cause,
    });
  }
}
