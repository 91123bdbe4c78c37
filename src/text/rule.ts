import type { Severity } from "./severity";

/** What is said of a rule: reports, `help/findings.md` and `org-backup help RULE` are made from it. */
export interface Rule {
  /** Kebab-case; never reused for another meaning. */
  readonly id: string;
  /** The usual severity; a finding may have another. */
  readonly severity: Severity;
  /** One sentence: what the rule reports. */
  readonly sentence: string;
  /** What to do about it. */
  readonly hint: string;
}
