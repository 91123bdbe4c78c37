import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { policyLocations, repositoryFile } from "../../src/app/policy-locations";
import { writeGithubFiles } from "../../src/cli/github-files";
import { readOrganizationFile } from "../../src/sources/organization-file";
import { constructPositions } from "../../src/sources/synthesized/construct-positions";
import { synthesizedExample } from "../recipes/support/workshop";
import { annotatedReview } from "../support/annotated-review";
import { tenReview } from "../support/ten-reviews";

// Shells and processes of their own take their time on a busy machine.
jest.setTimeout(120_000);

const ROOT = join(__dirname, "..", "..");

function temporaryFile(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), "org-backup-reports-")), "file");
  writeFileSync(file, text);
  return file;
}

describe("the places of policies", () => {
  const file = join(ROOT, "stacks", "organization.yaml");
  const { data } = readOrganizationFile(file);

  it("are lines of the organization file, named from the root of the repository", () => {
    const organization = readOrganizationFile(file);
    const at = (environment: Record<string, string>): unknown =>
      policyLocations({ before: organization, after: organization, directory: undefined, environment })(
        "p-nw01baseline",
      );
    const line = readFileSync(file, "utf8")
      .split("\n")
      .findIndex((text) => text.includes("id: p-nw01baseline"));
    expect(at({ GITHUB_WORKSPACE: ROOT })).toMatchObject({
      file: "stacks/organization.yaml",
      line: line + 1,
    });
    expect(at({ CI_PROJECT_DIR: join(ROOT, "stacks") })).toMatchObject({ file: "organization.yaml" });
    expect(at({ GITHUB_WORKSPACE: "/somewhere/else" })).toMatchObject({ file });
  });

  it("are constructs and their blocks in the synthesized JSON", () => {
    const directory = synthesizedExample();
    const positions = constructPositions(directory);
    const position = positions.get("backup-policies/org-baseline");
    const line = readFileSync(position?.file ?? "", "utf8").split("\n")[(position?.line ?? 0) - 1];
    expect(line?.slice((position?.column ?? 0) - 1)).toMatch(/^"org-baseline_policy_/);
    const policy = { ...data.policies[0]!, origin: "backup-policies/org-baseline" };
    const organization = readOrganizationFile(file);
    const after = { policy: () => policy } as unknown as typeof organization;
    expect(policyLocations({ before: organization, after, directory, environment: {} })("p")).toEqual({
      ...position,
      construct: "backup-policies/org-baseline",
      file: repositoryFile(position?.file ?? "", {}),
    });
    expect(
      policyLocations({ before: organization, after, directory: "/nowhere", environment: {} })("p"),
    ).toEqual({
      construct: "backup-policies/org-baseline",
    });
  });

  it("are not known for policies that no one wrote down", () => {
    const organization = readOrganizationFile(file);
    expect(
      policyLocations({ before: organization, after: organization, directory: undefined })("p-other"),
    ).toBeUndefined();
  });

  it("keep their names outside of the repository", () => {
    const outside = join(tmpdir(), "x.yaml");
    expect(repositoryFile(outside, { GITHUB_WORKSPACE: ROOT })).toBe(outside);
    expect(repositoryFile(relative(process.cwd(), file), { GITHUB_WORKSPACE: ROOT })).toBe(
      "stacks/organization.yaml",
    );
  });
});

describe("the files of a step of GitHub Actions", () => {
  it("get the review as a summary, and outputs that a shell of the runner reads back", () => {
    const [summary, output] = [temporaryFile("before\n"), temporaryFile("first=1\n")];
    writeGithubFiles(annotatedReview(), { GITHUB_STEP_SUMMARY: summary, GITHUB_OUTPUT: output });
    expect(readFileSync(summary, "utf8")).toMatch(/^before\n<!-- org-backup:default -->\n\n\*\*/);
    const text = readFileSync(output, "utf8");
    const delimiters = new Set(
      [...text.matchAll(/<<(org-backup-[0-9a-f-]{36})$/gm)].map(([, delimiter]) => delimiter),
    );
    expect(delimiters.size).toBe(1);
    expect(text).toMatch(/^first=1\nany-change<<\S+\ntrue\n/);
    writeGithubFiles(annotatedReview(), { GITHUB_OUTPUT: output });
    expect(readFileSync(output, "utf8").split(text)[1]).not.toContain([...delimiters][0]);
  });

  it("are left alone where there are none, and a summary that is full stays as it is", () => {
    writeGithubFiles(annotatedReview(), { GITHUB_STEP_SUMMARY: "" });
    const full = temporaryFile("x".repeat(1024 * 1024 - 10));
    writeGithubFiles(annotatedReview(), { GITHUB_STEP_SUMMARY: full });
    expect(readFileSync(full, "utf8")).toHaveLength(1024 * 1024 - 10);
  });

  it("stay below what GitHub takes", () => {
    const summary = temporaryFile("x".repeat(900_000));
    writeGithubFiles(tenReview("ten-thousand-accounts").review, { GITHUB_STEP_SUMMARY: summary });
    const { length } = readFileSync(summary);
    expect([length > 900_100, length <= 1024 * 1024]).toEqual([true, true]);
  });

  it("that cannot be written are named", () => {
    expect(() => writeGithubFiles(annotatedReview(), { GITHUB_OUTPUT: "/nowhere/file" })).toThrow(
      "The file that GitHub names",
    );
  });
});

it("org-backup plan writes every report in one run", () => {
  const folder = mkdtempSync(join(tmpdir(), "org-backup-reports-"));
  const formats = ["json", "markdown", "sarif", "junit", "github"];
  const outputs = formats.flatMap((format) => ["--output", `${format}=${join(folder, format)}`]);
  const args = [
    "plan",
    synthesizedExample(),
    "--org",
    join("stacks", "organization.yaml"),
    "--fail-on",
    "none",
    ...outputs,
  ];
  execFileSync(process.execPath, ["--import", "tsx", "src/cli/main.ts", ...args], {
    cwd: ROOT,
    stdio: "pipe",
  });
  const [json, markdown, sarif, junit, github] = formats.map((format) =>
    readFileSync(join(folder, format), "utf8"),
  );
  const { findings } = JSON.parse(json ?? "") as { findings: readonly { rule: string }[] };
  expect(findings.length).toBeGreaterThan(0);
  for (const { rule } of findings) {
    for (const report of [markdown, sarif, junit, github]) {
      expect(report).toContain(rule);
    }
  }
});
