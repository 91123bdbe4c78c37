import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readOrganizationFile } from "../../src/sources/organization-file";
import { LiveDouble, SECRET } from "../support/live-double";
import { terraformPlanJson } from "../support/terraform-plan-json";

let folder: string;
let file: string;
let live: LiveDouble;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "live-source-"));
  file = join(folder, "organization.yaml");
  live = await LiveDouble.start();
});

afterEach(async () => {
  await live.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A Terraform plan that changes the text of the baseline. */
function terraformPlan(): string {
  const [baseline] = [...(live.double.state.organizations.current?.policies.values() ?? [])].filter(
    ({ id }) => id === "p-nw01baseline",
  );
  const before = {
    id: "p-nw01baseline",
    name: "org-baseline",
    type: "BACKUP_POLICY",
    content: baseline?.content,
  };
  const after = { ...before, content: baseline?.content.replaceAll('"35"', '"14"') };
  const name = join(folder, "plan.json");
  writeFileSync(
    name,
    terraformPlanJson([
      {
        type: "aws_organizations_policy",
        name: "baseline",
        change: { actions: ["update"], before, after, after_unknown: {} },
      },
    ]),
  );
  return name;
}

const COMMANDS: readonly (readonly [
  name: string,
  args: (plan: string) => readonly string[],
  shows: string,
])[] = [
  ["plan of a Terraform plan", (plan) => ["plan", "--plan", plan, "--fail-on", "none"], "delete_after_days"],
  [
    "plan of an idea",
    () => ["plan", "--move", "sandbox-anna=Root/Workloads/Production", "--fail-on", "none"],
    "sandbox-anna",
  ],
  ["effective", () => ["effective", "--account", "orders-prod", "--format", "json"], "orgbackupplandaily"],
  ["explain", () => ["explain", "--account", "orders-prod"], "org-baseline"],
  ["coverage", () => ["coverage"], "24 accounts"],
  ["schedule", () => ["schedule", "--account", "orders-prod"], "orgdailybackuprule"],
];

describe("--live", () => {
  test.each(COMMANDS)(
    "%s: the same as with a snapshot, and nothing is changed in AWS",
    async (_name, args, shows) => {
      expect(await live.run("snapshot", "--out", file)).toMatchObject({ status: 0 });
      const calls = live.double.calls.length;
      const given = args(terraformPlan());
      const fromFile = await live.run(...given, "--org", file);
      expect(live.double.calls).toHaveLength(calls);
      const fromAws = await live.run(...given, "--live");
      expect(fromAws).toMatchObject({ status: 0, stdout: fromFile.stdout });
      expect(fromAws.stdout).toContain(shows);
      // As many calls as a snapshot takes; only reviews ask for the tags of policies, which say who manages them.
      const tags = given[0] === "plan" ? 0 : readOrganizationFile(file).policies.length;
      expect(live.double.calls).toHaveLength(2 * calls - tags);
      expect(live.double.calls.every(({ operation }) => /^(Describe|List)/.test(operation))).toBe(true);
    },
  );

  test.each(COMMANDS)("%s: refuses --org beside it, before AWS is asked", async (_name, args) => {
    expect(await live.run(...args(terraformPlan()), "--live", "--org", "organization.yaml")).toEqual({
      status: 1,
      stdout: "",
      stderr: "error: Give --org or --live, not both.\n",
    });
    expect(live.double.calls).toEqual([]);
  });

  test.each(COMMANDS)("%s: an error of AWS ends it with 1 and its own message", async (_name, args) => {
    live.double.faults.deny("organizations:ListAccounts");
    const { status, stdout, stderr } = await live.run(...args(terraformPlan()), "--live");
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toBe(
      "error: arn:aws:iam::111111111111:user/administrator may not call organizations:ListAccounts: access denied.\nhint: Allow the action in the caller's IAM policies; org-backup help snapshot lists all that are needed.\n",
    );
  });

  test.each(COMMANDS)("%s: shows no e-mail address and no credential", async (_name, args) => {
    const output = join(folder, "output.txt");
    const { stdout, stderr } = await live.run(...args(terraformPlan()), "--live");
    await live.run(...args(terraformPlan()), "--live", "--out", output);
    const all = `${stdout}${stderr}${readFileSync(output, "utf8")}`;
    expect(all).not.toContain("@example.com");
    expect(all).not.toContain(SECRET);
    expect(all).not.toMatch(/AKIA/);
  });

  test("warns of settings that the caller may not read, and goes on", async () => {
    live.double.faults.deny("organizations:ListDelegatedAdministrators");
    const { status, stderr } = await live.run("coverage", "--live");
    expect(status).toBe(0);
    expect(stderr).toContain("warning: Left out the delegated administrators: ");
  });

  test("an unknown attachment order is shown as such, not guessed", async () => {
    const organization = live.double.state.organizations.current!;
    for (const [name, days] of [
      ["first", "10"],
      ["second", "20"],
    ] as const) {
      const content = organization.policies
        .get("p-nw01baseline")!
        .content.replaceAll('"35"', JSON.stringify(days));
      const policy = organization.addPolicy({ name, description: "", type: "BACKUP_POLICY", content });
      organization.attach(policy, organization.targets.get("400000000001")!);
    }
    const { stdout } = await live.run("effective", "--account", "400000000001", "--format", "json", "--live");
    const { effectivePolicies } = JSON.parse(stdout) as {
      readonly effectivePolicies: readonly { readonly orderDependent: readonly object[] }[];
    };
    expect(effectivePolicies[0]?.orderDependent[0]).toMatchObject({
      path: "plans/orgbackupplandaily/rules/orgdailybackuprule/lifecycle/delete_after_days",
      alternatives: expect.arrayContaining([
        expect.objectContaining({ value: "20" }),
        expect.objectContaining({ value: "10" }),
      ]) as object[],
    });
  });
});
