import type { Finding } from "../../text/finding";
import { withPlansTogether } from "./plans-together";

/** What one rule found. */
export interface FindingGroup {
  /** Those to show whole. */
  readonly whole: readonly Finding[];
  /** Those to show in a line each: a rule that finds the same in many places is no longer read by then. */
  readonly rest: readonly Finding[];
}

const WHOLE_PER_RULE = 5;

/** Findings by rule, in the order of each rule's first. */
export function groupedByRule(findings: readonly Finding[]): readonly FindingGroup[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of withPlansTogether(findings)) {
    const key = JSON.stringify([finding.severity, finding.rule, finding.acknowledged !== undefined]);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [finding]);
    } else {
      group.push(finding);
    }
  }
  return [...groups.values()].map((group) => {
    const count = group.length <= WHOLE_PER_RULE + 1 ? group.length : WHOLE_PER_RULE;
    return { whole: group.slice(0, count), rest: group.slice(count) };
  });
}
