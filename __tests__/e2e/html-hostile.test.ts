import type { Page } from "playwright-core";
import { describeWithBrowser } from "../support/browser";
import { pageOf } from "../support/review-page";
import { harmlessTwin, tenReview } from "../support/ten-reviews";

/** Every element by its names and classes and those above it; the order is that of names, which differ. */
async function structure(page: Page, within = "*"): Promise<readonly string[]> {
  const paths =
    await page.evaluate(`[...document.querySelectorAll(${JSON.stringify(within)})].map((element) => {
    const names = [];
    for (let at = element; at !== null; at = at.parentElement) {
      names.unshift(at.tagName.toLowerCase() + "." + at.getAttribute("class") + "." + at.getAttribute("role"));
    }
    return names.join(" ");
  }).sort()`);
  return paths as readonly string[];
}

const ACCOUNTS = ["", "#500000000000", "#500000000013", "#500000000022", "#500000000041", "#500000000030"];

describeWithBrowser("the page of an organization with hostile names", (browser) => {
  it.each(ACCOUNTS)("has the structure of one with harmless names: %s", async (hash) => {
    const hostile = await browser.open(pageOf(tenReview("hostile")), { hash });
    const harmless = await browser.open(pageOf(harmlessTwin()), { hash });
    expect(await structure(hostile.page)).toEqual(await structure(harmless.page));
    expect(hostile.messages).toEqual([]);
    expect(hostile.requests).toEqual([]);
  });

  it("keeps that structure in a what-if and in the editor", async () => {
    const seen = [];
    for (const html of [pageOf(tenReview("hostile")), pageOf(harmlessTwin())]) {
      const { page, messages, requests } = await browser.open(html, { hash: "#500000000000" });
      await page.locator("select.attach").focus();
      await page.locator("select.attach").selectOption({ index: 1 });
      await page.locator("#what-if .what").waitFor();
      await page.locator("html[data-ready=true]").waitFor();
      await page.locator(".attached button", { hasText: "edit" }).last().click();
      await page
        .locator(".editor textarea")
        .fill('{"plans":{"typed <img src=x onerror=alert(1)>":{"</ul><script>":1}}}');
      await page.locator(".issues", { hasText: "typed <img" }).waitFor();
      await page.getByRole("button", { name: "Try this text" }).click();
      await page.locator("#what-if [role=alert]").waitFor();
      expect([...messages, ...requests]).toEqual([]);
      // What is found about the two organizations differs with their names; it stands elsewhere.
      seen.push(await structure(page, "#what-if *, .attached *, .editor *, .tries-here *, img, script"));
    }
    expect(seen[0]?.length).toBeGreaterThan(30);
    expect(seen[0]).toEqual(seen[1]);
  });

  it("shows the names as they are written", async () => {
    const { page } = await browser.open(pageOf(tenReview("hostile")), { hash: "#500000000000" });
    expect(await page.getByRole("heading", { level: 2 }).innerText()).toBe("<script>alert(1)</script>");
    expect(await page.title()).toBe("<script>alert(1)</script> · Backup policy review");
  });

  it("shows control and direction characters as escapes", async () => {
    const { page } = await browser.open(pageOf(tenReview("hostile")), { hash: "#500000000012" });
    expect(await page.getByRole("heading", { level: 2 }).innerText()).toBe(
      "\\u{202e}gnp.exe\\u{202c} \\u{2066}isolate\\u{2069} \\u{200e}\\u{200f}\\u{61c}",
    );
  });

  it("is searched like any other", async () => {
    const { page } = await browser.open(pageOf(tenReview("hostile")));
    await page.getByRole("searchbox").fill("<img src=x");
    expect(await page.getByRole("treeitem").locator("mark").allInnerTexts()).toEqual(["<img", "<img"]);
  });
});
