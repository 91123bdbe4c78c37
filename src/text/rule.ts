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

/** Declares rules of one severity: by id, what each reports and what to do about it. */
export function declareRules<Id extends string>(
  severity: Severity,
  rules: Readonly<Record<Id, readonly [sentence: string, hint: string]>>,
): Readonly<Record<Id, Rule>> {
  const declared = Object.entries<readonly [string, string]>(rules).map(([id, [sentence, hint]]) => [
    id,
    { id, severity, sentence, hint },
  ]);
  return Object.fromEntries(declared) as Readonly<Record<Id, Rule>>;
}

/** The page about all rules; each has a heading there. */
export const RULES_PAGE = "help/findings.md";

/** The page and heading about one rule. */
export function documentationOf(rule: string): string {
  return `${RULES_PAGE}#${rule}`;
}
