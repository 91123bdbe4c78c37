import { githubOutputs } from "../../src/render/review-github";
import type { Review } from "../../src/review/review";
import { reviewOutcomes } from "../../src/run-task/outcomes";
import { tenReview } from "../support/ten-reviews";

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
});
