import type { ChangeOutcome } from "../../../src/review/change-outcome";
import { review } from "../../../src/review/review";
import type { ReviewContext } from "../../../src/review/review-context";
import type { Review } from "../../../src/review/review";
import { EffectivePolicies } from "../../../src/organization/effective-policies";
import type { Organization } from "../../../src/organization/organization";

export const AT = new Date("2026-01-15T10:00:00Z");

/** The review of a change between two organizations. */
export function reviewOf(
  before: Organization,
  after: Organization,
  {
    at = AT,
    guardrails,
    resourceTypes,
    remarks,
    acknowledgements,
    ...facts
  }: Partial<ReviewContext & Omit<ChangeOutcome, "after">> = {},
): Review {
  const previous = EffectivePolicies.compute(before, AT);
  return review(
    previous,
    { after: EffectivePolicies.compute(after, AT, { previous }), ...facts },
    {
      at,
      ...(guardrails === undefined ? {} : { guardrails }),
      ...(resourceTypes === undefined ? {} : { resourceTypes }),
      ...(acknowledgements === undefined ? {} : { acknowledgements }),
      ...(remarks === undefined ? {} : { remarks }),
    },
  );
}

/** The findings of one rule. */
export function findingsOf(review: Review, rule: string): Review["findings"] {
  return review.findings.filter((finding) => finding.rule === rule);
}
