import type { Page } from "playwright-core";
import type { Requirement } from "../../src/review/guardrails/guardrails";
import { review } from "../../src/review/review";
import { describeWithBrowser } from "../support/browser";
import { pageOf } from "../support/review-page";
import { TEN_REVIEW_NAMES, tenReview } from "../support/ten-reviews";
import { DAILY, organizationOf, planOf, policyOf, ROOT } from "../support/ten-reviews/builder";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { JsonObject } from "../../src/text/json";

/** The rows of the tree that are in the document, as they read. */
async function rowNames(page: Page): Promise<readonly string[]> {
  return page.getByRole("treeitem").locator(".name").allInnerTexts();
}

async function selectedName(page: Page): Promise<string> {
  return page.locator('[role=treeitem][aria-selected="true"] .name').innerText();
}

describeWithBrowser("the page of a review", (browser) => {
  it.each(TEN_REVIEW_NAMES)("of %s shows itself without a message or a request", async (name) => {
    const { page, messages, requests } = await browser.open(pageOf(tenReview(name)));
    await page.getByRole("tree").waitFor();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toMatch(/\.$/);
    expect(messages).toEqual([]);
    expect(requests).toEqual([]);
  });

  it("runs no other script and loads nothing, whatever gets into it", async () => {
    const html = pageOf(tenReview("one-number")).replace(
      "</body>",
      '<script>document.title = "taken"</script><img src="https://evil.example/x.png" onerror="document.title = \'taken\'"></body>',
    );
    const { page, messages, responses } = await browser.open(html);
    expect(await page.title()).toBe("Backup policy review");
    expect(responses).toEqual([]);
    expect(messages.length).toBeGreaterThan(0);
    expect(messages.every((message) => message.includes("Content Security Policy"))).toBe(true);
  });

  it("shows findings and tree at once, and of what is not computed yet that it is not", async () => {
    const { page } = await browser.open(pageOf(tenReview("withheld")), {
      before: `
        window.firstView = new Promise((resolve) => {
          const view = () => ({
            ready: document.documentElement.dataset.ready ?? "",
            rows: [...document.querySelectorAll("#tree .account")].map((row) => row.ariaLabel),
            findings: document.querySelectorAll(".findings .finding").length,
            view: document.getElementById("view")?.innerText ?? "",
          });
          new MutationObserver((_, observer) => {
            if (view().view !== "") {
              observer.disconnect();
              resolve(view());
            }
          }).observe(document, { childList: true, subtree: true });
        });`,
    });
    const first = await page.evaluate<{
      readonly ready: string;
      readonly rows: readonly string[];
      readonly findings: number;
      readonly view: string;
    }>("firstView");
    expect(first.ready).toBe("false");
    expect(first.rows).toHaveLength(12);
    expect(first.rows.every((row) => row.includes(", computing"))).toBe(true);
    expect(first.findings).toBeGreaterThan(0);
    expect(first.view).toContain("Computing effective policies…");
    expect(await page.locator("#tree .account").first().getAttribute("aria-label")).not.toContain(
      "computing",
    );
    expect(await page.locator("#view").innerText()).not.toContain("Computing");
  });

  describe("its search", () => {
    it("leaves the accounts that match, with what is above them, and says how many", async () => {
      const { page } = await browser.open(pageOf(tenReview("withheld")));
      await page.getByRole("searchbox").fill("ledger");
      expect(await rowNames(page)).toEqual([
        "Root",
        "Workloads",
        "Production",
        "Payments",
        "payments-ledger",
      ]);
      expect(await page.getByRole("status").innerText()).toBe("1 account found");
    });

    it("finds accounts by their id", async () => {
      const { page } = await browser.open(pageOf(tenReview("withheld")));
      await page.getByRole("searchbox").fill("400000000002");
      expect((await rowNames(page)).at(-1)).toBe("sandbox-ben");
    });

    it("leads on to the tree with the arrow, and back out with Escape", async () => {
      const { page } = await browser.open(pageOf(tenReview("withheld")));
      await page.keyboard.press("/");
      await page.keyboard.type("sandbox-b");
      await page.keyboard.press("ArrowDown");
      expect(await selectedName(page)).toBe("sandbox-ben");
      await page.locator("html[data-ready=true]").waitFor();
      expect(await page.getByRole("heading", { level: 2 }).innerText()).toBe("sandbox-ben");
      await page.keyboard.press("/");
      await page.keyboard.press("Escape");
      expect(await page.getByRole("searchbox").inputValue()).toBe("");
      expect(await rowNames(page)).toHaveLength(19);
    });

    it("finds nothing without breaking", async () => {
      const { page, messages } = await browser.open(pageOf(tenReview("withheld")));
      await page.getByRole("searchbox").fill("no such account");
      expect(await rowNames(page)).toEqual([]);
      expect(await page.getByRole("status").innerText()).toBe("0 accounts found");
      await page.getByRole("searchbox").press("Enter");
      expect(messages).toEqual([]);
    });
  });

  it("filters by what happens to accounts", async () => {
    const { page } = await browser.open(pageOf(tenReview("withheld")));
    await page.getByRole("radio", { name: "withheld", exact: true }).press("Space");
    expect(await rowNames(page)).toEqual([
      "Root",
      "Workloads",
      "Production",
      "Payments",
      "payments-api",
      "payments-ledger",
      "Staging",
      "orders-staging",
      "web-staging",
    ]);
  });

  describe("its tree", () => {
    it("is walked, opened and closed with the keyboard", async () => {
      const { page } = await browser.open(pageOf(tenReview("withheld")));
      await page.getByRole("tree").focus();
      await page.keyboard.press("ArrowDown");
      expect(await selectedName(page)).toBe("Workloads");
      await page.keyboard.press("ArrowLeft");
      expect(await rowNames(page)).not.toContain("Production");
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      expect(await selectedName(page)).toBe("Production");
      await page.keyboard.press("ArrowLeft");
      await page.keyboard.press("ArrowLeft");
      expect(await selectedName(page)).toBe("Workloads");
      await page.keyboard.press("End");
      expect(await selectedName(page)).toBe("management");
      await page.keyboard.press("Home");
      expect(await selectedName(page)).toBe("Root");
      await page.keyboard.type("web");
      expect(await selectedName(page)).toBe("web-staging");
    });

    it("tells a screen reader what is selected, how deep it stands and what happens to it", async () => {
      const { page } = await browser.open(pageOf(tenReview("withheld")), { hash: "#200000000002" });
      const row = page.getByRole("treeitem", { name: "payments-ledger, withheld" });
      expect(await row.getAttribute("aria-selected")).toBe("true");
      expect(await row.getAttribute("aria-level")).toBe("5");
      expect(await row.getAttribute("aria-posinset")).toBe("2");
      expect(await row.getAttribute("aria-setsize")).toBe("2");
      expect(await page.getByRole("tree").getAttribute("aria-activedescendant")).toBe(
        await row.getAttribute("id"),
      );
      const unit = page.getByRole("treeitem", { name: "Payments, 2 accounts" });
      expect(await unit.getAttribute("aria-expanded")).toBe("true");
    });
  });

  describe("an account", () => {
    it("shows each value before and after, and where it comes from", async () => {
      const { page } = await browser.open(pageOf(tenReview("one-number")));
      await page.getByRole("treeitem", { name: "warehouse, changed" }).click();
      const row = page.locator("table.policy tr.changed");
      expect(await row.locator("th, td").allInnerTexts()).toEqual([
        expect.stringContaining("lifecycle/delete_after_days"),
        "35",
        "14",
        expect.stringContaining("production-retention on Root/Workloads/Production"),
      ]);
      await row.locator("summary").click();
      expect(await row.locator("li").allInnerTexts()).toEqual([
        "org-baseline on Root sets 35, overridden",
        "production-retention on Root/Workloads/Production sets 14",
      ]);
    });

    it("shows when it is backed up and how long that is kept, in words too", async () => {
      const { page } = await browser.open(pageOf(tenReview("one-number")), { hash: "#200000000005" });
      expect(await page.locator(".timeline .words").allInnerTexts()).toEqual([
        "daily at 05:00 UTC\nat most 1 day between two",
        "14 days\nwas 35 days",
        "35 days",
      ]);
    });

    it("that is withheld shows what stays in force, and what is withheld as such", async () => {
      const { page } = await browser.open(pageOf(tenReview("withheld")), { hash: "#200000000001" });
      expect(await page.locator(".note").allInnerTexts()).toEqual([
        "AWS publishes nothing new; the policy in force stays. The policy before the change stays in force.",
      ]);
      expect(await page.locator(".findings li.finding").count()).toBe(2);
      const headings = await page.getByRole("heading", { level: 3 }).allInnerTexts();
      expect(headings.slice(-3)).toEqual(["Policy in force", "Withheld policy", "Policies attached here"]);
      const [inForce, withheld] = [
        page.locator("#view > table.policy"),
        page.locator(".not-in-force table.policy"),
      ];
      expect(await inForce.innerText()).not.toContain("enable_continuous_backup");
      expect(await withheld.locator("tr.added").innerText()).toContain("enable_continuous_backup");
      // It runs as before: nothing is drawn as changed.
      expect(await page.locator(".timeline .was").count()).toBe(0);
    });

    it("of which no one knows what is in force does not show what is withheld as if it were", async () => {
      const { page } = await browser.open(pageOf(tenReview("withheld")), { hash: "#300000000001" });
      expect(await page.locator("#view").innerText()).toContain(
        "What backs this account up after the change is not known.",
      );
      expect(await page.locator(".timeline, table.types, #view > table.policy").count()).toBe(0);
      expect(await page.locator(".not-in-force table.policy").innerText()).toContain("staging");
    });

    it("says for each type that is selected how long it is kept at least, without a colour", async () => {
      const { page } = await browser.open(pageOf(tenReview("one-number")), { hash: "#200000000005" });
      const kept = page.locator("table.types td:nth-child(4)");
      expect(new Set(await kept.allInnerTexts())).toEqual(new Set(["14 days"]));
      const backgrounds = await page.evaluate(
        "[...document.querySelectorAll('table.types *')].map((each) => getComputedStyle(each).backgroundColor)",
      );
      expect(new Set(backgrounds as readonly string[])).toEqual(new Set(["rgba(0, 0, 0, 0)"]));
    });

    it("that leaves the organization is still there, with what it had", async () => {
      const { page } = await browser.open(pageOf(tenReview("order-and-moves")), { hash: "#200000000006" });
      expect(await page.locator(".subtitle .pill").innerText()).toContain("leaves");
      expect(await page.locator("table.policy tr.removed").count()).toBeGreaterThan(5);
    });
  });

  it("goes from a change to its accounts, and from a row of the coverage to its OU", async () => {
    const { page } = await browser.open(pageOf(tenReview("plan-removed")));
    await page.locator(".change", { hasText: "Root/Sandbox/*" }).getByRole("button").click();
    expect(await rowNames(page)).toEqual(["Root", "Sandbox", "sandbox-anna", "sandbox-ben"]);
    await page.getByRole("button", { name: "show all" }).click();
    expect(await rowNames(page)).toHaveLength(19);
    await page.locator("table.coverage").getByRole("button", { name: "Payments" }).click();
    expect(await page.getByRole("heading", { level: 2 }).innerText()).toBe("Payments");
    expect(await page.evaluate("document.activeElement.id")).toBe("view-title");
  });

  it("tries a move: headline, tree and command follow, and undoing it brings back what was written", async () => {
    const { page, messages } = await browser.open(pageOf(tenReview("withheld")), { hash: "#200000000001" });
    const headline = await page.getByRole("heading", { level: 1 }).innerText();
    await page.locator("select.move").focus();
    await page.locator("select.move").selectOption({ label: "Root" });
    await page.locator("#what-if pre").waitFor();
    await page.locator("html[data-ready=true]").waitFor();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).not.toBe(headline);
    expect(await page.locator("#what-if .what").allInnerTexts()).toEqual(["move payments-api to Root"]);
    expect(await page.locator("#what-if pre").innerText()).toMatch(
      /^org-backup plan --org organization.json --move 200000000001=r-\w+$/,
    );
    expect(await page.locator("nav .crumbs li").allInnerTexts()).toEqual(["Root"]);
    await page.getByRole("button", { name: "Undo all" }).click();
    await page.locator("#what-if").waitFor({ state: "hidden" });
    expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe(headline);
    expect(messages).toEqual([]);
  });

  it("leaves the editor of a policy with Escape, back to where it was opened, unless something is typed", async () => {
    const { page } = await browser.open(pageOf(tenReview("withheld")));
    const edit = page.getByRole("button", { name: "edit org-baseline" });
    await edit.press("Enter");
    await page.locator("textarea").press("Escape");
    expect(await page.locator("textarea").count()).toBe(0);
    expect(await page.evaluate("document.activeElement.textContent")).toBe("edit org-baseline");
    await edit.press("Enter");
    await page.locator("textarea").fill("{");
    await page.locator("textarea").press("Escape");
    expect(await page.locator("textarea").inputValue()).toBe("{");
  });

  it("brings what it says of a try into sight", async () => {
    const { page } = await browser.open(pageOf(tenReview("withheld")), {
      hash: "#200000000001",
      viewport: { width: 360, height: 640 },
    });
    await page.locator("select.move").focus();
    await page.locator("select.move").selectOption({ label: "Root" });
    await page.locator("#what-if pre").waitFor();
    await page.locator("html[data-ready=true]").waitFor();
    const { top, bottom } = await page.evaluate<{ readonly top: number; readonly bottom: number }>(
      "document.getElementById('what-if').getBoundingClientRect().toJSON()",
    );
    expect(bottom).toBeGreaterThan(0);
    expect(top).toBeLessThan(640);
  });

  it("is printed in dark ink on light paper, without what only a screen has", async () => {
    const { page } = await browser.open(pageOf(tenReview("withheld")), {
      hash: "#200000000001",
      colorScheme: "dark",
    });
    const luminance = async (): Promise<readonly number[]> =>
      page.evaluate<readonly number[]>(
        `["backgroundColor", "color"].map((name) => Number(/\\d+/.exec(getComputedStyle(document.documentElement)[name])[0]))`,
      );
    const [screenPaper = 255, screenInk = 0] = await luminance();
    expect(screenPaper).toBeLessThan(screenInk);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const [paper = 0, ink = 255] = await luminance();
    expect(paper).toBeGreaterThan(ink);
    expect(await page.getByRole("tree").isVisible()).toBe(false);
    expect(await page.getByRole("heading", { name: "Withheld policy" }).isVisible()).toBe(true);
    expect(await page.locator("select, .toggle").filter({ visible: true }).count()).toBe(0);
  });

  it("covers what is in force: of a plan that goes nothing is left", async () => {
    const { page } = await browser.open(pageOf(tenReview("plan-removed")));
    const row = page.locator("table.coverage tr", { hasText: "Sandbox" });
    expect(await row.locator("td").nth(1).innerText()).toBe("100% → 0%");
  });

  describe("its coverage", () => {
    const colours = async (page: Page): Promise<readonly string[]> => {
      await page.locator("table.coverage").waitFor();
      return page.locator("table.coverage :is(.met, .missed)").allInnerTexts();
    };

    it("has no colour where no one requires anything", async () => {
      const { page } = await browser.open(pageOf(tenReview("plan-removed")));
      expect(await colours(page)).toEqual([]);
    });

    it("names the accounts of which no one knows it, and counts them as not covered", async () => {
      const regions = (change: JsonObject): JsonObject => ({ plans: { P: { regions: change } } });
      const organization = organizationOf(
        { "ou-prod Prod": { "222222222222 orders": "", "333333333333 ledger": "" } },
        [
          policyOf("daily", planOf("P", { R: { schedule: DAILY } })),
          policyOf("elsewhere", regions({ "@@assign": ["eu-west-1"] })),
          policyOf("less", regions({ "@@remove": ["eu-central-1"] })),
        ],
        {},
        {
          attachments: [
            { targetId: ROOT, policyIds: ["p-daily", "p-elsewhere"], order: "unknown" },
            { targetId: "222222222222", policyIds: ["p-less"], order: "known" },
          ],
        },
      );
      const { at } = tenReview("one-number");
      const now = EffectivePolicies.compute(organization, at);
      const reviewed = review(now, { after: now }, { at });
      const { page } = await browser.open(
        pageOf({ review: reviewed, before: now, after: now, at, context: undefined }),
      );
      const cells = page.locator("table.coverage tr", { hasText: "Prod" }).locator("td");
      expect([await cells.nth(1).innerText(), await cells.nth(4).innerText()]).toEqual([
        "50%, 1 not known",
        "0%, 1 not known",
      ]);
    });

    it("has the colour of what a guardrail requires, and says it without colour", async () => {
      const given = tenReview("one-number");
      const requirement: Requirement = {
        id: "month",
        severity: "error",
        accounts: { under: ["Root/Workloads/Production"] },
        require: { minimumRetentionDays: 30 },
        where: "guardrails.yaml:3:5",
      };
      const context = { guardrails: { requirements: [requirement], acknowledgements: [] } };
      const reviewed = review(given.before, { after: given.after }, { at: given.at, ...context });
      const { page } = await browser.open(pageOf({ ...given, review: reviewed, context }));
      const missed = "35 days → 14 days !, less than required";
      expect((await colours(page)).map((words) => words.replaceAll("\n", ""))).toEqual([missed, missed]);
    });
  });

  describe("of ten thousand accounts", () => {
    it("holds in its document only what is in sight", async () => {
      const { page } = await browser.open(pageOf(tenReview("ten-thousand-accounts")));
      expect(await page.evaluate("document.querySelectorAll('*').length")).toBeLessThan(1500);
      await page.getByRole("tree").focus();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("*");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("*");
      await page.keyboard.press("End");
      expect(await selectedName(page)).toBe("management");
      expect(await page.getByRole("treeitem").count()).toBeLessThan(100);
    });

    it("shows more of its many changes where that is asked for, and takes the keyboard along", async () => {
      const { page } = await browser.open(pageOf(tenReview("ten-thousand-accounts")));
      expect(await page.locator("li.change").count()).toBe(10);
      const more = page.getByRole("button", { name: "Show 68 more changes" });
      await more.press("Enter");
      expect(await page.locator("li.change").count()).toBe(78);
      expect(await more.isVisible()).toBe(false);
      expect(
        await page.evaluate("[...document.querySelectorAll('li.change')].indexOf(document.activeElement)"),
      ).toBe(10);
    });

    it("finds one of them", async () => {
      const { page } = await browser.open(pageOf(tenReview("ten-thousand-accounts")));
      await page.getByRole("searchbox").fill("sandbox-19-49");
      expect(await rowNames(page)).toEqual(["Root", "Sandbox", "Sandbox-19", "sandbox-19-49"]);
      await page.getByRole("searchbox").fill("research");
      expect(await page.getByRole("status").innerText()).toBe("1,000 accounts found");
      expect(await page.getByRole("treeitem").count()).toBeLessThan(100);
    });
  });
});
