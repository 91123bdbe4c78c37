import {
  BackupPolicy,
  MemberAccountFoundation,
  OrganizationBackupAccess,
  useAwsProviderVersion,
} from "../../src/constructs";
import type { MemberAccountFoundationProps } from "../../src/constructs";
import { AwsProvider } from "../../src/constructs/aws-bindings";
import type { TerraformStack } from "../../src/constructs/framework";
import { isJsonObject } from "../../src/text/json";
import type { JsonObject, JsonValue } from "../../src/text/json";
import { templateProblems } from "./cloudformation-spec";
import { appFor, errorOf, newStack, planPolicy, synthesized, without } from "./synthesized";

const minimal: MemberAccountFoundationProps = {
  regions: ["eu-central-1", "eu-west-1"],
  vaults: [{ name: "Vault" }],
  managementAccount: "none",
};

function foundation(
  props: Partial<MemberAccountFoundationProps> = {},
  stack = newStack(appFor()),
): MemberAccountFoundation {
  return new MemberAccountFoundation(stack, "foundation", { ...minimal, ...props });
}

function templateOf(props: Partial<MemberAccountFoundationProps> = {}): JsonObject {
  return JSON.parse(foundation(props).template) as JsonObject;
}

function resourcesOf(template: JsonObject, type: string): readonly JsonObject[] {
  return Object.values(template.Resources as JsonObject).filter(
    (resource): resource is JsonObject => isJsonObject(resource) && resource.Type === type,
  );
}

const elaborate: Partial<MemberAccountFoundationProps> = {
  regions: [
    "eu-central-1",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "eu-north-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "ap-south-1",
    "ca-central-1",
    "sa-east-1",
    "af-south-1",
  ],
  role: {
    roleName: "Backup",
    path: "/service-role/",
    onlyOwnAccount: true,
    sourceOrganizationId: "o-exampleorgid",
    permissionsBoundary: "arn:aws:iam::aws:policy/ReadOnlyAccess",
    statements: [
      {
        Effect: "Allow",
        Action: "rds:AddTagsToResource",
        Resource: "arn:aws:rds:*:${aws:PrincipalAccount}:*",
      },
    ],
    tags: { owner: "platform" },
  },
  vaults: [
    {
      name: "Locked-1",
      allowCopiesFrom: "organization",
      denyDeletion: true,
      lock: {
        mode: "compliance",
        changeableForDays: 3,
        minRetentionDays: 7,
        maxRetentionDays: 400,
        acknowledgeIrreversible: true,
      },
      tags: { owner: "platform" },
    },
    {
      name: "Locked_1",
      encryption: "aws-managed-key",
      lock: { mode: "governance" },
      regions: ["eu-west-1", "eu-west-2"],
    },
    { name: "Single", regions: ["us-east-1"] },
    {
      name: "Many",
      encryption: "aws-managed-key",
      regions: [
        "eu-central-1",
        "eu-west-1",
        "eu-west-2",
        "eu-west-3",
        "eu-north-1",
        "us-east-1",
        "us-east-2",
        "us-west-1",
        "us-west-2",
        "ap-south-1",
        "ca-central-1",
        "sa-east-1",
      ],
    },
  ],
};

