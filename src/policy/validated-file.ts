import type { Finding } from "../text/finding";

/** What validation found in one file. */
export interface ValidatedFile {
  readonly file: string;
  /** AWS's own decision. */
  readonly accepted: boolean;
  readonly issues: readonly Finding[];
  /** The text as read, to show the line of an issue. */
  readonly text: string;
}
