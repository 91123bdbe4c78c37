import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { reviewPlanText } from "../../src/app/review-change";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { Organization } from "../../src/organization/organization";
import { organizationFileText } from "../../src/sources/write-organization-file";
import { reviewJson } from "../../src/render/review-json";
import { review } from "../../src/review/review";
import { readOrganizationFile } from "../../src/sources/organization-file";
import { readReviewedCode } from "../../src/sources/review-file";
import { readSynthesized } from "../../src/sources/synthesized/synthesized";
import { planFileOf } from "../../src/sources/terraform-plan/plan-file";
import { terraformPlanOf } from "../../src/sources/terraform-plan/terraform-plan";
import type { Finding } from "../../src/text/finding";
import { buildApp } from "../../stacks/build-app";
import { stacksConfig } from "../../stacks/config";
import { changedByCode, changedByPlan } from "../support/changed";
import { NOW, runCli } from "../support/run-cli";
import { synthesizeChange } from "./support/app-of-change";
import { arbitraryChange } from "./support/arbitrary-change";
import { planOfChange } from "./support/plan-of-change";

interface ReviewJson {
  readonly summary: { readonly findings: Readonly<Record<Finding["severity"], number>> };
  readonly findings: readonly JsonFinding[];
}

/** JSON spells what is missing as null. */
type JsonFinding = Omit<Finding, "acknowledged"> & {
  readonly acknowledged: Finding["acknowledged"] | null;
};

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "one-review-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What the command line prints, as JSON and for a terminal. */
async function planned(
  ...args: readonly string[]
): Promise<{ readonly json: ReviewJson; readonly text: string }> {
  const file = join(folder, "review.json");
  const output = ["--output", `json=${file}`, "--no-guardrails", "--fail-on", "none"];
  const { status, stdout, stderr } = await runCli("plan", ...args, ...output);
  expect([status, stderr]).toEqual([0, ""]);
  return { json: JSON.parse(readFileSync(file, "utf8")) as ReviewJson, text: stdout };
}

/** What the library finds in synthesized code. */
function found(directory: string): ReviewJson {
  const { organization, environment, acknowledgements } = readReviewedCode(directory)!;
  const { organization: after, facts } = changedByCode(organization!, readSynthesized(directory), NOW);
  return reviewed(organization!, after, { ...facts, environment: { after: environment! } }, acknowledgements);
}

function reviewed(
  before: Organization,
  after: Organization,
  facts: Omit<Parameters<typeof review>[1], "after">,
  acknowledgements: NonNullable<Parameters<typeof review>[2]["acknowledgements"]> = [],
): ReviewJson {
  const [first, second] = [before, after].map((each) => EffectivePolicies.compute(each, NOW));
  const result = review(first!, { ...facts, after: second! }, { at: NOW, acknowledgements });
  return JSON.parse(reviewJson(result)) as ReviewJson;
}

function expectSameOnTerminal(text: string, { findings, summary }: ReviewJson): void {
  for (const { rule, severity, acknowledged } of findings) {
    expect(text).toContain(`${acknowledged === null ? "" : "acknowledged "}${severity} ${rule}`);
  }
  for (const severity of ["error", "warning", "notice"] as const) {
    const count = summary.findings[severity];
    const words = new RegExp(`\\b${count.toLocaleString("en-US")} ${severity}s?\\b`);
    expect([severity, count === 0 || words.test(text)]).toEqual([severity, true]);
  }
}

async function expectOneReviewOfCode(directory: string): Promise<readonly JsonFinding[]> {
  const { json, text } = await planned(directory);
  const file = JSON.parse(readFileSync(join(directory, "backup-review.json"), "utf8")) as ReviewJson;
  expect({ findings: file.findings, summary: file.summary }).toEqual({
    findings: json.findings,
    summary: json.summary,
  });
  expect(file).toMatchObject(json);
  expect(found(directory).findings).toEqual(json.findings);
  expectSameOnTerminal(text, json);
  return json.findings;
}

async function expectOneReviewOfPlan(before: Organization, plan: string): Promise<void> {
  const [planFile, org] = [join(folder, "plan.json"), join(folder, "organization.json")];
  writeFileSync(planFile, plan);
  writeFileSync(org, organizationFileText(before.data, "json"));
  const { json, text } = await planned("--plan", planFile, "--org", org);
  const byRunTask = JSON.parse(
    reviewJson(reviewPlanText({ plan, organization: org, at: NOW }).review),
  ) as ReviewJson;
  expect(byRunTask).toEqual(json);
  const read = terraformPlanOf([planFileOf("plan.json", plan)]);
  const { before: current, organization: after, facts } = changedByPlan(readOrganizationFile(org), read, NOW);
  const byLibrary = reviewed(current, after, facts);
  expect(byLibrary.findings).toEqual(json.findings);
  expectSameOnTerminal(text, json);
}

describe("terminal, JSON, the file beside the manifest and the library find the same", () => {
  it("in the embedded example, the acknowledged mistake included", async () => {
    const { organization } = stacksConfig({});
    buildApp({ ...stacksConfig({}), organization: { ...organization!, at: NOW }, outdir: folder }).synth();
    const findings = await expectOneReviewOfCode(folder);
    expect(findings.filter(({ acknowledged }) => acknowledged !== null)).toMatchObject([
      { rule: "account-withheld", acknowledged: { where: "backup-organization" } },
    ]);
  });

  it("in random changes", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryChange, async ({ before, after }) => {
        const directory = mkdtempSync(join(tmpdir(), "one-review-code-"));
        synthesizeChange(before, after, NOW, directory);
        await expectOneReviewOfCode(directory);
        rmSync(directory, { recursive: true });
      }),
      { numRuns: 15 },
    );
  });
});

it("terminal, JSON, the run task and the library find the same in Terraform plans of random changes", async () => {
  await fc.assert(
    fc.asyncProperty(arbitraryChange, async ({ before, after }) => {
      await expectOneReviewOfPlan(before, planOfChange(before, after));
    }),
    { numRuns: 25 },
  );
});
