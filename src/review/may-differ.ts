import type { Review } from "./review";

/** Whether anything changes or may change: what is not known is never "no change". */
export function mayDiffer({ changes, summary, findings }: Review): boolean {
  return (
    changes.length > 0 ||
    summary.mayChange > 0 ||
    summary.notKnowable > 0 ||
    summary.closed !== undefined ||
    findings.some(({ rule }) => UNCERTAIN.has(rule))
  );
}

/** With a finding of one of these rules, accounts may not keep what they seem to keep. */
const UNCERTAIN: ReadonlySet<string> = new Set([
  "not-knowable",
  "may-change",
  "apply-refused",
  "policy-refused",
  "trusted-access-removed",
  "value-assumed",
]);
