import { runCli } from "../support/run-cli";

const ORG = "stacks/organization.yaml";
const PLAN = "orgbackupplandaily";

interface EffectiveJson {
  readonly schemaVersion: number;
  readonly accounts: Readonly<
    Record<
      string,
      {
        readonly status: string;
        readonly policy: Record<string, never>;
        readonly errors: unknown[];
        readonly notes: unknown[];
      }
    >
  >;
}

async function effectiveJson(...args: readonly string[]): Promise<EffectiveJson> {
  const { status, stdout, stderr } = await runCli("effective", "--org", ORG, "--format", "json", ...args);
  expect([status, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as EffectiveJson;
}

describe("org-backup effective", () => {
  test("prints every account of the organization as JSON", async () => {
    const { schemaVersion, accounts } = await effectiveJson();
    expect(schemaVersion).toBe(1);
    expect(Object.keys(accounts)).toHaveLength(26);
    expect(accounts["200000000004"]).toMatchObject({
      status: "published",
      policy: {
        plans: { [PLAN]: { rules: { orgdailybackuprule: { lifecycle: { delete_after_days: "90" } } } } },
      },
      errors: [],
    });
  });

  test("takes accounts by id and by name, separated by commas and by repetition", async () => {
    const { accounts } = await effectiveJson(
      "--account",
      "100000000001,sandbox-anna",
      "--account",
      "web-dev",
    );
    expect(Object.keys(accounts)).toEqual(["100000000001", "400000000001", "300000000006"]);
  });

  test("prints accounts with the same policy once, with what the result depends on", async () => {
    const { stdout } = await runCli("effective", "--org", ORG);
    expect(stdout).toMatch(/^26 accounts, 3 distinct effective policies/);
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
