/** The page about the rules of the review. */
export const FINDINGS_PAGE = "help/findings.md";

/** The page and heading about one rule. */
export function documentationOf(rule: string): string {
  return `${FINDINGS_PAGE}#${rule}`;
}
