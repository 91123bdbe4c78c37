import { join } from "node:path";
import { withPlansTogether } from "../../src/render/review/plans-together";
import { commentMarker, reviewMarkdown } from "../../src/render/review-markdown";
import type { Review } from "../../src/review/review";
import type { Finding } from "../../src/text/finding";
import { condensed } from "../support/condensed";
import { expectGolden } from "../support/golden-file";
import { markdownSkeleton } from "../support/markdown-skeleton";
import { harmlessTwin, READ_REVIEW_NAMES, TEN_REVIEW_NAMES, tenReview } from "../support/ten-reviews";

const bytes = (text: string): number => Buffer.byteLength(text, "utf8");
const whole = { name: "plan.html", url: "https://ci.example/artifacts/1" };

it.each(READ_REVIEW_NAMES)("the review %s as Markdown is exactly the golden file", (name) => {
  const text = reviewMarkdown(tenReview(name).review, { whole });
  expectGolden(join(__dirname, "golden", `${name}.md`), condensed(text));
});

describe.each(TEN_REVIEW_NAMES)("the review %s as Markdown", (name) => {
  const { review } = tenReview(name);
  const text = reviewMarkdown(review, { whole });

  it.each([1000, 2000, 5000, 20_000, 60_000])(
    "keeps within %d bytes, and says so where it leaves something out",
    (budget) => {
      const cut = reviewMarkdown(review, { budget, whole });
      expect(bytes(cut)).toBeLessThanOrEqual(budget);
      const complete = reviewMarkdown(review, { budget: 10_000_000 });
      expect(cut.includes("> ⚠️ **")).toBe(bytes(complete) > budget);
    },
  );

  it("begins with the hidden marker, then the outcome in bold", () => {
    const [marker, , outcome] = text.split("\n");
    expect(marker).toBe("<!-- org-backup:default -->");
    expect(outcome).toMatch(/^\*\*.*\.\*\*$/);
    expect(text.match(/<!--/g)).toHaveLength(1);
  });

  it("closes everything that it opens", () => {
    for (const budget of [1000, 3000, 60_000]) {
      const { opened, closed, fences } = markdownSkeleton(reviewMarkdown(review, { budget }));
      expect(closed).toBe(opened);
      expect(fences % 2).toBe(0);
    }
  });
});

describe("a review as Markdown", () => {
  const { review } = tenReview("ten-thousand-accounts");
  const budgets = [1000, 2000, 3000, 5000, 8000, 15_000, 30_000, 60_000, 120_000, 500_000];

  it("keeps findings before changes, and changes before their details", () => {
    const sizes = budgets.map((budget) => {
      const text = reviewMarkdown(review, { budget });
      return {
        findings:
          text.match(/^(?:- )?[❌⚠].*`(?:account-withheld|plan-removed|retention-shortened)`/gmu)?.length ??
          0,
        rows: text.match(/^\| [\d,]+ \|/gm)?.length ?? 0,
        details: text.match(/^```diff$/gm)?.length ?? 0,
      };
    });
    const shown = withPlansTogether(review.findings).length;
    for (const { findings, rows, details } of sizes) {
      expect(rows === 0 || findings === shown).toBe(true);
      expect(details === 0 || rows === review.changes.length).toBe(true);
    }
    expect(sizes[0]).toEqual({ findings: expect.any(Number) as number, rows: 0, details: 0 });
    expect(sizes.at(-1)).toEqual({ findings: 3, rows: 78, details: 78 });
  });

  it("says what it leaves out, how much of it, and where everything is", () => {
    const notice = reviewMarkdown(review, { budget: 20_000, whole }).split("\n")[6];
    expect(notice).toMatch(
      /^> ⚠️ \*\*Cut to fit 20,000 bytes\. Left out: \d+ changes of the table, every edit of 78 changes\.\*\* Everything is in \[`plan\.html`\]\(<https:\/\/ci\.example\/artifacts\/1>\)\.$/,
    );
  });

  it("says how to get everything where no place is named", () => {
    expect(reviewMarkdown(review, { budget: 5000 })).toContain(
      "`org-backup plan --format html` has everything.",
    );
  });

  it("links nothing but addresses of the web", () => {
    for (const url of [
      "javascript:alert(1)",
      "https://x.example/> <b>",
      `https://x.example/${"a".repeat(3000)}`,
    ]) {
      const text = reviewMarkdown(review, { budget: 5000, whole: { name: "[x](y)", url } });
      expect(text).toContain("Everything is in `[x](y)`.");
      expect(text).not.toContain(url);
    }
  });

  it("drops the address rather than the budget", () => {
    const url = `https://x.example/${"a".repeat(1500)}`;
    const text = reviewMarkdown(review, { budget: 1000, whole: { name: "plan.html", url } });
    expect(bytes(text)).toBeLessThanOrEqual(1000);
    expect(text).toContain("Everything is in `plan.html`.");
  });

  it("treats a budget below a thousand bytes as a thousand", () => {
    expect(reviewMarkdown(review, { budget: 1 })).toBe(reviewMarkdown(review, { budget: 1000 }));
  });

  it("tells several comments apart by their tag, and lets no tag end the marker", () => {
    expect(commentMarker("prod-eu.1")).toBe("<!-- org-backup:prod-eu.1 -->");
    expect(commentMarker("a --> <b>")).toBe("<!-- org-backup:a_u20_--_u3e__u20__u3c_b_u3e_ -->");
    expect(reviewMarkdown(review, { tag: "prod" }).startsWith("<!-- org-backup:prod -->\n")).toBe(true);
  });

  it("has the same structure whatever people call their accounts, policies, plans and tags", () => {
    const skeleton = markdownSkeleton(reviewMarkdown(tenReview("hostile").review, { budget: 1_000_000 }));
    const twin = markdownSkeleton(reviewMarkdown(harmlessTwin().review, { budget: 1_000_000 }));
    expect(skeleton.text).toBe(twin.text);
  });

  it("shows a finding that someone has accepted apart from the others, and the requirement behind a guardrail's", () => {
    const { review: small } = tenReview("one-number");
    const [finding] = small.findings as readonly [Finding];
    const accepted: Finding = {
      ...finding,
      acknowledged: { reason: "The lab keeps nothing.", where: "guardrails.yaml:3:5" },
      requirement: { id: "keep-35", where: "guardrails.yaml:9:3" },
    };
    const text = reviewMarkdown({
      ...small,
      findings: [accepted],
      summary: { ...small.summary, acknowledged: 1 },
    });
    expect(text).toContain("☑️ acknowledged warning `retention-shortened`");
    expect(text).toContain("accepted: The lab keeps nothing. (`guardrails.yaml:3:5`)");
    expect(text).toContain("required by `keep-35`, `guardrails.yaml:9:3`");
    expect(text).toContain("· ☑️ 1 acknowledged");
  });

  it("shows remarks, the digest, and severities that it does not know", () => {
    const { review: small } = tenReview("one-number");
    const severity = "data-loss" as Finding["severity"];
    const changed: Review = {
      ...small,
      remarks: ["The plan holds no @everyone."],
      digest: "sha256:abc",
      findings: small.findings.map((finding) => ({ ...finding, severity })),
    };
    const text = reviewMarkdown(changed);
    expect(text).toContain("> The plan holds no `@everyone`.\n");
    expect(text).toContain("Digest of the change: `sha256:abc`");
    expect(text).toContain("❗ **data-loss** `retention-shortened`");
  });
});
