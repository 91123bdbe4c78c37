import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import fc from "fast-check";
import type { Page } from "playwright-core";
import { reviewChange } from "../../src/app/review-change";
import type { WhatIf } from "../../src/change/what-if";
import type { Organization } from "../../src/organization/organization";
import { organizationFileText } from "../../src/sources/write-organization-file";
import { describeWithBrowser } from "../support/browser";
import type * as Parts from "../support/page-parts";
import { NOW, runCli } from "../support/run-cli";
import type { PlanJson } from "./page-parity/command-answers";
import { expectSame } from "./page-parity/expect-same";
import type { Expected } from "./page-parity/expect-same";
import { randomOrganization, randomTries } from "./page-parity/random-organization";
import { tryInPage } from "./page-parity/try-in-page";

/** A page has the engine of the sources here: what is built may be older. */
jest.mock("../../src/app/page-parts", () => ({
  pageParts: () => jest.requireActual<typeof Parts>("../support/page-parts").pagePartsOfSources(),
}));

/** `PAGE_PARITY=100 npx jest __tests__/e2e/page-parity` takes more; `PROPERTY_SEED` other ones. */
const COUNT = Number(process.env.PAGE_PARITY ?? "12");

const workingDirectory = process.cwd();
let folder: string;
let files = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "page-parity-"));
  // Synthesized code in the working directory would be reviewed with the what-ifs.
  process.chdir(folder);
});

afterAll(() => {
  process.chdir(workingDirectory);
  rmSync(folder, { recursive: true, force: true });
});

function written(name: string, text: string): string {
  files += 1;
  const file = join(folder, `${files}-${name}`);
  writeFileSync(file, text);
  return file;
}

const organizationFile = (organization: Organization): string =>
  written("organization.json", organizationFileText(organization.data, "json"));

/** What the command line says of what-ifs, in its own words. */
async function commandAnswers(
  before: string,
  flags: readonly string[],
): Promise<Expected & { html: string }> {
  const [json, html] = [join(folder, "plan.json"), join(folder, "page.html")];
  const outputs = ["--output", `json=${json}`, "--output", `html=${html}`];
  const { status, stdout, stderr } = await runCli(
    ...["plan", "--org", before, "--no-guardrails", ...flags],
    ...["--fail-on", "none", "--include-policies", ...outputs],
  );
  expect([status, stderr]).toEqual([0, ""]);
  return {
    before,
    after: organizationFile(reviewed(before, whatIfsOf(flags)).after.organization),
    flags,
    headline: headlineOf(stdout),
    plan: JSON.parse(readFileSync(json, "utf8")) as PlanJson,
    html: readFileSync(html, "utf8"),
  };
}

function reviewed(before: string, whatIf: readonly WhatIf[]): ReturnType<typeof reviewChange> {
  return reviewChange({ organization: before, whatIf, guardrails: false, at: NOW });
}

const headlineOf = (text: string): string => /^.*/.exec(text)?.[0] ?? "";

/** In the order of the command line. */
function whatIfsOf(flags: readonly string[]): readonly WhatIf[] {
  const found = flags.flatMap((flag, index): readonly WhatIf[] => {
    const [, what = "", target = ""] = /^(.*?)=(.*)$/.exec(flags[index + 1] ?? "") ?? [];
    return flag === "--move"
      ? [{ kind: "move", account: what, target }]
      : flag === "--edit"
        ? [{ kind: "edit", policy: what, text: readFileSync(target, "utf8") }]
        : flag === "--attach" || flag === "--detach"
          ? [{ kind: flag === "--attach" ? "attach" : "detach", policy: what, target }]
          : [];
  });
  return ["move", "detach", "attach", "edit"].flatMap((kind) =>
    found.filter((whatIf) => whatIf.kind === kind),
  );
}

/** The command that the page gives, run. */
async function afterCommand(page: Page, before: string): Promise<Expected> {
  const pre = page.locator("#what-if pre");
  const command = (await pre.count()) === 0 ? "" : await pre.innerText();
  const script = `given() { printf '%s\\0' "$@"; cat; }; given ${command}`;
  const words = spawnSync("bash", ["-c", script], { encoding: "utf8" }).stdout.split("\0");
  const input = words.pop() ?? "";
  expect(words.slice(0, 5)).toEqual(["org-backup", "plan", "--org", basename(before), "--no-guardrails"]);
  // The text of an edited policy, without the line break that ends it.
  const flags = words
    .slice(5)
    .map((word) =>
      word.endsWith("=-") ? `${word.slice(0, -1)}${written("policy.json", input.trimEnd())}` : word,
    );
  return commandAnswers(before, flags);
}

describeWithBrowser(`the pages of ${COUNT} random organizations`, (browser) => {
  const cases = fc.sample(fc.tuple(randomOrganization, randomTries), {
    numRuns: COUNT,
    seed: fc.readConfigureGlobal().seed ?? Date.now(),
  });

  it.each(cases.map(([organization, tries], index) => ({ index, organization, tries })))(
    "say what the command line says, at first and of everything that is tried: $index",
    async ({ organization, tries }) => {
      const before = organizationFile(organization);
      const first = await commandAnswers(before, firstFlags(organization));
      const { page, messages } = await browser.open(first.html);
      await expectSame(page, first);
      let latest: Expected = first;
      for (const each of tries) {
        const tried = await tryInPage(page, organization, each);
        // No command does the same: there is nothing to compare with.
        if (tried !== undefined && (await hasNoCommand(page))) {
          break;
        }
        // What AWS refuses changes nothing in the page.
        if (tried !== undefined && (await page.locator("#what-if [role=alert]").count()) === 0) {
          const isUndone = await page.locator("#what-if").isHidden();
          latest = isUndone ? first : await afterCommand(page, before);
        }
        await expectSame(page, latest);
      }
      expect(messages).toEqual([]);
      await page.context().close();
    },
  );
});

async function hasNoCommand(page: Page): Promise<boolean> {
  const reason = page.locator("#what-if .muted", {
    hasText: "download the organization file and review that",
  });
  return (await reason.count()) > 0;
}

/** The page is written with a change: what is tried comes on top. Things are named in any way. */
function firstFlags(organization: Organization): readonly string[] {
  const { accounts, organizationalUnits, policies } = organization;
  const [unit, account] = [organizationalUnits[3]!, accounts[1]!];
  const loose = policies.find(
    ({ id }) => !organization.attached(account.id).policies.some((each) => each.id === id),
  );
  return [
    ...["--move", `${account.id}=${organization.path(unit.id)}`],
    ...(loose === undefined || !organization.backupPoliciesEnabled || accounts.length % 2 === 0
      ? []
      : ["--attach", `${loose.id}=${account.name}`]),
  ];
}
