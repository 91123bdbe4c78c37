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

  it("tells one story: what loses its backup, what is kept for less time, what is blocked, what is withheld", () => {
    expect(review.findings.map(({ rule, acknowledged }) => [rule, acknowledged !== undefined])).toEqual([
      ["resource-unprotected", false],
      ["plan-removed", false],
      ["retention-shortened", false],
      ["blocked-by-parent", false],
      ["account-withheld", true],
    ]);
    const text = lines.join("\n");
    expect(text).toMatch(/^AWS withholds the policy of 2 accounts; 18 of 26 accounts change\.$/m);
    expect(text).toMatch(/^ {2}- policy us-east: deleted/m);
    expect(text).toMatch(/^ {2}302 resources: 149 selected before, 142 after/m);
  });

  it("cuts no sentence", () => {
    expect(lines.filter((line) => line.includes("…"))).toEqual([]);
  });
});
