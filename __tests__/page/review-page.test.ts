import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import type { Review } from "../../src/review/review";
import { pagePartsOfSources } from "../support/page-parts";
import { pageOf } from "../support/review-page";
import { TEN_REVIEW_NAMES, tenReview } from "../support/ten-reviews";

const digest = (text: string): string => `sha256-${createHash("sha256").update(text).digest("base64")}`;

function dataText(html: string): string {
  return /<script type="application\/octet-stream" id="data">(.*?)<\/script>/su.exec(html)?.[1] ?? "";
}

describe.each(TEN_REVIEW_NAMES)("the page of the review %s", (name) => {
  const html = pageOf(tenReview(name));

  it("pins its scripts and its style by their digests, and allows nothing but its own worker", () => {
    const { script, engine, yaml, style } = pagePartsOfSources();
    const packed = [engine, yaml].map((part) => gunzipSync(Buffer.from(part.packed, "base64")).toString());
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    expect(policy.split("; ")).toEqual([
      "default-src 'none'",
      `script-src ${[script, ...packed].map((text) => `'${digest(text)}'`).join(" ")}`,
      `style-src '${digest(style)}'`,
      "worker-src blob:",
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types page-worker",
    ]);
    const rest = html.replace(script, "").replace(style, "");
    expect(rest.match(/<script/g)).toHaveLength(4);
    expect(rest.match(/<style/g)).toHaveLength(1);
    expect(rest).not.toMatch(/ (?:on\w+|style|src|href)="(?!#view")/);
  });

  it("holds its data as text that cannot end its element", () => {
    expect(dataText(html)).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(
      Object.keys(JSON.parse(gunzipSync(Buffer.from(dataText(html), "base64")).toString()) as object),
    ).toContain("before");
  });
});

describe("the page of a review", () => {
  it("cannot be ended by its own script", () => {
    expect(pagePartsOfSources().script).not.toMatch(/<\/script|<!--/i);
  });

  it("holds what accounts share once, and nothing that follows from it", () => {
    const small = dataText(pageOf(tenReview("one-number"))).length;
    const large = dataText(pageOf(tenReview("ten-thousand-accounts"))).length;
    expect(small).toBeLessThan(5_000);
    expect(large).toBeLessThan(120_000);
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
    const html = pageOf({ review: changed, before, after, at, title: "<Plan>" });
    expect(html).toContain("<title>&#60;Plan&#62;</title>");
    expect(html).toContain('<p class="remark">No &#60;b&#62;policy&#60;/b&#62; here.</p>');
    expect(html).toContain("Digest of the change: <code>sha256:abc</code>");
    expect(html).toContain("2 acknowledged</p>");
  });
});
