import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import type { Browser, Page } from "playwright-core";

export interface SeenPage {
  /** Until headline, findings and tree are drawn. */
  readonly firstView: number;
  /** The processor time of it: the page and its worker. */
  readonly firstViewProcessor: number;
  /** Until nothing more is computed. */
  readonly everything: number;
  readonly actions: Readonly<Record<string, SeenAction>>;
}

interface SeenAction {
  readonly until: number;
  /** The longest time for which the page answers nothing, by processor time: other work on the machine hardly disturbs it. */
  readonly pause: number;
}

/** Runs in the page before its own script. */
const RECORD = `
  window.seen = {};
  new MutationObserver((_, observer) => {
    if (document.querySelector("#tree [role=treeitem]") && document.querySelector("#view h2")) {
      observer.disconnect();
      requestAnimationFrame(() => setTimeout(() => {
        seen.firstView = performance.mark("first view").startTime;
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
    const opening = await traced(browser, page, async () => {
      await page.goto(pathToFileURL(file).href, { waitUntil: "commit" });
      await page.locator("html[data-seen=true][data-ready=true]").waitFor(SLOW);
    });
    const [firstView, everything] = await page.evaluate<[number, number]>(
      "[seen.firstView, seen.everything]",
    );
    const actions: Record<string, SeenAction> = { open: { until: everything, pause: longestPause(opening) } };
    for (const [name, act] of Object.entries(ACTIONS)) {
      const start = Date.now();
      let until = 0;
      const tasks = await traced(browser, page, async () => {
        await act(page);
        await settled(page);
        until = Date.now() - start;
      });
      actions[name] = { until, pause: longestPause(tasks) };
    }
    return { firstView, firstViewProcessor: processorTimeBefore("first view", opening), everything, actions };
  } finally {
    await browser.close();
  }
}

/** An event of Chromium's trace; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  /** Processor time. */
  readonly tdur?: number;
  readonly args: { readonly name?: string };
}

async function traced(
  browser: Browser,
  page: Page,
  act: () => Promise<void>,
): Promise<readonly TraceEvent[]> {
  await browser.startTracing(page, { categories: ["toplevel", "blink.user_timing", "__metadata"] });
  await act();
  // What follows from it belongs to it.
  await page.waitForTimeout(200);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  return traceEvents;
}

function longestPause(events: readonly TraceEvent[]): number {
  return Math.max(0, ...tasksOf(events, /^CrRendererMain$/).map(({ tdur = 0 }) => tdur / 1000));
}

function processorTimeBefore(mark: string, events: readonly TraceEvent[]): number {
  const at = events.find(({ name }) => name === mark)?.ts ?? Number.NaN;
  return tasksOf(events, /^(CrRendererMain|DedicatedWorker thread)$/)
    .filter(({ ts }) => ts < at)
    .reduce((sum, { tdur = 0 }) => sum + tdur / 1000, 0);
}

function tasksOf(events: readonly TraceEvent[], thread: RegExp): readonly TraceEvent[] {
  const threads = new Set(
    events
      .filter(({ name, args }) => name === "thread_name" && thread.test(args.name ?? ""))
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return events.filter(
    ({ name, ph, pid, tid }) =>
      name === "ThreadControllerImpl::RunTask" && ph === "X" && threads.has(`${pid} ${tid}`),
  );
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
    await area.evaluate((element: { value: string; setSelectionRange(from: number, to: number): void }) => {
      const at = element.value.search(/(?<=delete_after_days[^}]*?"@@assign": ")\d/);
      element.setSelectionRange(at, at);
    });
    await page.keyboard.type("1", { delay: 300 });
    await page.getByRole("button", { name: "Try this text" }).click();
    await page.locator("#what-if .what").first().waitFor(SLOW);
  },
};
