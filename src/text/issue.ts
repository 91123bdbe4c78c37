import type { Severity } from "./severity";

/** Something found in a document, as data. */
export interface Issue {
  /** Stable identifier of the rule, kebab-case. */
  readonly rule: string;
  readonly severity: Severity;
  /** One or two sentences: what is wrong and what the rule is. */
  readonly message: string;
  /** Where in the document, as AWS writes paths: `plans/daily/rules/nightly`. Empty for the whole document. */
  readonly path: string;
  /** Counted from 1; absent where the document has no text. */
  readonly line?: number;
  readonly column?: number;
  /** What to do about it. */
  readonly hint?: string;
}
