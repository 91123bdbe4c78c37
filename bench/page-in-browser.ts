import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import type { Page } from "playwright-core";

export interface SeenPage {
  /** Until headline, findings or changes, and tree are drawn. */
  readonly firstView: number;
  /** Until nothing more is computed. */
  readonly everything: number;
  readonly actions: Readonly<Record<string, SeenAction>>;
}

interface SeenAction {
  readonly until: number;
  /** The longest time for which the page answered nothing; 0 if none was longer than 50 ms. */
  readonly pause: number;
}

/** Runs in the page before its own script. */
const RECORD = `
  window.seen = { pauses: [] };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.pauses.push(duration);
  }).observe({ type: "longtask", buffered: true });
  new MutationObserver((_, observer) => {
    if (document.querySelector("#tree [role=treeitem]") && document.querySelector("#view h2")) {
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => {
        seen.firstView = performance.now();
        document.documentElement.dataset.seen = "true";
      }));
    }
  }).observe(document, { childList: true, subtree: true });
  new MutationObserver(() => {
    if (document.documentElement.dataset.ready === "true") seen.everything ??= performance.now();
  }).observe(document, { attributes: true, subtree: true });
`;

const SLOW = { timeout: 120_000 };

/** Opens a page from its file, and does in it what a reader does. */
export async function inBrowser(file: string): Promise<SeenPage> {
  const executablePath = process.env.CHROMIUM_PATH ?? "/usr/bin/chromium";
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await browser.newPage({ viewport: { width: 1360, height: 900 } });
    await page.addInitScript(RECORD);
    await page.goto(pathToFileURL(file).href, { waitUntil: "commit" });
    await page.locator("html[data-seen=true][data-ready=true]").waitFor(SLOW);
    const opening = { until: Number(await page.evaluate("seen.firstView")), pause: await longestPause(page) };
    const actions: Record<string, SeenAction> = { opening };
    for (const [name, act] of Object.entries(ACTIONS)) {
      actions[name] = await acted(page, act);
    }
    return {
      firstView: opening.until,
      everything: Number(await page.evaluate("seen.everything")),
      actions,
    };
  } finally {
    await browser.close();
  }
}

async function acted(page: Page, act: (page: Page) => Promise<unknown>): Promise<SeenAction> {
  await page.evaluate("seen.pauses = []");
  const start = Date.now();
  await act(page);
  await settled(page);
  const until = Date.now() - start;
  return { until, pause: await longestPause(page) };
}

/** Pauses are reported a moment later. */
async function longestPause(page: Page): Promise<number> {
  await page.waitForTimeout(150);
  return Number(await page.evaluate("Math.max(0, ...seen.pauses)"));
}

async function settled(page: Page): Promise<void> {
  await page.locator("html[data-ready=true]").waitFor(SLOW);
}

const ACTIONS: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  search: async (page) => {
    await page.getByRole("searchbox").focus();
    await page.keyboard.type("account", { delay: 40 });
  },
  scroll: async (page) => {
    await page.locator("#tree").hover();
    for (let step = 0; step < 60; step += 1) {
      await page.mouse.wheel(0, step % 10 === 9 ? 20_000 : 400);
      await page.waitForTimeout(30);
    }
  },
  "open accounts": async (page) => {
    await page.getByRole("tree").focus();
    for (let step = 0; step < 10; step += 1) {
      await page.keyboard.press("ArrowUp");
      await settled(page);
    }
    await page.getByRole("searchbox").fill("");
  },
  "open the root": async (page) => {
    await page.getByRole("tree").focus();
    await page.keyboard.press("Home");
  },
  "what-if: detach from the root": async (page) => {
    await page.locator(".attached button", { hasText: "detach" }).first().click();
    await page.locator("#what-if .what").first().waitFor(SLOW);
  },
  "what-if: undo": async (page) => {
    await page.getByRole("button", { name: "Undo all" }).click();
    await page.locator("#what-if").waitFor({ state: "hidden", ...SLOW });
  },
  "what-if: edit a policy": async (page) => {
    await page.locator(".attached button", { hasText: "edit" }).first().click();
    const area = page.locator(".editor textarea");
    await area.waitFor(SLOW);
    await area.fill(
      (await area.inputValue()).replaceAll(/("delete_after_days": \{\s*"@@assign": )"\d+"/g, '$1"9"'),
    );
    await page.getByRole("button", { name: "Try this text" }).click();
    await page.locator("#what-if .what").first().waitFor(SLOW);
  },
};
