import type { Severity } from "../text/issue";

export const SEVERITIES: readonly Severity[] = ["notice", "warning", "error"];

/** Whether a severity reaches a threshold. */
export function reaches(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold);
}

/** For sorting: the more severe first. */
export function bySeverity(
  first: { readonly severity: Severity },
  second: { readonly severity: Severity },
): number {
  return SEVERITIES.indexOf(second.severity) - SEVERITIES.indexOf(first.severity);
}
