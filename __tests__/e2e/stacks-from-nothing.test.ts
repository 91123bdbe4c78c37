import { AwsDouble } from "../support/aws-double/aws-double";
import { describeWithTerraform } from "../support/terraform";
import { fromNothing, policy } from "./configurations";
import { Deployment } from "./deployment";
import type { StackName } from "./deployment";

const STACKS: readonly StackName[] = ["organization", "member-accounts", "backup-policies", "reporting"];
const PRODUCTION = "Root/Workloads/Production";
const LITERAL = "${not} %{a} $${template}";

describeWithTerraform("all stacks, from an empty organization", (terraform) => {
  let double: AwsDouble;
  let deployment: Deployment;

  beforeAll(async () => {
    double = await AwsDouble.start();
    // What `aws cloudformation activate-organizations-access` does, which Terraform cannot.
    double.state.stackSets.organizationsAccess = true;
    deployment = new Deployment(
      terraform,
      double,
      fromNothing([
        policy("zeta", ["Root", PRODUCTION]),
        policy("alpha", [PRODUCTION, "Root/Sandbox"], "35", LITERAL),
        policy("beta", [PRODUCTION]),
      ]),
    );
  });

  afterAll(async () => {
    await double.stop();
    deployment.remove();
  });

  const organization = (): NonNullable<AwsDouble["state"]["organizations"]["current"]> =>
    double.state.organizations.current!;

  /** The names of the policies attached at a path, in attachment order. */
  const attached = (path: string): readonly string[] => {
    const [, ...names] = path.split("/");
    const { targets, root, policies } = organization();
    const target = names.reduce<string>(
      (parent, name) =>
        [...targets.values()].find(
          (unit) => unit.kind === "ORGANIZATIONAL_UNIT" && unit.parentId === parent && unit.name === name,
        )!.id,
      root.id,
    );
    return targets.get(target)!.attachments.map((policyId) => policies.get(policyId)!.name);
  };

  it("shows what would be created", async () => {
    const output = await deployment.cdktf("diff", "organization", "--skip-provider-lock");
    expect(output).toContain("Plan: 6 to add, 0 to change, 0 to destroy.");
    expect(double.callsTo("CreateOrganization")).toEqual([]);
  }, 120_000);

  it("is deployed in the order that AWS needs, through throttling and concurrent modifications", async () => {
    double.faults.conflictNextWrites(6);
    double.faults.throttle({ rate: 20, burst: 3 }, "organizations:AttachPolicy");
    const output = await deployment.cdktf("deploy", "*", "--auto-approve", "--skip-provider-lock");
    double.faults.clear();
    expect(output).toContain("Apply complete!");
    const refused = double.calls.filter(({ error }) => error !== undefined).map(({ error }) => error);
    expect(refused).toContain("ConcurrentModificationException");
    const first = (operation: string): number =>
      double.callsTo(operation).find(({ status }) => status === 200)!.number;
    const order = [
      "CreateOrganization",
      "EnableAWSServiceAccess",
      "EnablePolicyType",
      "UpdateGlobalSettings",
      "CreateStackInstances",
      "CreatePolicy",
      "AttachPolicy",
    ].map(first);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
  }, 600_000);

  it("attaches the policies of one target in declared order", () => {
    expect(attached(PRODUCTION)).toEqual(["zeta", "alpha", "beta"]);
  });

  it("gives AWS texts that look like templates as they are written", () => {
    const alpha = [...organization().policies.values()].find(({ name }) => name === "alpha")!;
    expect(JSON.parse(alpha.content)).toMatchObject({
      plans: { alpha: { selections: { tags: { all: { tag_value: { "@@assign": [LITERAL] } } } } } },
    });
  });

  it("shows no change afterwards, in any stack", async () => {
    for (const stack of STACKS) {
      expect([stack, await deployment.changes(stack)]).toEqual([stack, {}]);
    }
  }, 300_000);

  it("changes an edited policy in place and nothing else", async () => {
    deployment.configure({
      policies: [
        policy("zeta", ["Root", PRODUCTION], "60"),
        policy("alpha", [PRODUCTION, "Root/Sandbox"], "35", LITERAL),
        policy("beta", [PRODUCTION]),
      ],
    });
    deployment.synthesize();
    expect(await deployment.changes("backup-policies")).toEqual({
      update: [expect.stringContaining("aws_organizations_policy.zeta_") as string],
    });
    await deployment.apply("backup-policies");
    expect(attached(PRODUCTION)).toEqual(["zeta", "alpha", "beta"]);
  }, 120_000);

  it("moves one attachment and touches no other", async () => {
    deployment.configure({
      policies: [
        policy("zeta", ["Root", PRODUCTION], "60"),
        policy("alpha", [PRODUCTION, "Root/Workloads/Staging"], "35", LITERAL),
        policy("beta", [PRODUCTION]),
      ],
    });
    deployment.synthesize();
    // The id of an OU that nothing of another stack named until now becomes an output of its stack.
    await deployment.apply("organization");
    expect(await deployment.changes("backup-policies")).toEqual({
      create: [expect.stringMatching(/attachment\.alpha_.*Staging/) as string],
      delete: [expect.stringMatching(/attachment\.alpha_.*Sandbox/) as string],
    });
    await deployment.apply("backup-policies");
    expect(attached("Root/Workloads/Staging")).toEqual(["alpha"]);
  }, 120_000);

  it("shows a policy that leaves the code, with its attachments", async () => {
    deployment.configure({
      policies: [
        policy("zeta", ["Root", PRODUCTION], "60"),
        policy("alpha", [PRODUCTION, "Root/Workloads/Staging"], "35", LITERAL),
      ],
    });
    deployment.synthesize();
    const { delete: deleted = [] } = await deployment.changes("backup-policies");
    expect(deleted.toSorted()).toEqual([
      expect.stringContaining("aws_organizations_policy.beta_"),
      expect.stringContaining("aws_organizations_policy_attachment.beta_"),
    ]);
  }, 120_000);

  it("switches trusted access off and on again, and keeps everything else", async () => {
    const before = double.calls.length;
    const since = (): readonly string[] =>
      double.calls
        .slice(before)
        .filter(({ operation }) => /^(?:Enable|Disable)/.test(operation))
        .map(({ operation, input }) => `${operation} ${String(input.ServicePrincipal ?? input.PolicyType)}`);
    deployment.configure({ access: { mode: "create", allowDestroy: true, trustedAccess: "off" } });
    deployment.synthesize();
    await deployment.apply("organization");
    expect(since()).toEqual(["DisableAWSServiceAccess backup.amazonaws.com"]);
    expect(await deployment.changes("organization")).toEqual({});
    deployment.configure({ access: { mode: "create", allowDestroy: true } });
    deployment.synthesize();
    await deployment.apply("organization");
    expect(since()).toEqual([
      "DisableAWSServiceAccess backup.amazonaws.com",
      "EnableAWSServiceAccess backup.amazonaws.com",
    ]);
    expect(await deployment.changes("organization")).toEqual({});
  }, 240_000);

  it("is destroyed as a whole", async () => {
    await deployment.cdktf("destroy", "*", "--auto-approve", "--skip-provider-lock");
    expect(double.state.organizations.current).toBeUndefined();
    expect([...double.state.s3.keys()]).toEqual([]);
  }, 600_000);
});
