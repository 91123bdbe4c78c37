import type { Review } from "./review";

/** Whether anything changes or may change: what is not known is never "no change". */
export function mayDiffer({ changes, summary, findings }: Review): boolean {
  return (
    changes.length > 0 ||
    summary.mayChange > 0 ||
    summary.notKnowable > 0 ||
    summary.closed !== undefined ||
    findings.some(({ rule }) => NOT_CARRIED_OUT.has(rule))
  );
}

const NOT_CARRIED_OUT: ReadonlySet<string> = new Set([
  "not-knowable",
  "may-change",
  "apply-refused",
  "policy-refused",
  "value-assumed",
]);
