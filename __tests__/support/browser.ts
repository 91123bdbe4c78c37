import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const SLOW_MACHINE = 120_000;

/** A page that is open in the browser, and what it did besides showing itself. */
export interface OpenPage {
  readonly page: Page;
  /** Everything on the console, and errors that nothing caught. */
  readonly messages: readonly string[];
  /** Addresses that it asked for, its own and its worker's aside. */
  readonly requests: readonly string[];
  /** Addresses that answered. */
  readonly responses: readonly string[];
}

interface OpenOptions extends BrowserContextOptions {
  readonly hash?: string;
  /** JavaScript that runs in the page before its own script. */
  readonly before?: string;
}

export interface TestBrowser {
  /** Opens HTML from a file, as someone does who got it as an artifact. */
  open(html: string, options?: OpenOptions): Promise<OpenPage>;
}

/**
 * A `describe` whose tests have a browser: Chromium at `CHROMIUM_PATH`, or where Debian puts it. Without one
 * the tests fail where `CI` is set, and are left out with a warning elsewhere.
 */
export function describeWithBrowser(name: string, define: (browser: TestBrowser) => void): void {
  const executablePath = [process.env.CHROMIUM_PATH ?? "", ...PLACES].find(
    (path) => path !== "" && existsSync(path),
  );
  if (executablePath !== undefined) {
    describe(name, () => {
      jest.setTimeout(SLOW_MACHINE);
      define(startedFor(executablePath));
    });
  } else if ((process.env.CI ?? "") !== "") {
    describe(name, () => {
      it("has a browser", () => {
        throw new Error("There is no Chromium: install it, or name it in CHROMIUM_PATH.");
      });
    });
  } else {
    console.warn(`LEFT OUT: ${name}. There is no Chromium: install it, or name it in CHROMIUM_PATH.`);
    describe.skip(name, () => {
      define(startedFor(""));
    });
  }
}

/** The browser starts before the tests of a `describe` and ends after them; so does every page. */
function startedFor(executablePath: string): TestBrowser {
  let browser: Browser | undefined;
  const folder = mkdtempSync(join(tmpdir(), "org-backup-browser-"));
  let files = 0;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ARGUMENTS });
  }, SLOW_MACHINE);
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  }, SLOW_MACHINE);
  return {
    open: async (html, { hash = "", before = "", ...options } = {}) => {
      if (browser === undefined) {
        throw new Error("The browser has not started.");
      }
      files += 1;
      const file = join(folder, `page-${files}.html`);
      writeFileSync(file, html);
      const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options });
      const page = await context.newPage();
      const messages: string[] = [];
      const requests: string[] = [];
      const responses: string[] = [];
      page.on("console", (message) => messages.push(`${message.type()}: ${message.text()}`));
      page.on("pageerror", (error) => messages.push(error.message));
      page.on("request", (request) => {
        // Its worker starts from its own text.
        if (!request.isNavigationRequest() && !request.url().startsWith("blob:")) {
          requests.push(request.url());
        }
      });
      page.on("response", (response) => {
        if (!response.request().isNavigationRequest() && !response.url().startsWith("blob:")) {
          responses.push(response.url());
        }
      });
      await page.addInitScript(before);
      await page.goto(`${pathToFileURL(file).href}${hash}`);
      await page.locator("html[data-ready=true]").waitFor();
      return { page, messages, requests, responses };
    },
  };
}
