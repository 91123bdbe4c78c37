import {
  BackupDelegation,
  BackupPolicy,
  BackupReporting,
  BackupServiceRole,
  BackupSettings,
  BackupVault,
  OrganizationalUnits,
  OrganizationBackupAccess,
} from "../../src/constructs";
import type { BackupConstruct, ResourceProps } from "../../src/constructs/resource-props";
import { AwsProvider, SnsTopic } from "../../src/constructs/aws-bindings";
import type { TerraformStack } from "../../src/constructs/framework";
import { appFor, errorOf, newApp, newStack, planPolicy, synthesized } from "./synthesized";
import type { Block } from "./synthesized";

type Create = (stack: TerraformStack, props: ResourceProps) => BackupConstruct;

const CONSTRUCTS: Readonly<Record<string, Create>> = {
  BackupPolicy: (stack, props) =>
    new BackupPolicy(stack, "it", { content: planPolicy(), targets: ["r-abcd"], ...props }),
  BackupVault: (stack, props) => new BackupVault(stack, "it", { notifications: { events: ["X"] }, ...props }),
  BackupServiceRole: (stack, props) => new BackupServiceRole(stack, "it", props),
  BackupSettings: (stack, props) =>
    new BackupSettings(stack, "it", { global: {}, regions: { "eu-west-1": { optIn: {} } }, ...props }),
  BackupDelegation: (stack, props) =>
    new BackupDelegation(stack, "it", { accountId: "222222222222", ...props }),
  BackupReporting: (stack, props) => new BackupReporting(stack, "it", { bucketName: "reports", ...props }),
  OrganizationalUnits: (stack, props) =>
    new OrganizationalUnits(stack, "it", { parent: "r-abcd", units: { New: {} }, ...props }),
};

function resources(stack: TerraformStack): readonly Block[] {
  const { json } = synthesized(stack);
  return Object.entries(json.resource as Record<string, Record<string, Block>>).flatMap(([type, named]) =>
    Object.entries(named).flatMap(([name, block]) => (name === "other" ? [] : [{ type, ...block }])),
  );
}

describe.each(Object.entries(CONSTRUCTS))("%s", (_name, create) => {
  it("gives provider, dependsOn and lifecycle to all its resources", () => {
    const stack = newStack(newApp());
    const provider = new AwsProvider(stack, "west", { alias: "west", region: "eu-west-1" });
    const other = new SnsTopic(stack, "other", { name: "other" });
    const construct = create(stack, { provider, dependsOn: [other], lifecycle: { preventDestroy: true } });
    const found = resources(stack);
    expect(found).toHaveLength(construct.resources.length);
    for (const block of found) {
      expect(block).toMatchObject({ provider: "aws.west", lifecycle: { prevent_destroy: true } });
      expect(block.depends_on).toContain("aws_sns_topic.other");
    }
  });
});

describe("dependsOn", () => {
  it("takes constructs of this package, and puts stacks in order", () => {
    const app = newApp();
    const [first, second] = [newStack(app, "first"), newStack(app, "second")];
    const vault = new BackupVault(first, "Vault", { encryption: "aws-managed-key" });
    const role = new BackupServiceRole(second, "role", { dependsOn: [vault] });
    new BackupPolicy(second, "policy", { content: { plans: {} }, dependsOn: [role] });
    synthesized(second);
    expect(second.dependsOn(first)).toBe(true);
    const [policy] = synthesized(second).resources("aws_organizations_policy");
    expect(policy!.depends_on).toHaveLength(role.resources.length);
  });
});

describe("a lifecycle", () => {
  it("keeps what the construct itself ignores", () => {
    const stack = newStack();
    new BackupSettings(stack, "settings", {
      regions: { "eu-central-1": { optIn: { EBS: true } } },
      lifecycle: { ignoreChanges: ["resource_type_management_preference"] },
    });
    const { ignore_changes: ignored } = synthesized(stack).resource("aws_backup_region_settings")
      .lifecycle as { readonly ignore_changes: readonly string[] };
    expect(ignored).toContain("resource_type_management_preference");
    expect(ignored).toContain('resource_type_opt_in_preference["EFS"]');
  });

  it("is refused where there are no resources", () => {
    const error = errorOf(
      () => new OrganizationBackupAccess(newStack(), "access", { lifecycle: { preventDestroy: true } }),
    );
    expect(error.message).toBe(
      "stack/access: There is no resource that a lifecycle could be for: the construct only reads.",
    );
  });
});

describe("a delegation that exists", () => {
  const settings = {
    id: "o-exampleorgid",
    managementAccountId: "111111111111",
    delegatedAdministrators: [{ accountId: "222222222222", servicePrincipals: ["backup.amazonaws.com"] }],
  };

  it("is imported where the organization file has the administrator", () => {
    const stack = newStack(appFor({ data: { settings } }));
    new BackupDelegation(stack, "delegation", { accountId: "222222222222" });
    expect(synthesized(stack).json.import).toEqual([
      {
        to: expect.stringMatching(/^aws_organizations_delegated_administrator\./) as unknown,
        id: "222222222222/backup.amazonaws.com",
      },
    ]);
  });

  it("is created where it does not, and imported where the code says so", () => {
    const stack = newStack();
    new BackupDelegation(stack, "new", { accountId: "222222222222" });
    expect(synthesized(stack).json).not.toHaveProperty("import");
    new BackupDelegation(stack, "old", {
      accountId: "333333333333",
      organizationId: "o-exampleorgid",
      managementAccountId: "111111111111",
      policyManagement: { keepStatements: [] },
      existing: { administrator: true, resourcePolicyId: "rp-12345678" },
    });
    expect((synthesized(stack).json.import as readonly Block[]).map(({ id }) => id)).toEqual([
      "333333333333/backup.amazonaws.com",
      "rp-12345678",
    ]);
  });
});
