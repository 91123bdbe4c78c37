import { OrgBackupError } from "../org-backup-error";
import { commentMarker } from "../render/review-markdown";

/**
 * The hidden first line by which a comment is found again; one for each tag.
 *
 * @throws OrgBackupError (`usage`) where the tag could end the HTML comment
 */
export function markerOf(tag: string): string {
  if (!/^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$/.test(tag) || tag.length > 60) {
    throw new OrgBackupError(
      "usage",
      `--tag expects up to 60 letters and digits, with single . _ - between them, found ${JSON.stringify(tag)}.`,
    );
  }
  return commentMarker(tag);
}

const ANY_MARKER = /^(?:\s*<!-- org-backup:[A-Za-z0-9._-]+(?: outdated)? -->)+[^\S\n]*\n?/;

/** The text with this marker as its first line, and no other of ours before it. */
export function withMarker(body: string, marker: string): string {
  return `${marker}\n${body.replace(ANY_MARKER, "")}`;
}

/** Whether a comment is the one with this marker: it stands first, so that a quoted comment is not taken for it. */
export function hasMarker(body: string, marker: string): boolean {
  return body.trimStart().startsWith(marker);
}

/** The same comment marked so that it is not found again. */
export function outdated(body: string, marker: string): string {
  return withMarker(body, marker.replace(" -->", " outdated -->"));
}
