import { readFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { organizationFileValue } from "../../src/organization/organization-file-value";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import { headline } from "../../src/render/review/headline";
import type { Review } from "../../src/review/review";
import { reviewState } from "../../src/review/review-state";
import { readOrganizationFile } from "../../src/sources/organization-file";
import { isJsonObject } from "../../src/text/json";
import type { JsonObject, JsonValue } from "../../src/text/json";
import { describeWithBrowser } from "../support/browser";
import type { OpenPage, TestBrowser } from "../support/browser";
import { pageOf } from "../support/review-page";
import { NOW, runCli } from "../support/run-cli";
import { HOSTILE_NAMES } from "../support/ten-reviews/hostile";
import { tenReview } from "../support/ten-reviews";

const EXAMPLE = join(__dirname, "..", "..", "stacks", "organization.yaml");

/** A page about something else, into which a file is put as somebody chooses one. */
async function opened(browser: TestBrowser, name: string, text: string, before?: string): Promise<OpenPage> {
  const open = await browser.open(pageOf(tenReview("one-number")), before === undefined ? {} : { before });
  await open.page.clock.setFixedTime(NOW);
  await choose(open.page, name, text);
  return open;
}

async function choose(page: Page, name: string, text: string | Buffer): Promise<void> {
  await page.locator("#file").setInputFiles({ name, mimeType: "text/plain", buffer: Buffer.from(text) });
  await page.locator("#said-of-file", { hasText: "Reading" }).waitFor({ state: "hidden" });
  await page.locator("html[data-ready=true]").waitFor();
}

/** The settings of an account as the page has them, by path. */
async function shownSettings(page: Page, accountId: string): Promise<Readonly<Record<string, string>>> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#${accountId}`)}`);
  await page.locator(".subtitle .mono", { hasText: accountId }).waitFor();
  await page.locator("html[data-ready=true]").waitFor();
  const rows = await page.evaluate(`[...document.querySelectorAll("table.policy tbody")].flatMap((body) => {
    const group = body.querySelector("tr.group th").textContent.split(" / ");
    return [...body.querySelectorAll("tr:not(.group)")].map((row) => [
      ["plans", ...group, row.querySelector("th").lastChild.textContent].join("/"),
      row.querySelectorAll("td")[0].textContent,
    ]);
  })`);
  return Object.fromEntries(rows as [string, string][]);
}

function settingsIn(value: JsonValue, path: readonly string[] = []): readonly [string, string][] {
  return isJsonObject(value)
    ? Object.entries(value).flatMap(([key, item]) => settingsIn(item, [...path, key]))
    : [
        [
          path.join("/"),
          (Array.isArray(value) ? (value as string[]).toSorted() : [value]).map(String).join(", "),
        ],
      ];
}

async function json(...args: readonly string[]): Promise<JsonObject> {
  const { stdout, stderr } = await runCli(...args, "--format", "json");
  expect(stderr).toBe("");
  return JSON.parse(stdout) as JsonObject;
}

interface Effective {
  readonly accounts: readonly string[];
  readonly policy: JsonObject;
}

interface Issue {
  readonly rule: string;
  readonly line: number;
  readonly column: number;
}

function stateOf(file: string): Review {
  return reviewState(EffectivePolicies.compute(readOrganizationFile(file), NOW), { at: NOW });
}

