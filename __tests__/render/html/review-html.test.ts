import { createHash } from "node:crypto";
import { join } from "node:path";
import { CLIENT_SCRIPT, CLIENT_STYLE } from "../../../src/render/html/client-bundle";
import { reviewHtml } from "../../../src/render/html/review-html";
import type { Review } from "../../../src/review/review";
import { condensed } from "../../support/condensed";
import { expectGolden } from "../../support/golden-file";
import { pageOf } from "../../support/review-page";
import { TEN_REVIEW_NAMES, tenReview } from "../../support/ten-reviews";

const digest = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

function modelText(html: string): string {
  return /<script type="application\/json" id="model">(.*?)<\/script>/su.exec(html)?.[1] ?? "";
}

/** The page without what is the same in all of them, its data in lines. */
function readable(html: string): string {
  return html
    .replace(CLIENT_SCRIPT, "...")
    .replace(CLIENT_STYLE, "...")
    .replace(digest(CLIENT_SCRIPT), "sha256-script")
    .replace(digest(CLIENT_STYLE), "sha256-style")
    .replace(modelText(html), (text) =>
      JSON.stringify(JSON.parse(text), undefined, 1).replace(
        /\[\s+([^[\]{}]*?)\s+\]/g,
        (_, inside: string) => `[${inside.replace(/\s*\n\s*/g, " ")}]`,
      ),
    );
}

it("the page of the review withheld is exactly the golden file, its script and style aside", () => {
  const html = pageOf(tenReview("withheld"));
  expectGolden(join(__dirname, "..", "golden", "withheld.html"), condensed(readable(html)));
});

describe.each(TEN_REVIEW_NAMES)("the page of the review %s", (name) => {
  const html = pageOf(tenReview(name));

  it("pins its one script and its one style by their digests, and allows nothing else", () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      `script-src '${digest(CLIENT_SCRIPT)}'`,
      `style-src '${digest(CLIENT_STYLE)}'`,
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
    ]);
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<style/g)).toHaveLength(1);
    expect(html).not.toMatch(/ (?:on\w+|style|src|href)="(?!#view")/);
  });

  it("holds its data as text that cannot end its element", () => {
    expect(modelText(html)).not.toMatch(/[<>&\u2028\u2029]/);
    expect(Object.keys(JSON.parse(modelText(html)) as object)).toContain("nodes");
  });
});

describe("the page of a review", () => {
  it("keeps what accounts share once: ten thousand accounts stay below a megabyte", () => {
    expect(pageOf(tenReview("ten-thousand-accounts")).length).toBeLessThan(1_000_000);
  });

  it("has the review as text for those who run no script", () => {
    const html = pageOf(tenReview("hostile"));
    const text = /<noscript><pre>(.*?)<\/pre><\/noscript>/su.exec(html)?.[1] ?? "";
    expect(text).toContain("All 33 accounts change.");
    expect(text).not.toMatch(/[<>"']/);
  });

  it("shows remarks, the digest, and who has accepted how many findings", () => {
    const { review, before, after, at } = tenReview("one-number");
    const changed: Review = {
      ...review,
      remarks: ["No <b>policy</b> here."],
      digest: "sha256:abc",
      summary: { ...review.summary, acknowledged: 2 },
    };
    const html = reviewHtml(changed, before, after, { at, title: "<Plan>" });
    expect(html).toContain("<title>&#60;Plan&#62;</title>");
    expect(html).toContain('<p class="remark">No &#60;b&#62;policy&#60;/b&#62; here.</p>');
    expect(html).toContain("Digest of the change: <code>sha256:abc</code>");
    expect(html).toContain("2 acknowledged</p>");
  });
});
