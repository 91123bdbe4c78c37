import type { Review } from "../../src/review/review";
import { tenReview } from "./ten-reviews";

/** A review with all that a finding may carry: a requirement that is not met, a position, an acknowledged finding, a remark, what the review is based on. */
export function annotatedReview(): Review {
  const { review } = tenReview("one-number");
  const [finding] = review.findings;
  if (finding === undefined) {
    throw new Error("the review has a finding");
  }
  return {
    ...review,
    findings: [
      {
        ...finding,
        rule: "guardrail-retention",
        severity: "error",
        policies: [],
        position: { where: "stacks/backup-policies/baseline", line: 12, column: 3 },
        documentation: "help/findings.md#guardrail-retention",
        requirement: { id: "keep-35-days", where: "backup-guardrails.yaml:3:5" },
      },
      {
        ...finding,
        severity: "error",
        acknowledged: {
          reason: "Agreed with the auditors.",
          where: "backup-guardrails.yaml:20:5",
          expires: "2027-01-01",
        },
      },
    ],
    summary: {
      ...review.summary,
      undeclaredPolicies: 14,
      assumedVariables: 1,
      variablesWithoutValue: 1,
      notRead: 1,
    },
    basis: ["Deletions are known from the tag org-backup:owner = example."],
    remarks: ["There is more to know: ::error::"],
    digest: `sha256:${"4711".repeat(16)}`,
  };
}
