import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import fc from "fast-check";
import type { Page } from "playwright-core";
import { reviewChange } from "../../src/app/review-change";
import type { WhatIf } from "../../src/change/what-if";
import type { Organization } from "../../src/organization/organization";
import { reviewJson } from "../../src/render/review-json";
import { reviewText } from "../../src/render/review-text";
import { styleFor } from "../../src/render/style";
import { organizationFileText } from "../../src/sources/write-organization-file";
import { describeWithBrowser } from "../support/browser";
import type * as Parts from "../support/page-parts";
import { NOW, runCli } from "../support/run-cli";
import type { PlanJson } from "./page-parity/command-answers";
import { expectSame } from "./page-parity/expect-same";
import type { Expected } from "./page-parity/expect-same";
import { randomOrganization, randomTries } from "./page-parity/random-organization";
import { tryInPage } from "./page-parity/try-in-page";
import type { TriedEdit } from "./page-parity/try-in-page";

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

/** An edited text has no flag: what the library says of it on top of the flags. */
function afterEdit({ policy, text }: TriedEdit, { before, flags }: Expected): Expected {
  const whatIf = [...whatIfsOf(flags), { kind: "edit", policy, text: minified(text) } as const];
  const { review, after } = reviewed(before, whatIf);
  return {
    before,
    after: organizationFile(after.organization),
    flags,
    headline: headlineOf(reviewText(review, { style: styleFor(false), width: 80 })),
    plan: JSON.parse(reviewJson(review, after)) as PlanJson,
  };
}

const minified = (text: string): string => JSON.stringify(JSON.parse(text));

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
      : flag === "--attach" || flag === "--detach"
        ? [{ kind: flag === "--attach" ? "attach" : "detach", policy: what, target }]
        : [];
  });
  return ["move", "detach", "attach"].flatMap((kind) => found.filter((whatIf) => whatIf.kind === kind));
}

/** The command that the page gives, run. */
async function afterCommand(page: Page, before: string): Promise<Expected> {
  const pre = page.locator("#what-if pre");
  const command = (await pre.count()) === 0 ? "" : await pre.innerText();
  const words = spawnSync("bash", ["-c", `printf '%s\\0' ${command}`], { encoding: "utf8" })
    .stdout.split("\0")
    .slice(0, -1);
  expect(words.slice(0, 5)).toEqual(["org-backup", "plan", "--org", basename(before), "--no-guardrails"]);
  return commandAnswers(before, words.slice(5));
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
        if (tried !== undefined && tried.kind !== "edit" && (await hasNoCommand(page))) {
          break;
        }
        // What AWS refuses changes nothing in the page.
        if (tried !== undefined && (await page.locator("#what-if [role=alert]").count()) === 0) {
          const isUndone = await page.locator("#what-if").isHidden();
          latest = isUndone
            ? first
            : tried.kind === "edit"
              ? afterEdit(tried, latest)
              : await afterCommand(page, before);
        }
        await expectSame(page, latest);
        // An edited text has no flag: it is the last.
        if (tried?.kind === "edit") {
          break;
        }
      }
      expect(messages).toEqual([]);
      await page.context().close();
    },
  );
});

async function hasNoCommand(page: Page): Promise<boolean> {
  return (await page.locator("#what-if .muted", { hasText: "would carry out after" }).count()) > 0;
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
