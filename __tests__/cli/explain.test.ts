import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCli } from "../support/run-cli";

const RETENTION = "plans/orgbackupplandaily/rules/orgdailybackuprule/lifecycle/delete_after_days";

const organization = {
  version: 1,
  organization: { id: "o-1" },
  root: { id: "r-1" },
  organizationalUnits: [{ id: "ou-1", name: "Team", parentId: "r-1" }],
  accounts: [{ id: "000000000001", name: "app", parentId: "ou-1" }],
  policies: [
    {
      id: "p-1",
      name: "lock",
      content: {
        plans: {
          "@@operators_allowed_for_child_policies": ["@@none"],
          daily: {
            regions: { "@@assign": ["eu-central-1"], "@@operators_allowed_for_child_policies": ["@@append"] },
          },
        },
      },
    },
    {
      id: "p-2",
      name: "team",
      content: {
        plans: {
          daily: { regions: { "@@assign": ["us-east-1"], "@@append": ["eu-west-1"] } },
          own: { regions: { "@@assign": ["eu-west-1"] } },
        },
      },
    },
  ],
  attachments: [
    { targetId: "r-1", policyIds: ["p-1"], order: "known" },
    { targetId: "ou-1", policyIds: ["p-2"], order: "known" },
  ],
};
const file = join(mkdtempSync(join(tmpdir(), "explain-")), "organization.json");
writeFileSync(file, JSON.stringify(organization));

describe("org-backup explain", () => {
  test("tells the story of one setting by level, with what was overridden and who may still change it", async () => {
    const { status, stdout } = await runCli(
      "explain",
      "--org",
      "stacks/organization.yaml",
      "--account",
      "orders-prod",
      RETENTION,
    );
    expect(status).toBe(0);
    expect(stdout).toBe(`Root/Workloads/Production/Logistics/orders-prod (200000000004)

plans/orgbackupplandaily/rules/orgdailybackuprule/lifecycle/delete_after_days =
90

Root
  org-baseline sets 35

Root/Workloads/Production
  production-retention sets 90, overriding 35 of org-baseline

Lower-level policies: production-retention on Root/Workloads/Production allows
nothing.

note (documented): The plan's name is shown in lower case, as AWS's own
command-line sample and all recorded names are; some pages of the guide keep its
case. (plans/orgbackupplandaily)
`);
  });

  test("makes blocked attempts stand out, and names the control", async () => {
    const { stdout } = await runCli("explain", "--org", file, "--account", "app", "plans/daily/regions");
    expect(stdout).toContain("= [eu-central-1, eu-west-1]");
    expect(stdout).toContain("BLOCKED team may not @@assign [us-east-1]: lock on Root allows only @@append");
    expect(stdout).toContain("team appends [eu-west-1]");
  });

  test("explains a name that may not be added, also where one asks for what would be below it", async () => {
    for (const path of ["plans/own", "plans/own/regions", "PLANS/Own/"]) {
      const { stdout } = await runCli("explain", "--org", file, "--account", "app", path);
      expect(stdout).toContain("plans/own is not set");
      expect(stdout).toContain("BLOCKED team may not add this name: lock on Root allows nothing");
    }
  });

  test("shows a whole account as a tree with a column of origins", async () => {
    const { stdout } = await runCli("explain", "--org", file, "--account", "app");
    expect(stdout).toBe(`Root/Team/app (000000000001)
withheld: KEY_REQUIRED, 'rules' is missing, at plans/daily. What AWS published
before stays in force.
withheld: KEY_REQUIRED, 'selections' is missing, at plans/daily. What AWS
published before stays in force.

plans
  daily
    regions: [eu-central-1, eu-west-1]  lock, team
      BLOCKED team may not @@assign [us-east-1]: lock on Root allows only
      @@append
  own: (not set)
    BLOCKED team may not add this name: lock on Root allows nothing

2 attempts had no effect.

note (documented): A control on a container keeps policies below from adding
names to it; documented, but never seen in a recorded answer. (plans)
`);
  });

  test("gives everything as JSON", async () => {
    const { stdout } = await runCli(
      "explain",
      "--org",
      file,
      "--account",
      "app",
      "plans/daily/regions",
      "--format",
      "json",
    );
    expect(JSON.parse(stdout)).toMatchObject({
      schemaVersion: 1,
      account: { id: "000000000001", path: "Root/Team/app" },
      settings: [
        {
          path: "plans/daily/regions",
          value: ["eu-central-1", "eu-west-1"],
          events: [
            { reason: "assigned", policy: "p-1", level: "Root", value: ["eu-central-1"] },
            {
              reason: "blocked-operator",
              policy: "p-2",
              operator: "@@assign",
              controls: [{ policy: "p-1", allowed: ["@@append"] }],
            },
            { reason: "appended", policy: "p-2", members: ["eu-west-1"] },
          ],
          controls: [{ policy: "p-1", allowed: ["@@append"] }],
        },
      ],
    });
  });

  test("counts what lost to a policy that was attached before, and tells which", async () => {
    const peers = {
      ...organization,
      attachments: [{ targetId: "r-1", policyIds: ["p-2", "p-1"], order: "known" }],
    };
    const other = join(mkdtempSync(join(tmpdir(), "explain-")), "peers.json");
    writeFileSync(other, JSON.stringify(peers));
    const { stdout } = await runCli("explain", "--org", other, "--account", "app");
    expect(stdout).toContain("LOST lock sets [eu-central-1], but team on the same target was attached");
    expect(stdout).toContain("1 attempt had no effect.");
  });

  test("says so where no policy says anything, and refuses a path that no policy can have", async () => {
    const { status, stdout } = await runCli("explain", "--org", file, "--account", "app", "plans/nowhere");
    expect(status).toBe(0);
    expect(stdout).toContain("No policy sets plans/nowhere.");
    expect(await runCli("explain", "--org", file, "--account", "app", "plans/daily/region")).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining(
        'There is no setting "plans/daily/region" in a backup policy. Did you mean "plans/daily/regions"?',
      ) as string,
    });
  });

  test("warns of policies that AWS would refuse: what it shows holds only if they were let in", async () => {
    const raw = {
      ...organization,
      policies: [
        organization.policies[0],
        { id: "p-2", name: "team", content: { plans: { own: { regions: ["eu-west-1"] } } } },
      ],
    };
    const refused = join(mkdtempSync(join(tmpdir(), "explain-")), "refused.json");
    writeFileSync(refused, JSON.stringify(raw));
    const { stderr } = await runCli("explain", "--org", refused, "--account", "app");
    expect(stderr).toContain('AWS would refuse the policy "team":');
    expect(stderr).toContain("[operator-missing]");
    const { stdout } = await runCli("effective", "--org", refused, "--format", "json");
    expect(JSON.parse(stdout)).toMatchObject({
      refusedPolicies: [{ policy: "p-2", issues: [{ rule: "operator-missing" }] }],
    });
  });
});
