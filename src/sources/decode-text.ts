import { OrgBackupError } from "../org-backup-error";

/** The name that stands for standard input wherever a file is expected. */
export const STANDARD_INPUT = "-";

/**
 * The UTF-8 text of a file; a byte order mark is dropped.
 *
 * @throws OrgBackupError (`input`)
 */
export function decodeText(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new OrgBackupError("input", "The file is not UTF-8 text.", { where: displayName(file), cause });
  }
}

/** How messages name a file. */
export function displayName(file: string): string {
  return file === STANDARD_INPUT ? "(standard input)" : file;
}
