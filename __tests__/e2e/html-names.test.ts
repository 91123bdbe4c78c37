import type { OrganizationData } from "../../src/organization/model";
import type { Organization } from "../../src/organization/organization";
import { describeWithBrowser } from "../support/browser";
import { misplacedTexts } from "../support/overlaps";
import { pageOf } from "../support/review-page";
import { reviewOf } from "../support/ten-reviews";
import { created } from "../support/ten-reviews/builder";
import { withheld } from "../support/ten-reviews/small-changes";

/** As long as AWS lets names be, with no place to break them. */
const long = (name: string): string => `${name}_${"abcdefghij".repeat(13)}`.slice(0, 128);

function withLongNames({ data }: Organization): Organization {
  const renamed = <T extends { readonly name: string }>(all: readonly T[]): readonly T[] =>
    all.map((one) => ({ ...one, name: long(one.name) }));
  const names: Pick<OrganizationData, "organizationalUnits" | "accounts" | "policies"> = {
    organizationalUnits: renamed(data.organizationalUnits),
    accounts: renamed(data.accounts),
    policies: renamed(data.policies),
  };
  return created({ ...data, ...names });
}

describeWithBrowser("the page of an organization with long names", (browser) => {
  const { before, after, findings } = withheld();
  const html = pageOf(
    reviewOf("long", { before: withLongNames(before), after: withLongNames(after), findings }),
  );

  it.each([
    [360, ""],
    [360, "#200000000001"],
    [360, "#ou-payments"],
    [768, ""],
    [768, "#200000000001"],
    [1280, ""],
    [1280, "#200000000001"],
  ])("lays no text upon another, %d pixels wide, %s", async (width, hash) => {
    const { page } = await browser.open(html, { hash, viewport: { width, height: 800 } });
    expect(await misplacedTexts(page)).toEqual({ overlaps: [], outside: [] });
    if (width === 360) {
      await page.getByRole("button", { name: "Accounts and OUs" }).click();
      expect(await page.getByRole("treeitem").count()).toBeGreaterThan(10);
      expect((await misplacedTexts(page)).outside).toEqual([]);
    }
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
  });

  it("tells the whole of a name that is cut", async () => {
    const { page } = await browser.open(html);
    const row = page.getByRole("treeitem", { name: "payments-api" });
    expect(await row.getAttribute("title")).toContain(long("payments-api"));
  });
});
