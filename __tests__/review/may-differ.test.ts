import { githubOutputs } from "../../src/render/review-github";
import type { Review } from "../../src/review/review";
import { reviewOutcomes } from "../../src/run-task/outcomes";
import { organization } from "../support/organizations";
import { tenReview } from "../support/ten-reviews";
import { reviewOf } from "./support/review-of";

const { review: same } = tenReview("nothing-changes");

/** What a workflow and HCP Terraform are told. */
function told(review: Review): readonly unknown[] {
  const labels = reviewOutcomes(review, () => true).flatMap(({ attributes: { tags } }) => tags.Status ?? []);
  return [githubOutputs(review).get("any-change"), labels.map(({ label }) => label)];
}

describe("That nothing changes", () => {
  it("is said of a review without changes", () => {
    expect(told(same)).toEqual(["false", ["No changes"]]);
  });

  it.each([{ mayChange: 1 }, { notKnowable: 1 }, { closed: 1 }])(
    "is not said where something may change: %j",
    (counts) => {
      expect(told({ ...same, summary: { ...same.summary, ...counts } })).toEqual(["true", ["Not certain"]]);
    },
  );

  it("is not said where AWS Backup loses its trusted access", () => {
    const [before, after] = [["backup.amazonaws.com"], []].map((trustedServices) =>
      organization({ settings: { id: "o-test", trustedServices } }),
    );
    const review = reviewOf(before!, after!);
    expect(review.changes).toEqual([]);
    expect(told(review)[0]).toBe("true");
    expect(told(reviewOf(before!, before!))[0]).toBe("false");
  });
});
