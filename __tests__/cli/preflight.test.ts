import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsError } from "../support/aws-double/aws-error";
import type { SimulateAction } from "../support/aws-double/services/iam/iam";
import { synthesizedFixture } from "../support/synthesized-fixture";
import { exampleSeed, LiveDouble, MANAGEMENT, SECRET } from "../support/live-double";
import { terraformPlanJson } from "../support/terraform-plan-json";

let live: LiveDouble;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "preflight-"));
});

afterEach(async () => {
  await live.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Check {
  readonly id: string;
  readonly status: string;
  readonly seen: string;
  readonly finding?: { readonly rule: string; readonly severity: string; readonly hint: string };
  readonly accountId?: string;
  readonly region?: string;
}

async function checks(...args: readonly string[]): Promise<{
  readonly status: number;
  readonly of: (id: string, where?: string) => Check | undefined;
  readonly all: readonly Check[];
}> {
  const { status, stdout } = await live.run("preflight", "--format", "json", ...args);
  const { checks: all } = JSON.parse(stdout) as { readonly checks: readonly Check[] };
  const of = (id: string, where?: string): Check | undefined =>
    all.find(
      (check) =>
        check.id === id && (where === undefined || check.accountId === where || check.region === where),
    );
  return { status, all, of };
}

const SELECTED = ["EKS", "Redshift Serverless", "SAP HANA on Amazon EC2", "Timestream"];

/** An organization in which everything is as it should be. */
async function ready(simulate: SimulateAction = () => "allowed"): Promise<void> {
  live = await LiveDouble.start({ simulate });
  const { state } = live.double;
  state.stackSets.organizationsAccess = true;
  state.organizations.current?.trustedServices.set(
    "member.org.stacksets.cloudformation.amazonaws.com",
    new Date(0),
  );
  state.backup.globalSettings.set("isCrossAccountBackupEnabled", "true");
  for (const region of ["eu-central-1", "eu-west-1", "us-east-1"]) {
    SELECTED.forEach((type) => state.backup.region(MANAGEMENT, region).optIn.set(type, true));
  }
  const trust = (principal: object): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
    });
  for (const { id } of exampleSeed().accounts ?? []) {
    state.iam.addRole(id, "Audit", trust({ AWS: `arn:aws:iam::${MANAGEMENT}:root` }), "/");
    const role = state.iam.addRole(
      id,
      "AWSBackupSolutionRole",
      trust({ Service: "backup.amazonaws.com" }),
      "/",
    );
    role.attachedPolicies.push("arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup");
    for (const region of ["eu-central-1", "eu-west-1"]) {
      state.backup.addVault(id, region, "AWSBackupSolutionVault", { createdAt: new Date(0) });
    }
    state.backup.addVault(id, "us-east-1", "Default", { createdAt: new Date(0) });
  }
  state.backup.addVault("222222222222", "eu-central-1", "CentralVault", { createdAt: new Date(0) });
}

