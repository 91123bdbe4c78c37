import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
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

/** Below it the tree is a drawer. */
const PHONE = { width: 360, height: 740 };

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(
    violations.map(({ id, nodes }) => [
      id,
      ...nodes.map(({ html, failureSummary }) => `${html} ${failureSummary ?? ""}`),
    ]),
  ).toEqual([]);
}

/** A what-if is tried, and an editor is open with a text that AWS refuses. */
async function tryMistakes(page: Page): Promise<void> {
  await page.locator("select.attach").focus();
  await page.locator("select.attach").selectOption({ index: 1 });
  await page.locator("#what-if .what").waitFor();
  await page.locator("html[data-ready=true]").waitFor();
  await page.locator(".attached button", { hasText: "edit" }).first().click();
  await page.locator(".editor textarea").fill('{"plans":\n{"p":{"rgions":{}}}}');
  await page.locator(".issues", { hasText: "rgions" }).waitFor();
  await page.getByRole("button", { name: "Try this text" }).click();
  await page.locator("#what-if [role=alert]").waitFor();
  await page.locator("html[data-ready=true]").waitFor();
}

describeWithBrowser("the page of a review, to people who do not see it as others do", (browser) => {
  for (const colorScheme of ["light", "dark"] as const) {
    it.each(PAGES)(`has nothing that axe objects to: %s%s, ${colorScheme}`, async (name, hash) => {
      const { page } = await browser.open(pageOf(tenReview(name)), { hash, colorScheme });
      await expectAccessible(page);
    });

    it.each([
      ["wide", "one-number", {}],
      ["on a phone", "one-number", { viewport: PHONE }],
      ["with hostile names", "hostile", {}],
    ] as const)(
      `has nothing that axe objects to while something is tried and edited: %s, ${colorScheme}`,
      async (_, name, options) => {
        const hash = name === "hostile" ? "#500000000000" : "#200000000005";
        const { page } = await browser.open(pageOf(tenReview(name)), { hash, colorScheme, ...options });
        await tryMistakes(page);
        await expectAccessible(page);
      },
    );

    it.each(["", "#200000000001"])(
      `has nothing that axe objects to on a phone, with the tree open and closed: %s, ${colorScheme}`,
      async (hash) => {
        const { page } = await browser.open(pageOf(tenReview("withheld")), {
          hash,
          colorScheme,
          viewport: PHONE,
        });
        await expectAccessible(page);
        await page.locator("#open-tree").click();
        await page.getByRole("tree").waitFor();
        await expectAccessible(page);
      },
    );
  }

  it("moves nothing: there is no animation to reduce", async () => {
    const { page } = await browser.open(pageOf(tenReview("withheld")));
    expect(await page.evaluate("document.getAnimations().length")).toBe(0);
  });
});
