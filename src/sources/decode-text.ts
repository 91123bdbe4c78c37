import { OrgBackupError } from "../org-backup-error";

/** The name that stands for standard input wherever a file is expected. */
export const STANDARD_INPUT = "-";

/** Reads UTF-8; a byte order mark is dropped. */
export function decoderOfText(): InstanceType<typeof TextDecoder> {
  return new TextDecoder("utf-8", { fatal: true });
}

/**
 * The UTF-8 text of a file.
 *
 * @param decoder of a file that is read in pieces: the last one has no bytes
 * @throws OrgBackupError (`input`)
 */
export function decodeText(
  bytes: Uint8Array,
  file: string,
  decoder?: InstanceType<typeof TextDecoder>,
): string {
  let text: string | undefined;
  let cause: unknown;
  try {
    text = (decoder ?? decoderOfText()).decode(bytes, {
      stream: decoder !== undefined && bytes.length > 0,
    });
  } catch (error) {
    cause = error;
  }
  // UTF-16 without a mark is valid UTF-8 with NUL characters, which no format has.
  if (text === undefined || text.includes("\0") || text.startsWith(ZIP)) {
    const reason = startsWith(bytes, ZIP)
      ? "The file is a ZIP archive, such as a saved plan in Terraform's own binary form."
      : bytes.includes(0) || startsWith(bytes, "\xff\xfe")
        ? "The file is not UTF-8 text; PowerShell's `>` writes UTF-16."
        : "The file is not UTF-8 text.";
    throw new OrgBackupError("input", reason, {
      where: displayName(file),
      cause,
      ...(startsWith(bytes, ZIP)
        ? { hint: "Write a plan as JSON with `terraform show -json tfplan > plan.json`." }
        : {}),
    });
  }
  return text;
}

const ZIP = "PK\u0003\u0004";

function startsWith(bytes: Uint8Array, start: string): boolean {
  return String.fromCharCode(...bytes.subarray(0, start.length)) === start;
}

/** How messages name a file. */
export function displayName(file: string): string {
  return file === STANDARD_INPUT ? "(standard input)" : file;
}
