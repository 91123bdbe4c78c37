import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeWithBrowser } from "../support/browser";
import { npmInstall } from "./consumer";
import { pack, ROOT } from "./packed";

const ORGANIZATION = join(ROOT, "stacks", "organization.yaml");

/** The page that the installed package writes: its engine is put together from the files of the package. */
function installedPage(): string {
  const project = mkdtempSync(join(tmpdir(), "page-project-"));
  writeFileSync(join(project, "package.json"), JSON.stringify({ name: "project", private: true }));
  npmInstall(project, ["--omit=peer", pack().tarball]);
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      join(project, "node_modules", "cdktf-org-backup", "lib", "cli", "main.js"),
      ...["plan", "--org", ORGANIZATION, "--move", "sandbox-anna=Root", "--fail-on", "none"],
      ...["--output", "html=page.html"],
    ],
    { cwd: project, encoding: "utf8" },
  );
  expect([status, stderr]).toEqual([0, ""]);
  return readFileSync(join(project, "page.html"), "utf8");
}

describeWithBrowser("the page that an installation writes", (browser) => {
  let html: string;
  beforeAll(() => {
    html = installedPage();
  });

  it("is small, and shows an account that its own engine computed", async () => {
    expect(Buffer.byteLength(html)).toBeLessThan(450_000);
    const { page, messages, requests } = await browser.open(html);
    await page.getByRole("searchbox").fill("sandbox-anna");
    await page.getByRole("searchbox").press("Enter");
    await page.locator("table.policy").waitFor();
    expect(await page.locator("table.policy tbody tr").count()).toBeGreaterThan(5);
    expect([...messages, ...requests]).toEqual([]);
  });

  it.each([
    ["a worker", ""],
    ["the page itself", `globalThis.Worker = class { constructor() { throw new Error("denied"); } };`],
  ])("opens a YAML file with the library as it is installed, in %s", async (_, before) => {
    const { page, messages, requests } = await browser.open(html, { before });
    await page.locator("#file").setInputFiles(ORGANIZATION);
    await page.locator("#said-of-file", { hasText: "Opened organization.yaml." }).waitFor();
    await page.locator("html[data-ready=true]").waitFor();
    expect(await page.locator("h1").innerText()).toMatch(/^The organization as it is: 26 accounts/);
    expect([...messages, ...requests]).toEqual([]);
  });
});
