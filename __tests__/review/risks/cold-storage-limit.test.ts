import type { Organization } from "../../../src/organization/organization";
import { attached, completePlan, organization, policy, ROOT } from "../../support/organizations";
import { daily } from "../support/policy-documents";
import { findingsOf, reviewOf } from "../support/review-of";

const withLifecycle = (cold: number, days: number): Organization =>
  organization({
    policies: [policy("p-1", daily({ cold, days }))],
    attachments: [attached(ROOT, "p-1")],
  });

describe("A deletion after the move to cold storage", () => {
  it.each([
    [89, ["warning"]],
    [90, ["notice"]],
    [91, []],
  ])("by %i days is reported as %j", (margin, severities) => {
    const found = findingsOf(reviewOf(organization(), withLifecycle(30, 30 + margin)), "not-as-written");
    expect(found.map(({ severity }) => severity)).toEqual(severities);
  });

  it("by exactly 90 days says that AWS's pages differ, and what satisfies all of them", () => {
    expect(findingsOf(reviewOf(organization(), withLifecycle(30, 120)), "not-as-written")).toMatchObject([
      {
        message:
          "Deletion after 120 days comes exactly 90 days after the move to cold storage (30): some pages of AWS demand at least 90 days, others more than 90.",
        hint: "Set delete_after_days to 121 to be safe.",
      },
    ]);
  });

  it("is reported where the policy was not known before, and not beside a plan that changes", () => {
    const after = withLifecycle(30, 120);
    const before = organization({
      ...after.data,
      policies: [{ ...after.policies[0]!, content: { kind: "unknown", reference: "aws_x.y" } }],
    });
    const review = reviewOf(before, after);
    expect(review.changes.flatMap(({ edits }) => edits)).toEqual([]);
    expect(findingsOf(review, "not-as-written")).toMatchObject([{ severity: "notice" }]);
    const beside = (days: string): Organization =>
      organization({
        policies: [...after.policies, policy("p-2", completePlan("other", days))],
        attachments: [attached(ROOT, "p-1", "p-2")],
      });
    expect(findingsOf(reviewOf(beside("35"), beside("7")), "not-as-written")).toEqual([]);
  });
});