describe("the template", () => {
  it.each([
    ["with the least", {}],
    ["with everything", elaborate],
    ["without a role", { role: "none" }],
    ["without vaults", { vaults: [] }],
    ["that deletes", { onRemoval: "delete" }],
  ] as const)("%s is valid by AWS's own specification", (_what, props) => {
    expect(templateProblems(templateOf(props))).toEqual([]);
  });

  it("would be found invalid by that check if it were", () => {
    const template = templateOf();
    const broken = {
      ...template,
      Conditions: {},
      Resources: {
        Vault: {
          Type: "AWS::Backup::BackupVault",
          Properties: { BackupVaultName: { Ref: "Nothing" }, Lock: {} },
        },
        Key: {
          Type: "AWS::KMS::Key",
          Condition: "Missing",
          DeletionPolicy: "Keep",
          Properties: { EnableKeyRotation: "true" },
        },
        Other: { Type: "AWS::Backup::Vault" },
      },
    };
    expect(templateProblems(broken)).toEqual([
      "Vault.Properties: unknown Lock",
      "Vault.Properties.BackupVaultName.Ref",
      "Key: condition Missing",
      "Key: DeletionPolicy",
      "Key.Properties.EnableKeyRotation",
      "Other: type AWS::Backup::Vault",
    ]);
  });

  it("is the same text for the same input", () => {
    expect(foundation(elaborate).template).toBe(foundation(elaborate).template);
  });

  it("makes the role, which is global, in the first Region only", () => {
    const template = templateOf();
    const [role] = resourcesOf(template, "AWS::IAM::Role");
    expect(role).toMatchObject({
      Condition: "IsHomeRegion",
      Properties: { RoleName: "OrganizationBackupRole", Path: "/" },
    });
    expect(template.Conditions).toEqual({
      IsHomeRegion: { "Fn::Equals": [{ Ref: "AWS::Region" }, "eu-central-1"] },
    });
  });

  it("makes a vault in its own Regions only", () => {
    const template = templateOf({ vaults: [{ name: "Vault", regions: ["eu-west-1"] }, { name: "Both" }] });
    const vaults = resourcesOf(template, "AWS::Backup::BackupVault");
    expect(vaults.map(({ Condition: condition }) => condition)).toEqual(["HasVault", undefined]);
    expect((template.Conditions as JsonObject).HasVault).toEqual({
      "Fn::Equals": [{ Ref: "AWS::Region" }, "eu-west-1"],
    });
  });

  it("keeps the logical ids of vaults when another one comes before them", () => {
    const ids = (names: readonly string[]): readonly string[] =>
      Object.keys(templateOf({ vaults: names.map((name) => ({ name })) }).Resources as JsonObject);
    expect(ids(["New", "A-1", "A_1", "Bb"])).toEqual(expect.arrayContaining([...ids(["A-1", "A_1", "Bb"])]));
    expect(new Set(ids(["A-1", "A_1", "A1"])).size).toBe(10);
  });

  it("leaves vaults and keys in place when a stack goes, and takes them away when it could not be made", () => {
    const policies = (template: JsonObject): readonly JsonValue[] =>
      ["AWS::Backup::BackupVault", "AWS::KMS::Key"].map(
        (type) => resourcesOf(template, type)[0]!.DeletionPolicy!,
      );
    expect(policies(templateOf())).toEqual(["RetainExceptOnCreate", "RetainExceptOnCreate"]);
    expect(policies(templateOf({ onRemoval: "delete" }))).toEqual(["Delete", "RetainExceptOnCreate"]);
  });

  it("locks as wanted", () => {
    const locks = resourcesOf(templateOf(elaborate), "AWS::Backup::BackupVault").map(
      ({ Properties: properties }) => (properties as JsonObject).LockConfiguration,
    );
    expect(locks).toEqual([
      { MinRetentionDays: 7, MaxRetentionDays: 400, ChangeableForDays: 3 },
      { MinRetentionDays: 1 },
      undefined,
      undefined,
    ]);
  });

  it("reaches Terraform with IAM's variables literal", () => {
    const stack = newStack(appFor());
    foundation(elaborate, stack);
    expect(synthesized(stack).resource("aws_cloudformation_stack_set").template_body).toContain(
      ":$${aws:PrincipalAccount}:",
    );
  });

  it("is refused where AWS would find it too large", () => {
    const vaults = Array.from({ length: 60 }, (_item, index) => ({
      name: `Vault${index}`,
      allowCopiesFrom: "organization" as const,
    }));
    expect(errorOf(() => foundation({ vaults })).message).toMatch(
      /The CloudFormation template has \d+ bytes, AWS takes 51200\./,
    );
  });
});

describe("the stack set", () => {
  it("deploys itself to new accounts, and shows no change that no one made", () => {
    const stack = newStack(appFor());
    foundation({}, stack);
    expect(synthesized(stack).resource("aws_cloudformation_stack_set")).toMatchObject({
      name: "organization-backup",
      permission_model: "SERVICE_MANAGED",
      call_as: "SELF",
      capabilities: ["CAPABILITY_NAMED_IAM"],
      auto_deployment: { enabled: true, retain_stacks_on_account_removal: true },
      managed_execution: { active: true },
      lifecycle: { ignore_changes: ["administration_role_arn"] },
    });
  });

  it("has one resource of instances for each target and Region, one after the other", () => {
    const stack = newStack(appFor());
    foundation({ targets: ["Root/Workloads", "Root/Sandbox"] }, stack);
    const result = synthesized(stack);
    const instances = result.resources("aws_cloudformation_stack_set_instance");
    expect(
      instances.map((block) => [
        block.deployment_targets,
        block.stack_set_instance_region,
        ((block.depends_on ?? []) as string[]).length,
      ]),
    ).toEqual([
      [{ organizational_unit_ids: ["ou-abcd-sandbox0"] }, "eu-central-1", 1],
      [{ organizational_unit_ids: ["ou-abcd-sandbox0"] }, "eu-west-1", 1],
      [{ organizational_unit_ids: ["ou-abcd-workload"] }, "eu-central-1", 0],
      [{ organizational_unit_ids: ["ou-abcd-workload"] }, "eu-west-1", 1],
    ]);
    expect(result.types).not.toContain("aws_cloudformation_stack_instances");
    instances.forEach((block) => {
      expect(block).not.toHaveProperty("region");
      expect(block).not.toHaveProperty("parameter_overrides");
      expect(block).not.toHaveProperty("operation_preferences");
    });
  });

  it("names the Region as older providers do, even where they are pinned later", () => {
    const stack = newStack(appFor());
    foundation({ regions: ["eu-central-1"] }, stack);
    useAwsProviderVersion(stack, "~> 5.100");
    const instance = synthesized(stack).resource("aws_cloudformation_stack_set_instance");
    expect(instance.region).toBe("eu-central-1");
    expect(instance).not.toHaveProperty("stack_set_instance_region");
  });

  it("goes to the root by default, from the file or the access construct", () => {
    const stack = newStack();
    new OrganizationBackupAccess(stack, "access", { mode: "create" });
    foundation({}, stack);
    expect(
      synthesized(stack).resources("aws_cloudformation_stack_set_instance")[0]!.deployment_targets,
    ).toEqual({
      organizational_unit_ids: ["${aws_organizations_organization.access_organization_1D0479AD.roots[0].id}"],
    });
    expect(errorOf(() => foundation({}, newStack())).message).toBe(
      "stack/foundation: There is no OU to deploy to.",
    );
  });

  it("is called as delegated administrator in every call", () => {
    const stack = newStack(appFor());
    foundation({ callAs: "DELEGATED_ADMIN" }, stack);
    const result = synthesized(stack);
    expect(result.resource("aws_cloudformation_stack_set").call_as).toBe("DELEGATED_ADMIN");
    result
      .resources("aws_cloudformation_stack_set_instance")
      .forEach((block) => expect(block.call_as).toBe("DELEGATED_ADMIN"));
  });

  it("takes everything away only where that is said", () => {
    const stack = newStack(appFor());
    foundation({ onRemoval: "delete" }, stack);
    const result = synthesized(stack);
    expect(result.resource("aws_cloudformation_stack_set").auto_deployment).toMatchObject({
      retain_stacks_on_account_removal: false,
    });
    expect(
      result.resources("aws_cloudformation_stack_set_instance").map((block) => block.retain_stack),
    ).toEqual([false, false]);
  });

  it("is there before the policies that need it attach", () => {
    const stack = newStack(
      appFor({ existing: { roles: [{ role: "BackupRole" }], vaults: [{ vaultName: "Vault" }] } }),
    );
    new BackupPolicy(stack, "daily", { content: planPolicy(), targets: ["Root"] });
    foundation({}, stack);
    expect(synthesized(stack).resource("aws_organizations_policy_attachment").depends_on).toEqual([
      expect.stringMatching(/^aws_cloudformation_stack_set_instance\..*eu-west-1/),
    ]);
  });
});