describeWithBrowser("a file that is opened in the page", (browser) => {
  const workingDirectory = process.cwd();
  const folder = mkdtempSync(join(tmpdir(), "html-opened-"));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const withheld = JSON.stringify(organizationFileValue(tenReview("withheld").after.organization.data));
  const example = readFileSync(EXAMPLE, "utf8");

  beforeAll(() => {
    // Synthesized code in the working directory would be reviewed with the what-ifs.
    process.chdir(folder);
  });

  afterAll(() => {
    process.chdir(workingDirectory);
    rmSync(folder, { recursive: true });
  });

  it.each([
    ["JSON", "withheld.json", withheld],
    ["YAML", "organization.yaml", example],
  ])("of %s shows what the command line computes", async (_, name, text) => {
    const path = file(name, text);
    const { page, messages, requests, responses } = await opened(browser, name, text);
    const state = stateOf(path);
    expect(await page.locator("h1").innerText()).toBe(headline(state.summary));
    expect(await page.locator("#kicker").innerText()).toContain(name);
    expect(await page.getByRole("tree").getByRole("treeitem").first().innerText()).toContain("Root");
    const rules = page.locator(".finding-title .mono");
    expect(await rules.allInnerTexts()).toEqual(state.findings.slice(0, 5).map(({ rule }) => rule));
    const { effectivePolicies } = await json("effective", "--org", path);
    const all = effectivePolicies as unknown as readonly Effective[];
    expect(all.length).toBeGreaterThan(2);
    for (const { accounts, policy } of all) {
      const shown = await shownSettings(page, accounts[0] ?? "");
      expect(shown).toEqual(Object.fromEntries(settingsIn(policy)));
    }
    expect([messages, requests, responses]).toEqual([[], [], []]);
  });

  it("is shown by a browser that lets no worker start, which runs the engine in the page", async () => {
    const noWorker = `globalThis.Worker = class { constructor() { throw new Error("denied"); } };`;
    const path = file("alone.json", withheld);
    const { page, messages, requests } = await opened(browser, "alone.json", withheld, noWorker);
    const { summary } = stateOf(path);
    expect(await page.locator("h1").innerText()).toBe(headline(summary));
    const { effectivePolicies } = await json("effective", "--org", path);
    for (const { accounts, policy } of effectivePolicies as unknown as readonly Effective[]) {
      const shown = await shownSettings(page, accounts[0] ?? "");
      expect(shown).toEqual(Object.fromEntries(settingsIn(policy)));
    }
    expect([messages, requests]).toEqual([[], []]);
  });

  it("is reviewed with what is tried in it, as the command line does", async () => {
    const path = file("tried.json", withheld);
    const { page, messages } = await opened(browser, "tried.json", withheld);
    await page.evaluate(`location.hash = "#400000000002"`);
    await page.getByRole("heading", { level: 2, name: "sandbox-ben" }).waitFor();
    await page.locator("select.move").focus();
    await page.locator("select.move").selectOption({ label: "Root" });
    await page.locator("#what-if li").waitFor();
    await page.locator("html[data-ready=true]").waitFor();
    const root = readOrganizationFile(path).root.id;
    const move = `400000000002=${root}`;
    const { summary, findings } = (await json(
      "plan",
      "--no-guardrails",
      "--fail-on",
      "none",
      "--org",
      path,
      "--move",
      move,
    )) as unknown as Review;
    expect(await page.locator("h1").innerText()).toBe(headline(summary));
    expect(await page.locator("#what-if pre").innerText()).toBe(
      `org-backup plan --org tried.json --move ${move}`,
    );
    const counts = Object.values(summary.findings).reduce((sum, count) => sum + count, 0);
    expect(counts).toBe(findings.length);
    await page.getByRole("button", { name: "Undo all" }).click();
    await page.locator("html[data-ready=true]").waitFor();
    await page.locator("h1", { hasText: "as it is" }).waitFor();
    expect(await page.locator("h1").innerText()).toBe(headline(stateOf(path).summary));
    expect(messages).toEqual([]);
  });

  it.each([
    ["broken.json", '{"version": 1,}', "broken.json:1:15 a comma stands before"],
    ["typo.yaml", "version: 1\norganisation: {}\n", 'typo.yaml:2:1 Unknown key "organisation"'],
    ["notes.txt", "just text", "The file must be an object"],
  ])("with a mistake leaves the page as it is and names the place: %s", async (name, text, message) => {
    const { page, messages } = await opened(browser, name, text);
    const { stderr } = await runCli("effective", "--org", file(name, text));
    const shown = page.locator("#opened .errors");
    expect(await shown.innerText()).toContain(message);
    const said = stderr.replaceAll(`${folder}/`, "").replaceAll(/\s+/g, " ");
    for (const line of await shown.locator("li").allInnerTexts()) {
      expect(said).toContain(line.replace(/^(\S+) /, "$1: ").replaceAll(/\s+/g, " "));
    }
    expect(await page.locator("h1").innerText()).not.toContain("as it is");
    expect(await page.getByRole("treeitem").count()).toBeGreaterThan(5);
    await page.locator("#opened").getByRole("button", { name: "Close" }).click();
    expect(await page.locator("#opened").isHidden()).toBe(true);
    expect(messages).toEqual([]);
  });

  it("that is not text is refused", async () => {
    const { page } = await browser.open(pageOf(tenReview("one-number")));
    await choose(page, "binary.json", Buffer.from([0x7b, 0xff, 0xfe]));
    expect(await page.locator("#opened").innerText()).toContain("binary.json: The file is not UTF-8 text.");
  });

  it("changes no structure of the page, whatever its names are", async () => {
    const accounts = HOSTILE_NAMES.map((name, index) => ({
      id: String(500000000000 + index),
      name: name.replaceAll(/[^\P{Cs}]/gu, "?"),
      parentId: "ou-1",
    }));
    const text = JSON.stringify({
      version: 1,
      organization: { id: "<b>o</b>", enabledPolicyTypes: ["BACKUP_POLICY"] },
      root: { id: "r-1", name: "</script><script>document.title='taken'</script>" },
      organizationalUnits: [
        { id: "ou-1", name: "<img src=x onerror=document.title='taken'>", parentId: "r-1" },
      ],
      accounts,
      policies: [{ id: "p-1", name: "__proto__", content: { plans: {} }, tags: { x: "<i>" } }],
      attachments: [{ targetId: "ou-1", policyIds: ["p-1"], order: "known" }],
    }).replace('"x":', '"__proto__":');
    const { page, messages, requests } = await opened(browser, "<i>name.json", text);
    expect(await page.title()).toBe("<i>name.json");
    expect(await page.locator("img, i, b, script[src], #view script").count()).toBe(0);
    expect(await page.locator("script").count()).toBe(4);
    await page.evaluate(`location.hash = "#500000000000"`);
    await page.getByRole("heading", { level: 2, name: "<script>alert(1)</script>" }).waitFor();
    expect(await page.evaluate("Object.keys(Object.prototype).length")).toBe(0);
    expect([messages, requests]).toEqual([[], []]);
  });

  it("can be dropped on the page", async () => {
    const { page } = await browser.open(pageOf(tenReview("one-number")));
    const transfer = await page.evaluateHandle(`(() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([${JSON.stringify(withheld)}], "dropped.json"));
      return transfer;
    })()`);
    await page.dispatchEvent("#view", "drop", { dataTransfer: transfer });
    await page.locator("#said-of-file", { hasText: "Opened dropped.json." }).waitFor();
    expect(await page.locator("h1").innerText()).toContain("The organization as it is");
  });

  it("of a policy is checked as it is typed, as `org-backup validate` does", async () => {
    const policy = "plans:\n  p:\n    rgions: {}\n";
    const { page, messages } = await opened(browser, "policy.yaml", policy);
    const { files } = await json("validate", file("policy.yaml", policy), "--fail-on", "none");
    const [{ issues }] = files as unknown as readonly [{ readonly issues: readonly Issue[] }];
    const shown = page.locator("#opened .issues li:not(:first-child)");
    await shown.first().waitFor();
    const items = await shown.allInnerTexts();
    expect(items).toHaveLength(issues.length);
    issues.forEach(({ rule, line, column }, index) => {
      expect(items[index]).toContain(rule);
      expect(items[index]).toContain(`${line}:${column}`);
    });
    await page.locator("#opened textarea").fill("plans: {}\n");
    await page.locator("#opened .issues", { hasText: "AWS accepts this text." }).waitFor();
    expect(messages).toEqual([]);
  });
});
