import { AwsDouble } from "../support/aws-double/aws-double";
import { parseOrganizationSeed } from "../support/aws-double/organization-seed";
import { without } from "../constructs/synthesized";
import { describeWithTerraform } from "../support/terraform";
import { fromNothing } from "./configurations";
import { Deployment } from "./deployment";

const OTHERS = ["ram.amazonaws.com", "sso.amazonaws.com"];

function seed(
  trustedServices: readonly string[],
  enabledPolicyTypes: readonly string[],
): ReturnType<typeof parseOrganizationSeed> {
  return parseOrganizationSeed({
    organization: {
      id: "o-exampleorgid",
      managementAccountId: "111111111111",
      trustedServices,
      enabledPolicyTypes,
    },
    root: { id: "r-abcd" },
    organizationalUnits: [{ id: "ou-abcd-11111111", name: "Production", parentId: "r-abcd" }],
    accounts: [
      { id: "111111111111", name: "management", parentId: "r-abcd" },
      { id: "222222222222", name: "orders", parentId: "ou-abcd-11111111" },
    ],
  });
}

/** The organization stack alone. */
const configuration = without(fromNothing([]), "organizationalUnits", "settings", "reporting");

describeWithTerraform("an existing organization, with other services and policy types", (terraform) => {
  let double: AwsDouble;
  let deployment: Deployment;

  beforeAll(async () => {
    double = await AwsDouble.start({ seed: seed(OTHERS, ["SERVICE_CONTROL_POLICY", "TAG_POLICY"]) });
    deployment = new Deployment(terraform, double, {
      ...configuration,
      access: { mode: "adopt", organizationId: "o-exampleorgid" },
    });
    deployment.synthesize();
  });

  afterAll(async () => {
    await double.stop();
    deployment.remove();
  });

  const organization = (): NonNullable<AwsDouble["state"]["organizations"]["current"]> =>
    double.state.organizations.current!;
  const switched = (): readonly string[] =>
    double.calls
      .filter(({ operation }) => /^(?:Enable|Disable)/.test(operation))
      .map(({ operation, input }) => `${operation} ${String(input.ServicePrincipal ?? input.PolicyType)}`);

  it("is adopted: what is needed is switched on, and nothing is switched off", async () => {
    await deployment.apply("organization");
    expect([...switched()].sort()).toEqual([
      "EnableAWSServiceAccess backup.amazonaws.com",
      "EnableAWSServiceAccess member.org.stacksets.cloudformation.amazonaws.com",
      "EnablePolicyType BACKUP_POLICY",
    ]);
    expect([...organization().trustedServices.keys()]).toEqual(expect.arrayContaining(OTHERS));
    expect([...organization().enabledPolicyTypes].sort()).toEqual([
      "BACKUP_POLICY",
      "SERVICE_CONTROL_POLICY",
      "TAG_POLICY",
    ]);
    expect(double.callsTo("CreateOrganization")).toEqual([]);
  }, 120_000);

  it("shows no change afterwards", async () => {
    expect(await deployment.changes("organization")).toEqual({});
  }, 60_000);

  it("keeps what others switch on meanwhile", async () => {
    organization().trustedServices.set("config.amazonaws.com", new Date());
    organization().enabledPolicyTypes.add("AISERVICES_OPT_OUT_POLICY");
    expect(await deployment.changes("organization")).toEqual({});
    await deployment.apply("organization");
    expect(organization().trustedServices.has("config.amazonaws.com")).toBe(true);
  }, 120_000);

  it("loses trusted access for AWS Backup and nothing else where that is said, and gets it back", async () => {
    const before = switched().length;
    deployment.configure({
      access: { mode: "adopt", organizationId: "o-exampleorgid", trustedAccess: "off" },
    });
    deployment.synthesize();
    await deployment.apply("organization");
    expect(await deployment.changes("organization")).toEqual({});
    deployment.configure({ access: { mode: "adopt", organizationId: "o-exampleorgid" } });
    deployment.synthesize();
    await deployment.apply("organization");
    expect(switched().slice(before)).toEqual([
      "DisableAWSServiceAccess backup.amazonaws.com",
      "EnableAWSServiceAccess backup.amazonaws.com",
    ]);
  }, 240_000);

  it("cannot be destroyed by Terraform", async () => {
    await expect(deployment.destroy("organization")).rejects.toThrow("prevent_destroy");
    expect(double.callsTo("DeleteOrganization")).toEqual([]);
  }, 60_000);
});

describeWithTerraform("an organization that is only verified", (terraform) => {
  const deployments: Deployment[] = [];
  const doubles: AwsDouble[] = [];

  afterAll(async () => {
    await Promise.all(doubles.map((double) => double.stop()));
    deployments.forEach((deployment) => deployment.remove());
  });

  async function verify(trustedServices: readonly string[], types: readonly string[]): Promise<Deployment> {
    const double = await AwsDouble.start({ seed: seed(trustedServices, types) });
    const deployment = new Deployment(terraform, double, { ...configuration, access: { mode: "verify" } });
    doubles.push(double);
    deployments.push(deployment);
    deployment.synthesize();
    return deployment;
  }

  const needed = ["backup.amazonaws.com", "member.org.stacksets.cloudformation.amazonaws.com"];

  it("passes where everything is there", async () => {
    const deployment = await verify([...needed, ...OTHERS], ["BACKUP_POLICY"]);
    expect(await deployment.changes("organization")).toEqual({});
  }, 60_000);

  it("stops Terraform where trusted access is missing, and says how to get it", async () => {
    const deployment = await verify(OTHERS, ["BACKUP_POLICY"]);
    expect(await deployment.refusedPlan("organization")).toContain(
      "Trusted access for backup.amazonaws.com is not enabled.",
    );
  }, 60_000);

  it("stops Terraform where the policy type is missing, and says how to get it", async () => {
    const deployment = await verify(needed, []);
    expect(await deployment.refusedPlan("organization")).toContain(
      "The policy type BACKUP_POLICY is not enabled",
    );
  }, 60_000);
});
