import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOrganizationFile } from "../../src/sources/organization-file";
import { LiveDouble, SECRET } from "../support/live-double";

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
    expect(fromFile.stdout).toContain("3 policies and 3 attachments, each with its import block.");
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
