import { compare } from "../../../src/review/compare";
import type { ReviewOptions } from "../../../src/review/compare";
import type { Review } from "../../../src/review/review";
import { EffectivePolicies } from "../../../src/organization/effective-policies";
import type { Organization } from "../../../src/organization/organization";

export const AT = new Date("2026-01-15T10:00:00Z");

/** The review of a change between two organizations. */
export function reviewOf(
  before: Organization,
  after: Organization,
  options: Partial<ReviewOptions> = {},
): Review {
  return compare(EffectivePolicies.compute(before, AT), EffectivePolicies.compute(after, AT), {
    at: AT,
    ...options,
  });
}

/** The findings of one rule. */
export function findingsOf(review: Review, rule: string): Review["findings"] {
  return review.findings.filter((finding) => finding.rule === rule);
}
