import { readFileSync } from "node:fs";
import { OrgBackupError } from "../org-backup-error";
import { decodeText, displayName, STANDARD_INPUT } from "./decode-text";

export { displayName, STANDARD_INPUT };

/**
 * Reads a UTF-8 text; a byte order mark is dropped.
 *
 * @param notText the error for bytes that are not UTF-8, if more is known about them than that
 * @throws OrgBackupError (`input`) where the file is missing, unreadable or a directory
 */
export function readText(file: string, notText?: (bytes: Uint8Array) => OrgBackupError): string {
  const bytes = bytesOf(file);
  try {
    return decodeText(bytes, file);
  } catch (cause) {
    throw notText?.(bytes) ?? cause;
  }
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file === STANDARD_INPUT ? 0 : file);
  } catch (cause) {
    throw unreadable(cause, file);
  }
}

/** What went wrong as a file was read, in words. */
export function unreadable(cause: unknown, file: string): OrgBackupError {
  return new OrgBackupError("input", reasonOf(cause as NodeJS.ErrnoException, file), {
    where: displayName(file),
    cause,
  });
}

function reasonOf(error: NodeJS.ErrnoException, file: string): string {
  switch (error.code) {
    case "ENOENT":
      return `There is no file ${JSON.stringify(file)}.`;
    case "ERR_ENCODING_INVALID_ENCODED_DATA":
      return "The file is not UTF-8 text.";
    case "EISDIR":
      return `${JSON.stringify(file)} is a directory, a file is expected.`;
    case "EACCES":
    case "EPERM":
      return `The file ${JSON.stringify(file)} may not be read: permission denied.`;
    default:
      return `The file ${JSON.stringify(file)} cannot be read: ${error.message}`;
  }
}
