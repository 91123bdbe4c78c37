import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../support/run-cli";

const ORG = "stacks/organization.yaml";
const PLAN = "orgbackupplandaily";

interface EffectiveJson {
  readonly schemaVersion: number;
  readonly accounts: Readonly<Record<string, { readonly name: string; readonly path: string }>>;
  readonly effectivePolicies: readonly {
    readonly accounts: readonly string[];
    readonly status: string;
    readonly policy: object;
    readonly errors: readonly unknown[];
  }[];
}

async function effectiveJson(...args: readonly string[]): Promise<EffectiveJson> {
  const { status, stdout, stderr } = await runCli("effective", "--org", ORG, "--format", "json", ...args);
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as EffectiveJson;
}

describe("org-backup effective", () => {
  test("prints each distinct policy once as JSON, with its accounts", async () => {
    const { schemaVersion, accounts, effectivePolicies } = await effectiveJson();
    expect(schemaVersion).toBe(1);
    expect(Object.keys(accounts)).toHaveLength(26);
    expect(accounts["200000000004"]).toEqual({
      name: "orders-prod",
      path: "Root/Workloads/Production/Logistics/orders-prod",
      state: "ACTIVE",
    });
    expect(effectivePolicies).toHaveLength(5);
    expect(effectivePolicies.flatMap((group) => group.accounts).sort()).toEqual(Object.keys(accounts).sort());
    expect(effectivePolicies.find((group) => group.accounts.includes("200000000004"))).toMatchObject({
      status: "published",
      policy: {
        plans: { [PLAN]: { rules: { orgdailybackuprule: { lifecycle: { delete_after_days: "90" } } } } },
      },
      errors: [],
    });
  });

  test("writes the same pieces into a file and to standard output, as JSON.stringify would", async () => {
    const { stdout } = await runCli("effective", "--org", ORG, "--format", "json");
    expect(stdout).toBe(`${JSON.stringify(JSON.parse(stdout), undefined, 2)}\n`);
    const file = join(mkdtempSync(join(tmpdir(), "effective-")), "effective.json");
    await runCli("effective", "--org", ORG, "--format", "json", "--out", file);
    expect(readFileSync(file, "utf8")).toBe(stdout);
  });

  test("takes accounts by id and by name, separated by commas and by repetition", async () => {
    const { accounts } = await effectiveJson(
      "--account",
      "100000000001,sandbox-anna",
      "--account",
      "web-dev",
    );
    expect(Object.keys(accounts).sort()).toEqual(["100000000001", "300000000006", "400000000001"]);
  });

  test("prints accounts with the same policy once, with what the result depends on", async () => {
    const { stdout } = await runCli("effective", "--org", ORG);
    expect(stdout).toMatch(/^26 accounts, 5 distinct effective policies/);
    expect(stdout).toContain("3 accounts: Root/Workloads/Production/Payments/*");
    expect(stdout).toContain("2 of these accounts are suspended, closed or not active yet");
    expect(stdout).toContain("note (documented): The plan's name is shown in lower case");
  });

  test.each([
    [
      ["--account", "sandbox-ana"],
      'There is no account "sandbox-ana" in the organization.\nhint: Did you mean "sandbox-anna"?',
    ],
    [["--format", "jsn"], 'There is no format "jsn". Did you mean "json"?'],
  ])("refuses %j", async (args, message) => {
    const { status, stdout, stderr } = await runCli("effective", "--org", ORG, ...args);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(message);
  });

  test("says how to come by an organization file where none is named", async () => {
    expect(await runCli("effective")).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("--org FILE") as string,
    });
    expect(await runCli("effective", "--org", "none.yaml")).toMatchObject({
      status: 1,
      stderr: 'error: none.yaml: There is no file "none.yaml".\n',
    });
  });
});
