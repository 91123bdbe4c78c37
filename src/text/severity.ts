/** How much a finding weighs; `error` is the default threshold of `--fail-on`. */
export type Severity = "notice" | "warning" | "error";

/** All severities, the least first. */
export const SEVERITIES = ["notice", "warning", "error"] as const satisfies readonly Severity[];

/** All severities, the most severe first: the order of every report. */
export const WORST_FIRST: readonly Severity[] = SEVERITIES.toReversed();

/** Whether a severity reaches a threshold. */
export function reaches(severity: Severity, threshold: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(threshold);
}

/** For sorting: the most severe first. */
export function bySeverity(
  first: { readonly severity: Severity },
  second: { readonly severity: Severity },
): number {
  return SEVERITIES.indexOf(second.severity) - SEVERITIES.indexOf(first.severity);
}