describe("org-backup preflight", () => {
  test("finds everything right, outside and inside the accounts, and ends with 0", async () => {
    await ready();
    const { status, all } = await checks("--member-role-name", "Audit", "--all");
    expect(all.filter((check) => check.status !== "ok")).toEqual([]);
    expect(status).toBe(0);
    // 24 active accounts with a role and a vault in two Regions each; three of them have a plan in a third Region.
    expect(all.filter(({ id }) => id === "role")).toHaveLength(24);
    expect(all.filter(({ id }) => id === "vault")).toHaveLength(51);
    expect(
      live.double.calls.every(({ operation }) => /^(Describe|List|Get|Simulate|AssumeRole)/.test(operation)),
    ).toBe(true);
  });

  test("finds everything right although AWS fails and drops connections", async () => {
    await ready();
    live.double.faults.failRandomly(0.05, 31);
    live.double.faults.resetRandomly(0.05, 32);
    const { status, all } = await checks("--member-role-name", "Audit", "--sample", "8");
    expect(all.filter((check) => check.status !== "ok")).toEqual([]);
    expect(status).toBe(0);
    expect(live.double.calls.some(({ error }) => error === "ConnectionReset")).toBe(true);
    expect(live.double.calls.some((call) => call.status === 500)).toBe(true);
  }, 60_000);

  test("assumes the role once in each account", async () => {
    await ready();
    await checks("--member-role-name", "Audit", "--account", "orders-prod,log-archive");
    const assumed = live.double.callsTo("AssumeRole").map(({ input }) => input.RoleArn);
    // The third is the account that receives copies.
    expect(assumed.sort()).toEqual(
      ["100000000001", "200000000004", "222222222222"].map((id) => `arn:aws:iam::${id}:role/Audit`),
    );
  });

  test("looks into a sample of accounts unless told otherwise", async () => {
    await ready();
    const { all } = await checks("--member-role-name", "Audit", "--sample", "3");
    expect(new Set(all.filter(({ id }) => id === "role").map(({ accountId }) => accountId)).size).toBe(3);
  });

  test("shows the worst first, with what was seen and what to do", async () => {
    await ready();
    live.double.state.iam.account("200000000004").roles.delete("AWSBackupSolutionRole");
    const { status, stdout } = await live.run(
      "preflight",
      "--member-role-name",
      "Audit",
      "--account",
      "orders-prod",
    );
    expect(status).toBe(2);
    expect(stdout).toMatch(
      /^1 check failed, \d+ ok\.\n\nFAILED {3}The role AWSBackupSolutionRole exists and fits \(200000000004\)\n/,
    );
    expect(stdout).toContain("There is no role AWSBackupSolutionRole.");
    expect(stdout).toContain("-> Create it in every account");
  });

  describe("says what is missing", () => {
    const organization = (): NonNullable<LiveDouble["double"]["state"]["organizations"]["current"]> =>
      live.double.state.organizations.current!;

    test.each<[string, string, string, () => void, string?]>([
      [
        "trusted access",
        "trusted-access",
        "failed",
        () => organization().trustedServices.delete("backup.amazonaws.com"),
      ],
      ["the policy type", "policy-type", "failed", () => organization().disablePolicyType("BACKUP_POLICY")],
      [
        "a delegated administrator",
        "delegated-administrator",
        "warning",
        () => organization().delegatedAdministrators.clear(),
      ],
      [
        "StackSets' access to the organization",
        "stack-sets-access",
        "warning",
        () => (live.double.state.stackSets.organizationsAccess = false),
      ],
      [
        "cross-account copies",
        "cross-account-backup",
        "failed",
        () => live.double.state.backup.globalSettings.set("isCrossAccountBackupEnabled", "false"),
      ],
      [
        "an opt-in",
        "region-opt-in",
        "warning",
        () => live.double.state.backup.region(MANAGEMENT, "eu-west-1").optIn.set("EBS", false),
        "eu-west-1",
      ],
    ])("%s", async (_what, id, status, change, ...[where]) => {
      await ready();
      change();
      const check = (await checks()).of(id, where);
      expect(check).toMatchObject({ status });
      expect(check?.finding).toMatchObject({
        rule: `preflight-${id}`,
        hint: expect.stringMatching(/.\.$/) as string,
      });
    });

    test("all features", async () => {
      const seed = exampleSeed();
      live = await LiveDouble.start({
        seed: { ...seed, organization: { ...seed.organization, featureSet: "CONSOLIDATED_BILLING" } },
      });
      expect((await checks()).of("all-features")).toMatchObject({
        status: "failed",
        seen: "The organization has CONSOLIDATED_BILLING.",
      });
    });

    test("permissions of the caller, by action; those that a change does not take are not asked about", async () => {
      const asked = new Set<string>();
      await ready(({ action }) => {
        asked.add(action);
        return action === "organizations:AttachPolicy"
          ? "implicitDeny"
          : action === "organizations:DeletePolicy"
            ? "explicitDeny"
            : "allowed";
      });
      const { status, of } = await checks();
      expect(status).toBe(2);
      expect(of("caller-permissions")).toMatchObject({
        status: "failed",
        seen: "Not allowed: organizations:AttachPolicy. Denied: organizations:DeletePolicy.",
      });
      expect(asked).not.toContain("cloudformation:CreateStackSet");
    });

    test("permissions for the Terraform plan at hand", async () => {
      const asked = new Set<string>();
      await ready(({ action }) => {
        asked.add(action);
        return "allowed";
      });
      const plan = join(folder, "plan.json");
      const change = {
        actions: ["create"],
        before: null,
        after: { name: "new", type: "BACKUP_POLICY", content: '{"plans":{}}' },
        after_unknown: { id: true },
      };
      writeFileSync(
        plan,
        terraformPlanJson([
          { type: "aws_organizations_policy", name: "new", change },
          {
            type: "aws_cloudformation_stack_set",
            name: "roles",
            change: { actions: ["create"], before: null, after: {}, after_unknown: {} },
          },
        ]),
      );
      live.double.state.stackSets.organizationsAccess = false;
      const { of } = await checks("--plan", plan);
      expect([...asked]).toEqual(
        expect.arrayContaining(["organizations:CreatePolicy", "cloudformation:CreateStackSet"]),
      );
      expect(asked).not.toContain("organizations:DeletePolicy");
      // The plan needs StackSets: what is a warning otherwise is a failure.
      expect(of("stack-sets-access")).toMatchObject({ status: "failed" });
    });

    test("permissions, roles and vaults for the code at hand", async () => {
      const asked = new Set<string>();
      await ready(({ action }) => {
        asked.add(action);
        return "allowed";
      });
      const content = {
        plans: {
          weekly: {
            regions: { "@@assign": ["ap-south-1"] },
            rules: { r: { target_backup_vault_name: { "@@assign": "Weekly" } } },
            selections: {
              tags: {
                s: {
                  iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/Weekly" },
                  tag_key: { "@@assign": "backup" },
                  tag_value: { "@@assign": ["weekly"] },
                },
              },
            },
          },
        },
      };
      const policy = { name: "weekly", type: "BACKUP_POLICY", content: JSON.stringify(content) };
      const directory = synthesizedFixture({
        backup: {
          json: {
            resource: {
              aws_organizations_policy: { weekly: policy },
              aws_organizations_policy_attachment: {
                weekly: { policy_id: "${aws_organizations_policy.weekly.id}", target_id: "200000000004" },
              },
            },
          },
        },
      });
      const { of } = await checks(directory, "--member-role-name", "Audit", "--account", "orders-prod");
      rmSync(directory, { recursive: true });
      expect([...asked]).toEqual(
        expect.arrayContaining(["organizations:CreatePolicy", "organizations:AttachPolicy"]),
      );
      // What only the new policy names.
      expect(of("region-opt-in", "ap-south-1")).toBeDefined();
      expect(of("vault", "ap-south-1")).toMatchObject({ status: "failed", seen: "Missing: Weekly." });
    });

    test("a caller outside the management account", async () => {
      await ready();
      live.as(live.double.credentialsFor("222222222222").accessKeyId);
      const { of } = await checks();
      expect(of("caller")).toMatchObject({ status: "warning" });
      expect(of("region-opt-in", "eu-central-1")).toMatchObject({
        status: "unknown",
        seen: expect.stringMatching(
          /^The caller is in 222222222222, not in the management account \d{12}, whose settings were not read\./,
        ) as string,
      });
      expect(live.double.callsTo("DescribeRegionSettings")).toEqual([]);
    });

    test("a role at another path, a wrong trust policy, a missing policy, a vault, an account that no one gets into", async () => {
      await ready();
      const { iam, backup } = live.double.state;
      const moved = iam.account("200000000004").roles;
      const role = moved.get("AWSBackupSolutionRole")!;
      moved.delete("AWSBackupSolutionRole");
      const elsewhere = iam.addRole(
        "200000000004",
        "AWSBackupSolutionRole",
        role.trustPolicy,
        "/service-role/",
      );
      elsewhere.attachedPolicies.push(...role.attachedPolicies);
      iam.account("200000000005").roles.get("AWSBackupSolutionRole")!.trustPolicy = role.trustPolicy.replace(
        "backup",
        "ec2",
      );
      iam.account("200000000006").roles.get("AWSBackupSolutionRole")!.attachedPolicies.length = 0;
      backup.region("200000000007", "eu-west-1").vaults.clear();
      iam.account("200000000008").roles.delete("Audit");
      const { of } = await checks("--member-role-name", "Audit", "--all");
      expect(of("role", "200000000004")?.seen).toContain(
        "The role is at service-role/AWSBackupSolutionRole: the policy names AWSBackupSolutionRole",
      );
      expect(of("role", "200000000005")?.seen).toContain(
        "Its trust policy does not let backup.amazonaws.com assume it.",
      );
      expect(of("role", "200000000006")?.seen).toContain("It has no policies");
      expect(
        (await checks("--member-role-name", "Audit", "--account", "200000000007")).all.filter(
          ({ id, status }) => id === "vault" && status === "failed",
        ),
      ).toMatchObject([
        { accountId: "200000000007", region: "eu-west-1", seen: "Missing: AWSBackupSolutionVault." },
      ]);
      expect(of("assume-role", "200000000008")).toMatchObject({ status: "unknown" });
    });

    test("a role that gets into no account at all, as a failure: nothing was checked of what was asked", async () => {
      await ready();
      const { status, all } = await checks("--member-role-name", "Misspelt", "--sample", "3");
      expect(status).toBe(2);
      // Three accounts, and the one that receives copies.
      expect(all.filter(({ id }) => id === "assume-role")).toHaveLength(4);
      expect(all.filter((check) => check.status === "failed").map(({ id }) => id)).toEqual(
        Array(4).fill("assume-role"),
      );
    });

    test("what the caller may not look at, as unknown and not as an error", async () => {
      await ready();
      live.double.faults.deny("backup:*", "cloudformation:*", "iam:SimulatePrincipalPolicy");
      const { status, of } = await checks();
      expect(status).toBe(0);
      for (const id of ["stack-sets-access", "cross-account-backup", "region-opt-in", "caller-permissions"]) {
        expect(of(id)).toMatchObject({ status: "unknown" });
      }
      expect(of("caller-permissions")?.seen).toContain("may not call iam:SimulatePrincipalPolicy");
    });

    test("a Region that is not enabled for an account, as unknown and not as an error", async () => {
      await ready();
      const notKnown = new AwsError("UnrecognizedClientException", "The security token is invalid.", 400);
      live.double.faults.failNext(1, "backup:DescribeRegionSettings", notKnown);
      live.double.faults.failNext(1, "backup:ListBackupVaults", notKnown);
      const { status, of, all } = await checks("--member-role-name", "Audit", "--account", "orders-prod");
      expect(status).toBe(0);
      expect(of("region-opt-in", "eu-central-1")).toMatchObject({ status: "unknown" });
      expect(of("region-opt-in", "eu-central-1")?.seen).toContain(
        "The Region eu-central-1 does not exist, or is not enabled for the account.",
      );
      expect(of("region-opt-in", "eu-west-1")).toMatchObject({ status: "ok" });
      expect(all.filter(({ id, status: judged }) => id === "vault" && judged === "unknown")).toHaveLength(1);
      expect(all.some(({ id, status: judged }) => id === "vault" && judged === "ok")).toBe(true);
    });

    test("that an account which was asked for is not backed up: it is not passed over in silence", async () => {
      await ready();
      const { state } = live.double;
      const suspended = [...(exampleSeed().accounts ?? [])].find(({ state: its }) => its === "SUSPENDED")!;
      expect(state.iam.account(suspended.id).roles.size).toBeGreaterThan(0);
      const { stderr } = await live.run(
        "preflight",
        "--member-role-name",
        "Audit",
        "--account",
        suspended.id,
      );
      expect(stderr).toContain(
        `(${suspended.id}) is not active or not backed up: there is nothing to look at.`,
      );
      expect(live.double.calls.filter(({ accountId }) => accountId === suspended.id)).toEqual([]);
    });

    test("a denial of the key of a vault", async () => {
      await ready(({ action, principalArn }) =>
        principalArn.includes(":role/") && action === "kms:CreateGrant" ? "explicitDeny" : "allowed",
      );
      const { of } = await checks("--member-role-name", "Audit", "--account", "orders-prod");
      expect(of("kms", "200000000004")).toMatchObject({ status: "failed" });
      expect(of("kms", "200000000004")?.seen).toContain("kms:CreateGrant");
    });
  });

  test("asks IAM about the role behind an assumed role, with its path", async () => {
    const asked = new Set<string>();
    await ready(({ principalArn }) => {
      asked.add(principalArn);
      return "allowed";
    });
    const trust = { Effect: "Allow", Principal: { AWS: MANAGEMENT }, Action: "sts:AssumeRole" };
    live.double.state.iam.addRole(MANAGEMENT, "Deployer", JSON.stringify({ Statement: [trust] }), "/ci/");
    const { of } = await checks("--role-arn", `arn:aws:iam::${MANAGEMENT}:role/ci/Deployer`);
    expect(of("caller-permissions")).toMatchObject({ status: "ok" });
    expect([...asked]).toEqual([`arn:aws:iam::${MANAGEMENT}:role/ci/Deployer`]);
  });

  test("judges an organization file instead of reading the organization, with --org", async () => {
    await ready();
    const file = join(folder, "organization.yaml");
    await live.run("snapshot", "--out", file);
    const before = live.double.calls.length;
    expect((await checks("--org", file)).status).toBe(0);
    expect(live.double.calls.slice(before).map(({ operation }) => operation)).not.toContain("ListAccounts");
  });

  test("tells no credentials, neither its own nor those of roles, and no e-mail addresses", async () => {
    await ready();
    const { stdout, stderr } = await live.run("preflight", "--member-role-name", "Audit", "--all");
    expect(`${stdout}${stderr}`).not.toMatch(/A[KS]IA[A-Z0-9]{8}|@example\.com/);
    expect(`${stdout}${stderr}`).not.toContain(SECRET);
  });

  test.each([[["--all"]], [["--account", "orders-prod"]]])("refuses %j without a role", async (args) => {
    await ready();
    expect(await live.run("preflight", ...args)).toMatchObject({
      status: 1,
      stderr: "error: --all and --account look into accounts: they need --member-role-name.\n",
    });
    expect(live.double.calls).toEqual([]);
  });

  test("refuses a plan on standard input, which can be read once only", async () => {
    await ready();
    expect(await live.run("preflight", "--plan", "-")).toMatchObject({
      status: 1,
      stderr: "error: The plan is read twice: give --plan a file, not standard input.\n",
    });
  });

  test("counts quotas with their head-room", async () => {
    await ready();
    expect((await checks()).of("quota-policies")).toMatchObject({
      status: "ok",
      seen: "5 of 1,000 backup policies; room for 995.",
    });
  });

  test("refuses a sample that is no number", async () => {
    await ready();
    expect(await live.run("preflight", "--sample", "some")).toMatchObject({
      status: 1,
      stderr: 'error: --sample expects a whole number from 1 to 100000, found "some".\n',
    });
  });
});
