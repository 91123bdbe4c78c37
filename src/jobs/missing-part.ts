/** A part of the answer that AWS did not give. */
export interface MissingPart {
  /** What: `copy jobs in eu-central-1`. */
  readonly part: string;
  /** Why, in the words of the error. */
  readonly why: string;
  /** What to do; undefined if nothing is known. */
  readonly hint?: string;
}
