import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { describeWithBrowser } from "../support/browser";
import { pageOf } from "../support/review-page";
import type { Organization } from "../../src/organization/organization";
import { reviewOf, tenReview } from "../support/ten-reviews";
import { created } from "../support/ten-reviews/builder";
import { withheld as withheldScenario } from "../support/ten-reviews/small-changes";

const PHONE = { width: 360, height: 780 };

async function rowNames(page: Page): Promise<readonly string[]> {
  return page.getByRole("treeitem").locator(".name").allInnerTexts();
}

async function settled(page: Page): Promise<void> {
  await page.locator("html[data-ready=true]").waitFor();
}

/** The badges of a row, as they read. */
async function badges(page: Page, name: string): Promise<readonly string[]> {
  return page.getByRole("treeitem", { name }).locator(".badge").allInnerTexts();
}

describeWithBrowser("the tree of a page", (browser) => {
  const withheld = pageOf(tenReview("withheld"));
  const worstFirst = [
    ...["Root", "Workloads", "Production", "Payments", "payments-api", "payments-ledger"],
    ...["orders", "tracking", "warehouse", "Staging", "orders-staging", "web-staging"],
    ...["Sandbox", "sandbox-anna", "sandbox-ben", "Security", "audit", "log-archive", "management"],
  ];

  it("has the worst first, and by name what is equally bad", async () => {
    const { page } = await browser.open(withheld);
    expect(await rowNames(page)).toEqual(worstFirst);
  });

  it("stands an account that loses its backups before an OU of which nothing but numbers change", async () => {
    const { page } = await browser.open(pageOf(tenReview("plan-removed")));
    const names = await rowNames(page);
    expect(names.slice(0, 4)).toEqual(["Root", "Sandbox", "sandbox-anna", "sandbox-ben"]);
  });

  it("is by name where that is chosen, and stays so when the page is opened again at its address", async () => {
    const { page } = await browser.open(withheld, { hash: "#400000000001" });
    await page.getByRole("radio", { name: "by name" }).press("Space");
    const byName = [
      ...["Root", "Sandbox", "sandbox-anna", "sandbox-ben", "Security", "audit", "log-archive"],
      ...["Workloads", "Production", "Payments", "payments-api", "payments-ledger", "orders", "tracking"],
      ...["warehouse", "Staging", "orders-staging", "web-staging", "management"],
    ];
    expect(await rowNames(page)).toEqual(byName);
    await page.reload();
    await settled(page);
    expect(await rowNames(page)).toEqual(byName);
    expect(await page.getByRole("radio", { name: "by name" }).isChecked()).toBe(true);
    expect(await page.getByRole("heading", { level: 2 }).innerText()).toBe("sandbox-anna");
    await page.getByRole("radio", { name: "worst first" }).press("Space");
    expect(await rowNames(page)).toEqual(worstFirst);
  });

  it("counts errors and warnings at accounts, and at OUs those below, closed ones too", async () => {
    const { page } = await browser.open(withheld);
    expect(await badges(page, "payments-api")).toEqual(["1", "1"]);
    expect(await badges(page, "orders, unchanged")).toEqual([]);
    expect(await badges(page, "Sandbox")).toEqual([]);
    const workloads = page.getByRole("treeitem", { name: "Workloads" });
    await workloads.locator(".twist").click();
    expect(await rowNames(page)).not.toContain("Payments");
    expect(await workloads.locator(".badge.error").innerText()).toBe("1");
    expect(await workloads.locator(".badge.warning").innerText()).toBe("1");
    expect(await workloads.getAttribute("aria-label")).toBe("Workloads, 7 accounts, 1 error, 1 warning");
  });

  it("draws the few of very many that are withheld, and an id whole or not at all", async () => {
    const { before, after, findings } = withheldScenario();
    const crowd = Array.from({ length: 4000 }, (_, index) => ({
      id: String(500_000_000_000 + index),
      name: `one-of-very-many-accounts-of-this-organization-${index}`,
      parentId: "ou-sandbox",
      state: "ACTIVE" as const,
    }));
    const grown = ({ data }: Organization): Organization =>
      created({ ...data, accounts: [...data.accounts, ...crowd] });
    const { page } = await browser.open(
      pageOf(reviewOf("crowd", { before: grown(before), after: grown(after), findings })),
    );
    const width = await page.evaluate<number>(
      "document.querySelector('.shares .fill-withheld').getBoundingClientRect().width",
    );
    expect(width).toBeGreaterThan(4);
    await page.getByRole("treeitem", { name: "Sandbox" }).locator(".twist").click();
    const many = page.getByRole("treeitem", { name: "one-of-very-many" });
    const numbers = (await many.locator(".name").allInnerTexts()).map((name) => name.replace(/^.*-/, ""));
    expect(numbers.slice(0, 12)).toEqual(Array.from({ length: 12 }, (_, index) => String(index)));
    const row = many.first();
    const id = await row.locator(".id").boundingBox();
    const text = await row.locator(".id span").boundingBox();
    expect(text?.y).toBeGreaterThanOrEqual((id?.y ?? 0) + (id?.height ?? 0));
  });

  describe("on a phone", () => {
    const isInTree = `document.getElementById("side").contains(document.activeElement)`;

    it("is a drawer, and the findings are what is there at first", async () => {
      const { page } = await browser.open(withheld, { viewport: PHONE });
      expect(await page.getByRole("tree").isVisible()).toBe(false);
      const findings = await page.getByRole("heading", { name: "Findings" }).boundingBox();
      const changes = await page.getByRole("list", { name: "Policies and organization" }).boundingBox();
      expect(findings?.y).toBeLessThan(PHONE.height);
      expect(changes?.y).toBeGreaterThan(findings?.y ?? Infinity);
      const opener = page.getByRole("button", { name: "Accounts and OUs" });
      expect(await opener.getAttribute("aria-expanded")).toBe("false");
      await opener.click();
      expect(await opener.getAttribute("aria-expanded")).toBe("true");
      expect(await page.getByRole("dialog", { name: "Organization" }).isVisible()).toBe(true);
      expect(await rowNames(page)).toEqual(worstFirst);
    });

    it.each(["light", "dark"] as const)(
      "gives axe nothing to object to, open or not: %s",
      async (colorScheme) => {
        const { page } = await browser.open(withheld, {
          hash: "#200000000001",
          viewport: PHONE,
          colorScheme,
        });
        const violations = async (): Promise<readonly string[]> =>
          (await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id);
        expect(await violations()).toEqual([]);
        await page.getByRole("button", { name: "Accounts and OUs" }).click();
        expect(await violations()).toEqual([]);
      },
    );

    it("keeps the keyboard until Escape, which leads back to its button", async () => {
      const { page } = await browser.open(withheld, { viewport: PHONE });
      await page.getByRole("button", { name: "Accounts and OUs" }).press("Enter");
      for (let step = 0; step < 12; step += 1) {
        await page.keyboard.press("Tab");
        const focused = await page.evaluate(`${isInTree} || document.activeElement === document.body`);
        expect(focused).toBe(true);
      }
      await page.getByRole("searchbox").fill("ledger");
      await page.keyboard.press("Escape");
      expect(await page.getByRole("searchbox").inputValue()).toBe("");
      expect(await page.getByRole("tree").isVisible()).toBe(true);
      await page.keyboard.press("Escape");
      expect(await page.getByRole("tree").isVisible()).toBe(false);
      expect(await page.evaluate("document.activeElement.id")).toBe("open-tree");
      expect(await page.evaluate("document.querySelectorAll('[inert]').length")).toBe(0);
    });

    it("goes away when a row is chosen, and takes the keyboard to what it was about", async () => {
      const { page } = await browser.open(withheld, { viewport: PHONE });
      const opener = page.getByRole("button", { name: "Accounts and OUs" });
      await opener.click();
      await page.getByRole("treeitem", { name: "payments-ledger" }).click();
      await settled(page);
      expect(await page.getByRole("tree").isVisible()).toBe(false);
      expect(await page.getByRole("heading", { level: 2 }).innerText()).toBe("payments-ledger");
      expect(await page.evaluate("document.activeElement.id")).toBe("view-title");
      await opener.click();
      await page.getByRole("tree").focus();
      await page.keyboard.press("Home");
      await page.keyboard.press("Enter");
      await settled(page);
      expect(await page.getByRole("tree").isVisible()).toBe(false);
      expect(await page.getByRole("heading", { level: 2 }).innerText()).toBe("Root");
    });

    it("comes out when the accounts of a finding are asked for", async () => {
      const { page } = await browser.open(withheld, { viewport: PHONE });
      await page.locator("li.finding").first().getByRole("button", { name: "2 accounts" }).click();
      expect((await rowNames(page)).slice(-2)).toEqual(["payments-api", "payments-ledger"]);
      await page.mouse.click(355, 400);
      expect(await page.getByRole("tree").isVisible()).toBe(false);
    });
  });
});
