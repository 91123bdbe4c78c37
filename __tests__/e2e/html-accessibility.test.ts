import { AxeBuilder } from "@axe-core/playwright";
import { describeWithBrowser } from "../support/browser";
import { pageOf } from "../support/review-page";
import { tenReview } from "../support/ten-reviews";
import type { TenReviewName } from "../support/ten-reviews";

const PAGES: readonly (readonly [TenReviewName, string])[] = [
  ["empty-organization", ""],
  ["withheld", ""],
  ["withheld", "#200000000001"],
  ["order-and-moves", "#200000000006"],
  ["not-knowable", "#ou-production"],
  ["first-baseline", "#100000000001"],
  ["ten-thousand-accounts", ""],
];

describeWithBrowser("the page of a review, to people who do not see it as others do", (browser) => {
  for (const colorScheme of ["light", "dark"] as const) {
    it.each(PAGES)(`has nothing that axe objects to: %s%s, ${colorScheme}`, async (name, hash) => {
      const { page } = await browser.open(pageOf(tenReview(name)), { hash, colorScheme });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(
        violations.map(({ id, nodes }) => [
          id,
          ...nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ""}`),
        ]),
      ).toEqual([]);
    });
  }

  it("moves nothing: there is no animation to reduce", async () => {
    const { page } = await browser.open(pageOf(tenReview("withheld")));
    expect(await page.evaluate("document.getAnimations().length")).toBe(0);
  });
});