describe("the management account, which no stack set reaches", () => {
  const covered = (stack: TerraformStack): Partial<MemberAccountFoundationProps> => ({
    managementAccount: {
      providers: { "eu-west-1": new AwsProvider(stack, "west", { alias: "west", region: "eu-west-1" }) },
    },
  });

  it("gets the role and the vaults by Terraform, with a provider for each Region", () => {
    const stack = newStack(appFor());
    foundation(
      { ...covered(stack), vaults: [{ name: "Vault" }, { name: "West", regions: ["eu-west-1"] }] },
      stack,
    );
    const result = synthesized(stack);
    expect(result.resource("aws_iam_role").name).toBe("OrganizationBackupRole");
    expect(result.resources("aws_backup_vault").map(({ name, provider }) => [name, provider])).toEqual([
      ["Vault", undefined],
      ["Vault", "aws.west"],
      ["West", "aws.west"],
    ]);
  });

  it("is not forgotten: a Region without a provider is refused", () => {
    const rest = without(minimal, "managementAccount");
    const error = errorOf(() => new MemberAccountFoundation(newStack(appFor()), "foundation", rest));
    expect(error.message).toBe(
      "stack/foundation: The management account has no provider for eu-west-1: a stack set never reaches the management account.",
    );
    expect(error.hint).toContain('managementAccount: "none"');
  });

  it("needs providers of its own where a delegated administrator runs Terraform", () => {
    const stack = newStack(appFor());
    const rest = without(minimal, "managementAccount");
    expect(
      errorOf(
        () =>
          new MemberAccountFoundation(stack, "foundation", {
            ...rest,
            regions: ["eu-central-1"],
            callAs: "DELEGATED_ADMIN",
          }),
      ).message,
    ).toContain("has no provider for eu-central-1");
  });
});

it.each([
  ["no Region", { regions: [] }, "Regions are missing or named twice."],
  ["a Region twice", { regions: ["eu-west-1", "eu-west-1"] }, "Regions are missing or named twice."],
  ["a vault twice", { vaults: [{ name: "Vault" }, { name: "Vault" }] }, 'The vault "Vault" is named twice.'],
  [
    "a vault in a Region that it is not deployed to",
    { vaults: [{ name: "Vault", regions: ["us-east-1"] }] },
    'The vault "Vault" is wanted in us-east-1, but the foundation is deployed to eu-central-1, eu-west-1.',
  ],
  ["nothing to create", { vaults: [], role: "none" }, "There is neither a role nor a vault to create."],
  [
    "an account as target",
    { targets: ["222222222222"] },
    "A stack set deploys to roots and OUs, not to the account 222222222222.",
  ],
  ["a name of a vault that is none", { vaults: [{ name: "a b" }] }, "is not a valid vault name"],
] as const)("refuses %s", (_what, props, message) => {
  expect(errorOf(() => foundation(props as Partial<MemberAccountFoundationProps>)).message).toContain(
    message,
  );
});
