import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOrganizationFile } from "../../src/sources/organization-file";
import { installedApp, runIn } from "../packaging/consumer";
import { LiveDouble, SECRET } from "../support/live-double";
import { runCli } from "../support/run-cli";
import { runReviewWorkflow } from "./support/review-workflow";

let folder: string;
let out: string;
let live: LiveDouble;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "adopt-"));
  out = join(folder, "adopted");
  live = await LiveDouble.start();
});

afterEach(async () => {
  await live.stop();
  rmSync(folder, { recursive: true, force: true });
});

function filesOf(directory: string): ReadonlyMap<string, string> {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true });
  return new Map(
    names.flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      return entry.isFile() ? [[file.slice(directory.length + 1), readFileSync(file, "utf8")] as const] : [];
    }),
  );
}

describe("org-backup adopt", () => {
  test("writes the same from a snapshot and from the live organization, and changes nothing in AWS", async () => {
    const file = join(folder, "organization.yaml");
    await live.run("snapshot", "--out", file);
    const fromFile = await live.run("adopt", "--org", file, "--out", out);
    expect(fromFile).toMatchObject({ status: 0 });
    expect(fromFile.stdout).toContain("5 policies and 5 attachments, each with its import block.");
    expect(fromFile.stdout).toContain("0 to add, 0 to change, 0 to destroy");
    const other = join(folder, "live");
    expect(await live.run("adopt", "--live", "--out", other)).toMatchObject({ status: 0 });
    expect(filesOf(other)).toEqual(filesOf(out));
    expect(live.double.calls.every(({ operation }) => /^(Describe|List)/.test(operation))).toBe(true);
  });

  test("imports each policy by its id, and each attachment by target and policy", async () => {
    await live.run("adopt", "--live", "--out", out);
    const text = [...filesOf(out)].flatMap(([name, each]) => (name.endsWith(".ts") ? [each] : [])).join("\n");
    const { policies, attachments } = readOrganizationFile(join(out, "organization.yaml")).data;
    for (const { id, name } of policies) {
      expect(text).toContain(id);
      expect(text).toContain(JSON.stringify(name));
    }
    for (const { targetId } of attachments) {
      expect(text).toContain(targetId);
    }
  });

  test("keeps the organization that it started from, without e-mail addresses or credentials", async () => {
    await live.run("adopt", "--live", "--out", out);
    expect(readOrganizationFile(join(out, "organization.yaml")).accounts).toHaveLength(26);
    const all = [...filesOf(out).values()].join("\n");
    expect(all).not.toMatch(/@example\.com|AKIA/);
    expect(all).not.toContain(SECRET);
  });

  test("writes nothing into a folder that is not empty, unless forced, and does not ask AWS before", async () => {
    await live.run("adopt", "--live", "--out", out);
    const before = filesOf(out);
    const calls = live.double.calls.length;
    writeFileSync(join(out, "main.ts"), "mine");
    const refused = await live.run("adopt", "--live", "--out", out);
    expect(refused).toMatchObject({ status: 1, stdout: "" });
    expect(refused.stderr).toContain("The folder is not empty: nothing is written.");
    expect(readFileSync(join(out, "main.ts"), "utf8")).toBe("mine");
    expect(live.double.calls).toHaveLength(calls);
    expect(await live.run("adopt", "--live", "--out", out, "--force")).toMatchObject({ status: 0 });
    expect(filesOf(out)).toEqual(before);
  });

  test("says on how many targets the attachment order is unknown", async () => {
    const organization = live.double.state.organizations.current!;
    organization.attach(
      organization.policies.get("p-nw01baseline")!,
      organization.targets.get("ou-nw01-sandbox0")!,
    );
    organization.attach(
      organization.policies.get("p-nw01producti")!,
      organization.targets.get("ou-nw01-sandbox0")!,
    );
    const { stdout } = await live.run("adopt", "--live", "--out", out);
    expect(stdout).toContain("Attachment order is unknown on 1 target: org-backup verify --fix-order");
  });

  test("an error of AWS ends it with 1, and nothing is written", async () => {
    live.double.faults.deny("organizations:ListPolicies");
    const { status, stderr } = await live.run("adopt", "--live", "--out", out);
    expect(status).toBe(1);
    expect(stderr).toContain("may not call organizations:ListPolicies: access denied.");
    expect(existsSync(out)).toBe(false);
  });

  test("needs an organization", async () => {
    const { status, stderr } = await live.run("adopt", "--out", out);
    expect([status, stderr]).toEqual([
      1,
      expect.stringContaining("The organization is missing: --org FILE, or --live."),
    ]);
  });
});

const EXAMPLE = join(__dirname, "..", "..", "stacks", "organization.yaml");

/** The example's organization with another text of its file. */
async function adoptedExample(edit: (text: string) => string): Promise<string> {
  const file = join(folder, "organization.yaml");
  writeFileSync(file, edit(readFileSync(EXAMPLE, "utf8")));
  const { status, stdout } = await runCli("adopt", "--org", file, "--out", out);
  expect(status).toBe(0);
  return stdout;
}

const withoutTags = (text: string): string => text.replaceAll(/^ +tags: .*\n/gm, "");

describe("what adopt writes", () => {
  it("passes its type check, its tests and its review from the tarball, as CI runs them", async () => {
    await adoptedExample((text) => text);
    symlinkSync(installedApp(), join(out, "node_modules"));
    expect(runIn(out, "npm", "test", "--", "--json")).toContain("AWS accepts payments-archive");
    const { changes, basis, findings } = JSON.parse(runReviewWorkflow(out)) as Record<string, unknown[]>;
    expect(changes).toEqual([]);
    expect(findings?.filter((finding) => (finding as { severity: string }).severity !== "notice")).toEqual(
      [],
    );
    expect(basis).toContain("Deletions are known from the code of the target branch (base/cdktf.out).");
  });

  it("type-checks and passes for an organization without policies", async () => {
    await adoptedExample(
      (text) => `${text.slice(0, text.indexOf("policies:"))}policies: []\nattachments: []\n`,
    );
    symlinkSync(installedApp(), join(out, "node_modules"));
    runIn(out, "npm", "test");
    runReviewWorkflow(out);
  });

  it("reports a policy as deleted that leaves the code, before any policy carries an owner", async () => {
    const summary = await adoptedExample(withoutTags);
    expect(summary).toContain("After terraform apply: set owner in main.ts.");
    expect(readFileSync(join(out, "main.ts"), "utf8")).toContain('  // owner: "adopted-backup-policies",');
    expect(readFileSync(join(out, "org-backup.yaml"), "utf8")).toContain("\nmanages: all\n");
    symlinkSync(installedApp(), join(out, "node_modules"));
    const index = join(out, "policies", "index.ts");
    writeFileSync(
      index,
      readFileSync(index, "utf8").replace(/ {2}\{\n {4}construct: "payments-archive",[^]*?\n {2}\},\n/, ""),
    );
    const attachments = join(out, "attachments.ts");
    writeFileSync(attachments, readFileSync(attachments, "utf8").replace('"payments-archive"', ""));
    runIn(out, "npx", "cdktf", "synth");
    const review = runIn(out, "npx", "org-backup", "plan", "--fail-on", "none");
    expect(review).toContain("payments-archive");
    expect(review).toContain('Deletions are known from "manages" in org-backup.yaml.');
  });

  it("keeps the owner that all policies have", async () => {
    expect(await adoptedExample((text) => text)).not.toContain("owner");
    expect(readFileSync(join(out, "main.ts"), "utf8")).toContain('\n  owner: "nordwind-backup",\n');
  });
});
