import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CDKTF_TEMPLATE, consumerProject, runIn } from "./consumer";
import { ROOT } from "./packed";

const ORGANIZATION = readFileSync(join(ROOT, "stacks", "organization.yaml"), "utf8");
const template = (file: string): string => readFileSync(join(CDKTF_TEMPLATE, file), "utf8");

/** Every matcher once, and what the compiler must not take. */
const TESTS = `
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformStack, Testing } from "cdktf";
import { backupPolicy, dailyPlan, days, hours, readOrganizationFile, selectTag } from "cdktf-org-backup";
import { BackupPolicy } from "cdktf-org-backup/constructs/backup-policy";

const organization = readOrganizationFile("organization.yaml");
const baseline = backupPolicy({
  plans: {
    baseline: dailyPlan({
      at: "03:00",
      retention: days(35),
      regions: ["eu-central-1"],
      select: selectTag("backup", ["baseline"], { role: "Backup" }),
    }),
  },
});

test("an organization", () => {
  const production = { under: "Root/Workloads/Production" };
  expect(organization).toRetain(days(90), { ...production, except: ["analytics-*"] });
  expect(organization).not.toRetain(days(900), production);
  expect(organization).toBackUpEvery(hours(24), production);
  expect(organization).toBackUp("rds");
  expect(organization).toCopyToAnotherAccount({ names: "payments-*" });
  expect(organization).not.toCopyToAnotherRegion();
  expect(organization).toRetainCopies(days(35));
  expect(organization).toMeetGuardrails(
    { minimumRetentionDays: 35, copyToAnotherAccount: true },
    { except: ["backup-operations", "sandbox-*"] },
  );
  expect(organization).toBePublished({ under: "Root/Infrastructure" });
});

test("a policy", () => {
  expect(baseline).toHaveNoFindings({ atLeast: "error" });
});

test("a stack", async () => {
  const stack = new TerraformStack(Testing.app(), "policies");
  new AwsProvider(stack, "aws", { region: "eu-central-1" });
  new BackupPolicy(stack, "baseline", { targets: ["ou-nw01-sandbox0"], content: baseline });
  const options = { organization: "organization.yaml", under: "Root/Sandbox", plans: "baseline" };
  expect(Testing.synth(stack)).toRetain(days(35), options);
  expect(Testing.fullSynth(stack)).not.toRetain(days(36), options);
  await expect(Promise.resolve(Testing.synth(stack))).resolves.toRetain(days(35), options);
});

export function mistakes(): void {
  // @ts-expect-error a number has no unit
  expect(organization).toRetain(35);
  // @ts-expect-error days are no window
  expect(organization).toBackUpEvery(days(1));
  // @ts-expect-error a misspelt option
  expect(organization).toBePublished({ undr: "Root" });
  // @ts-expect-error a severity that there is not
  expect(organization).toHaveNoFindings({ atLeast: "fatal" });
  // @ts-expect-error a misspelt demand
  expect(organization).toMeetGuardrails({ minimumRetentionDay: 35 });
}
`;

const MATCHERS = 'import "cdktf-org-backup/jest";\n';

function cdktfProject(files: Readonly<Record<string, string>>): string {
  return consumerProject({
    "package.json": JSON.stringify({ name: "app", private: true }),
    "cdktf.json": JSON.stringify({ language: "typescript", app: "npx ts-node main.ts" }),
    "tsconfig.json": template("tsconfig.json"),
    "jest.config.js": template("jest.config.js"),
    "setup.js": template("setup.js"),
    "main.ts": template("main.ts").replace("{{ $base }}", "app"),
    "__tests__/main-test.ts": template("__tests__/main-test.ts"),
    "organization.yaml": ORGANIZATION,
    ...files,
  });
}

let folder: string;

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("the matchers of the tarball", () => {
  it("work in a project of `cdktf init`, with @types/jest and beside CDKTF's own matchers", () => {
    folder = cdktfProject({ "__tests__/policies.test.ts": `${MATCHERS}${TESTS}` });
    const { numPassedTests, numFailedTests } = JSON.parse(
      runIn(folder, "jest", "--json", "policies.test"),
    ) as Record<string, unknown>;
    expect([numPassedTests, numFailedTests]).toEqual([3, 0]);
    runIn(folder, "tsc", "--noEmit");
  });

  it("work with @jest/globals, without any globals", () => {
    folder = cdktfProject({
      "tsconfig.json": template("tsconfig.json").replace('"lib": [', '"types": ["node"],\n    "lib": ['),
      "jest.config.js": `module.exports = { preset: "ts-jest", injectGlobals: false, testMatch: ["**/*.test.ts"] };`,
      "__tests__/main-test.ts": "export {};",
      "__tests__/policies.test.ts": `${MATCHERS}import { expect, test } from "@jest/globals";\n${TESTS}`,
    });
    const { numPassedTests, numFailedTests } = JSON.parse(runIn(folder, "jest", "--json")) as Record<
      string,
      unknown
    >;
    expect([numPassedTests, numFailedTests]).toEqual([3, 0]);
  });

  it("fail as the guide shows it", () => {
    folder = cdktfProject({
      "__tests__/policies.test.ts": `${MATCHERS}
import { days } from "cdktf-org-backup";
test("infrastructure", () => {
  expect("organization.yaml").toRetain(days(60), { under: "Root/Infrastructure" });
});
`,
    });
    const { status, stderr } = spawnSync(join(folder, "node_modules", ".bin", "jest"), ["policies.test"], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, CI: "1", NO_COLOR: "1", FORCE_COLOR: "0" },
    });
    const page = readFileSync(join(ROOT, "help", "jest.md"), "utf8");
    const [, shown = ""] = /```text\n([^]*?)```/.exec(page) ?? [];
    expect(status).toBe(1);
    expect(stderr.replaceAll(/^ {4}/gm, "")).toContain(shown);
  });
});
