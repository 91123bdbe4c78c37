import { reviewText } from "../../src/render/review-text";
import { styleFor } from "../../src/render/style";
import { displayWidth } from "../../src/text/display-width";
import { exampleReview } from "../support/example-review";

describe("the review of the example", () => {
  const { review } = exampleReview();
  const lines = reviewText(review, { style: styleFor(false), width: 80 })
    .trimEnd()
    .split("\n");

  it("fits 60 lines of 80 columns", () => {
    expect(lines.length).toBeLessThanOrEqual(60);
    expect(lines.filter((line) => displayWidth(line) > 80)).toEqual([]);
  });

  it("shows what changes in the organization before the findings, and these before the accounts", () => {
    const at = (start: string): number => lines.findIndex((line) => line.startsWith(start));
    expect(at("Policies and organization")).toBeGreaterThan(0);
    expect(at("Policies and organization")).toBeLessThan(at("Findings"));
    expect(at("Findings")).toBeLessThan(at("Changes"));
  });

  it("says how StackSets gets the trusted access that the organization lacks", () => {
    const finding = review.findings.find(({ rule }) => rule === "trusted-access-missing");
    expect(finding?.hint).toContain("aws cloudformation activate-organizations-access");
  });
});
