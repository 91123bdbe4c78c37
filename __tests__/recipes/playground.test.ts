import { readdirSync, readFileSync } from "node:fs";
import { describeWithBrowser } from "../support/browser";
import { scriptOf, workflow } from "./support/recipe";
import { Workshop } from "./support/workshop";

// Shells and processes of their own take their time on a busy machine.
jest.setTimeout(600_000);

const job = workflow("github-actions/publish-playground.yml").jobs.publish!;

describe("the recipe that publishes the playground", () => {
  it("may write the site and prove who it is, as Pages demands, and nothing else", () => {
    expect(job.permissions).toEqual({ contents: "read", "id-token": "write", pages: "write" });
    expect(job.environment).toBe("github-pages");
  });

  it("deploys last what it uploads", () => {
    const [upload, deploy] = job.steps.slice(-2);
    expect(upload?.uses).toContain("actions/upload-pages-artifact@");
    expect(upload?.with).toEqual({ path: "site" });
    expect(deploy?.uses).toContain("actions/deploy-pages@");
  });
});

describeWithBrowser("the site that the recipe publishes", (browser) => {
  it("is one page of the organization file, in which files can be opened", async () => {
    const workshop = new Workshop();
    const { status, output } = await workshop.run(scriptOf(job, "Page"));
    expect([status, output]).toEqual([
      0,
      "No change is given, and there is no synthesized code: the page shows the organization as it is.\n",
    ]);
    expect(readdirSync(workshop.path("site"))).toEqual(["index.html"]);
    const html = readFileSync(workshop.path("site/index.html"), "utf8");
    const { page, messages, requests } = await browser.open(html);
    expect(await page.locator("h1").innerText()).toMatch(/^The organization as it is: 26 accounts/);
    expect(await page.locator("#open-file").innerText()).toContain("Files never leave this browser.");
    await page.locator("#file").setInputFiles(workshop.path("stacks/organization.yaml"));
    await page.locator("#said-of-file", { hasText: "Opened organization.yaml." }).waitFor();
    expect([messages, requests]).toEqual([[], []]);
  });
});
