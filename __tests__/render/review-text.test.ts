import { join } from "node:path";
import { reviewText } from "../../src/render/review-text";
import { displayWidth } from "../../src/text/display-width";
import { styleFor } from "../../src/render/style";
import type { Review } from "../../src/review/review";
import type { Finding } from "../../src/text/finding";
import { condensed } from "../support/condensed";
import { expectGolden } from "../support/golden-file";
import { READ_REVIEW_NAMES, TEN_REVIEW_NAMES, tenReview } from "../support/ten-reviews";

const plain = { style: styleFor(false), width: 80 };

function lines(text: string): readonly string[] {
  return text.split("\n");
}

describe.each(READ_REVIEW_NAMES)("the review %s as text", (name) => {
  const { review, before, after } = tenReview(name);

  it("is exactly the golden file", () => {
    expectGolden(join(__dirname, "golden", `${name}.text.txt`), condensed(reviewText(review, plain)));
  });

  it("is exactly the golden file with the story of every value", () => {
    const explained = reviewText(review, { ...plain, explain: { before, after } });
    expectGolden(join(__dirname, "golden", `${name}.explain.txt`), condensed(explained));
  });
});

describe.each(TEN_REVIEW_NAMES)("the review %s as text", (name) => {
  const { review, before, after } = tenReview(name);
  const text = reviewText(review, plain);

  it.each([60, 80, 132])("fits %d columns", (width) => {
    const explained = reviewText(review, { ...plain, width, explain: { before, after } });
    expect(lines(explained).filter((line) => displayWidth(line) > width)).toEqual([]);
  });

  it("says the outcome in its first line", () => {
    expect(lines(text)[0]).toMatch(/withholds|changes?\b/);
  });

  it("is the same with colour, the colour aside", () => {
    const colored = reviewText(review, { ...plain, style: styleFor(true) });
    // eslint-disable-next-line no-control-regex -- the colours themselves
    expect(colored.replace(/\u001b\[\d+m/g, "")).toBe(text);
    // eslint-disable-next-line no-control-regex -- as above
    expect(colored).toMatch(/\u001b\[/);
  });
});

describe("a review as text", () => {
  it("shows what is dangerous before what changes, and the worst change first", () => {
    const text = reviewText(tenReview("ten-thousand-accounts").review, plain);
    expect(text.indexOf("\nFindings\n")).toBeLessThan(text.indexOf("\nChanges ("));
    expect(text.slice(text.indexOf("\nChanges (")).trim().split("\n")[1]).toBe(
      "  1,000 accounts (withheld): Root/Research/*",
    );
  });

  it("shows a thousand accounts with the same change as one row", () => {
    const text = reviewText(tenReview("ten-thousand-accounts").review, plain);
    expect(text.match(/^ {2}4,251 accounts: /gm)).toHaveLength(1);
  });

  it("stays short where ten thousand accounts change in many ways", () => {
    const text = reviewText(tenReview("ten-thousand-accounts").review, plain);
    expect(lines(text).length).toBeLessThan(500);
    expect(text).toContain("48 more changes, a line each; the formats json and html have them whole");
    expect(text).toContain("The same of 19 more plans: ");
  });

  it("folds a plan that comes into a line with its key facts and one for each rule", () => {
    const text = reviewText(tenReview("first-baseline").review, { ...plain, width: 200 });
    expect(text).toContain(
      "+ plan pointintime: in eu-central-1; tag selection backup=pitr  org-baseline\n" +
        "          rule continuous: daily at 05:00 UTC, continuous for Aurora, RDS, S3, SAP HANA, snapshots for other types, kept 14 days, vault Main",
    );
  });

  it("tells how each value came about where that is asked for", () => {
    const { review, before, after } = tenReview("one-number");
    expect(reviewText(review, plain)).not.toContain("overridden");
    expect(reviewText(review, { ...plain, explain: { before, after } })).toContain(
      "      ~ lifecycle/delete_after_days: 35 -> 14 days\n" +
        "          org-baseline on Root sets 35, overridden\n" +
        "          production-retention on Root/Workloads/Production sets 14\n",
    );
  });

  it("lets no name steer a terminal or a build service", () => {
    const { review, before, after } = tenReview("hostile");
    const text = reviewText(review, { ...plain, explain: { before, after } });
    const unsafe =
      // eslint-disable-next-line no-control-regex -- these are what must not be there
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;
    expect(text).not.toMatch(unsafe);
    expect(text).not.toMatch(/^\s*::/m);
    expect(text).not.toMatch(/##(vso)?\[/i);
  });

  describe("with findings of other kinds", () => {
    const { review } = tenReview("one-number");
    const [finding] = review.findings as readonly [Finding];
    const of = (changes: Partial<Finding>): string =>
      reviewText({ ...review, findings: [{ ...finding, ...changes }] }, plain);

    it("shows a severity that it does not know as loud as an error", () => {
      const severity = "data-loss" as Finding["severity"];
      const colored = { ...plain, style: styleFor(true) };
      expect(reviewText({ ...review, findings: [{ ...finding, severity }] }, colored)).toContain(
        "\u001b[31mdata-loss",
      );
    });

    it("shows that someone has accepted a finding, and why", () => {
      const acknowledged = {
        reason: "The lab keeps nothing.",
        where: "guardrails.yaml:3:5",
        expires: "2026-12-31",
      };
      const text = of({ acknowledged });
      expect(text).toContain("  acknowledged warning retention-shortened: ");
      expect(text).toContain("accepted until 2026-12-31: The lab keeps nothing. (guardrails.yaml:3:5)");
    });

    it("names the requirement that a guardrail comes from", () => {
      expect(of({ requirement: { id: "keep-35-days", where: "guardrails.yaml:9:3" } })).toContain(
        "required by keep-35-days, guardrails.yaml:9:3",
      );
    });
  });

  it("shows remarks right after the outcome, and the digest at the end", () => {
    const review: Review = {
      ...tenReview("one-number").review,
      remarks: ["The plan holds no backup policy."],
      digest: "sha256:abc",
    };
    const text = reviewText(review, plain);
    expect(lines(text)[2]).toBe("The plan holds no backup policy.");
    expect(text.endsWith("\nDigest sha256:abc\n")).toBe(true);
  });
});
