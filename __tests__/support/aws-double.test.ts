import { BackupClient } from "@aws-sdk/client-backup";
import * as backup from "@aws-sdk/client-backup";
import * as cloudformation from "@aws-sdk/client-cloudformation";
import * as iam from "@aws-sdk/client-iam";
import * as organizations from "@aws-sdk/client-organizations";
import { paginateListAccounts } from "@aws-sdk/client-organizations";
import * as sts from "@aws-sdk/client-sts";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsDouble } from "./aws-double/aws-double";
import type { AwsDoubleOptions } from "./aws-double/aws-double-options";
import { AwsError } from "./aws-double/aws-error";
import type { EffectivePolicyFunction, PolicyLevel } from "./aws-double/effective/effective-policy-function";
import { inheritLevels } from "./aws-double/effective/inherit";
import type { OrganizationSeed } from "./aws-double/organization-seed";

const MANAGEMENT = "111111111111";
const MEMBER = "333333333333";
const ROOT = "r-abcd";
const UNIT = "ou-abcd-11111111";

/** A root, one organizational unit, one account in it, and three policies that no one attached. */
const seed: OrganizationSeed = {
  version: 1,
  organization: {
    id: "o-exampleorgid",
    managementAccountId: MANAGEMENT,
    enabledPolicyTypes: ["BACKUP_POLICY"],
    trustedServices: ["backup.amazonaws.com"],
  },
  root: { id: ROOT, name: "Root" },
  organizationalUnits: [{ id: UNIT, name: "Production", parentId: ROOT }],
  accounts: [{ id: MEMBER, name: "orders-prod", parentId: UNIT }],
  policies: [
    { id: "p-000000000a", name: "a", content: regions("us-east-1") },
    { id: "p-000000000b", name: "b", content: regions("eu-west-1") },
    { id: "p-000000000c", name: "c", content: regions("ap-south-1") },
  ],
};

function regions(region: string): { plans: { daily: { regions: { "@@assign": string[] } } } } {
  return { plans: { daily: { regions: { "@@assign": [region] } } } };
}

let double: AwsDouble;

async function start(options: AwsDoubleOptions = {}): Promise<void> {
  double = await AwsDouble.start({ seed, ...options });
}

/** One attempt a call: what the double answers is what the test sees. */
function configuration(
  accountId = MANAGEMENT,
  region = "us-east-1",
): {
  region: string;
  endpoint: string;
  maxAttempts: number;
  credentials: { accessKeyId: string; secretAccessKey: string };
} {
  return { region, endpoint: double.endpoint, maxAttempts: 1, credentials: double.credentialsFor(accountId) };
}

const organizationsOf = (accountId?: string): organizations.OrganizationsClient =>
  new organizations.OrganizationsClient(configuration(accountId));
const backupOf = (accountId?: string, region?: string): BackupClient =>
  new BackupClient(configuration(accountId, region));
const iamOf = (accountId?: string): iam.IAMClient => new iam.IAMClient(configuration(accountId));

const attach = (PolicyId: string, TargetId: string): organizations.AttachPolicyCommand =>
  new organizations.AttachPolicyCommand({ PolicyId, TargetId });

async function effectivePolicy(accountId = MEMBER): Promise<unknown> {
  const command = new organizations.DescribeEffectivePolicyCommand({
    PolicyType: "BACKUP_POLICY",
    TargetId: accountId,
  });
  const { EffectivePolicy } = await organizationsOf().send(command);
  return JSON.parse(EffectivePolicy!.PolicyContent!);
}

afterEach(async () => {
  await double.stop();
});

describe("an organization", () => {
  it("is created once, with the caller as its management account and one root", async () => {
    double = await AwsDouble.start();
    const client = organizationsOf();
    await expect(client.send(new organizations.DescribeOrganizationCommand({}))).rejects.toMatchObject({
      name: "AWSOrganizationsNotInUseException",
      $metadata: { httpStatusCode: 400 },
    });
    const { Organization } = await client.send(
      new organizations.CreateOrganizationCommand({ FeatureSet: "ALL" }),
    );
    expect(Organization).toMatchObject({ MasterAccountId: MANAGEMENT, FeatureSet: "ALL" });
    expect((await client.send(new organizations.ListRootsCommand({}))).Roots).toHaveLength(1);
    await expect(client.send(new organizations.CreateOrganizationCommand({}))).rejects.toMatchObject({
      name: "AlreadyInOrganizationException",
    });
  });

  it("is not deleted while it has member accounts", async () => {
    await start();
    const client = organizationsOf();
    const deletion = new organizations.DeleteOrganizationCommand({});
    await expect(client.send(deletion)).rejects.toMatchObject({ name: "OrganizationNotEmptyException" });
    await client.send(new organizations.RemoveAccountFromOrganizationCommand({ AccountId: MEMBER }));
    await client.send(deletion);
    expect(double.state.organizations.current).toBeUndefined();
  });

  it("creates accounts asynchronously, in the root, and refuses an e-mail address twice", async () => {
    await start();
    const client = organizationsOf();
    const create = async (): Promise<organizations.CreateAccountStatus> => {
      const { CreateAccountStatus } = await client.send(
        new organizations.CreateAccountCommand({ AccountName: "new", Email: "new@example.com" }),
      );
      expect(CreateAccountStatus).toMatchObject({ State: "IN_PROGRESS" });
      const status = await client.send(
        new organizations.DescribeCreateAccountStatusCommand({
          CreateAccountRequestId: CreateAccountStatus!.Id!,
        }),
      );
      return status.CreateAccountStatus!;
    };
    const created = await create();
    expect(created.State).toBe("SUCCEEDED");
    expect(await create()).toMatchObject({ State: "FAILED", FailureReason: "EMAIL_ALREADY_EXISTS" });
    const parents = await client.send(new organizations.ListParentsCommand({ ChildId: created.AccountId! }));
    expect(parents.Parents).toEqual([{ Id: ROOT, Type: "ROOT" }]);
  });

  it("shows paths and states of accounts only where it is told to", async () => {
    await start({ entityPaths: true });
    const describeMember = new organizations.DescribeAccountCommand({ AccountId: MEMBER });
    expect((await organizationsOf().send(describeMember)).Account).toMatchObject({
      State: "ACTIVE",
      Status: "ACTIVE",
      Paths: [`o-exampleorgid/${ROOT}/${UNIT}/${MEMBER}/`],
    });
    await double.stop();
    await start({ entityPaths: false });
    const { Account } = await organizationsOf().send(describeMember);
    expect(Account).toMatchObject({ Status: "ACTIVE" });
    expect(Account).not.toHaveProperty("Paths");
    expect(Account).not.toHaveProperty("State");
  });

  it("keeps tags of accounts, organizational units and policies", async () => {
    await start();
    const client = organizationsOf();
    for (const ResourceId of [MEMBER, UNIT, ROOT, "p-000000000a"]) {
      const Tags = [
        { Key: "stage", Value: "production" },
        { Key: "gone", Value: "" },
      ];
      await client.send(new organizations.TagResourceCommand({ ResourceId, Tags }));
      await client.send(new organizations.UntagResourceCommand({ ResourceId, TagKeys: ["gone"] }));
      const listed = await client.send(new organizations.ListTagsForResourceCommand({ ResourceId }));
      expect(listed.Tags).toEqual([{ Key: "stage", Value: "production" }]);
    }
  });
});

describe("lists", () => {
  const accounts = Array.from({ length: 45 }, (_, index) => ({
    id: String(400000000000 + index),
    name: `account-${index}`,
    parentId: UNIT,
  }));

  it("come in pages of at most 20", async () => {
    await start({ seed: { ...seed, accounts } });
    const sizes: number[] = [];
    for await (const page of paginateListAccounts({ client: organizationsOf() }, {})) {
      sizes.push(page.Accounts!.length);
    }
    expect(sizes).toEqual([20, 20, 6]);
    const tooMany = new organizations.ListAccountsCommand({ MaxResults: 21 });
    await expect(organizationsOf().send(tooMany)).rejects.toMatchObject({
      name: "InvalidInputException",
      Reason: "MAX_VALUE_EXCEEDED",
    });
  });

  it("may begin with an empty page that has a token", async () => {
    await start({ seed: { ...seed, accounts }, emptyFirstPages: true });
    const sizes: number[] = [];
    for await (const page of paginateListAccounts({ client: organizationsOf() }, {})) {
      sizes.push(page.Accounts!.length);
    }
    expect(sizes).toEqual([0, 20, 20, 6]);
  });

  it("refuse a token that is made up or belongs to another list", async () => {
    await start({ seed: { ...seed, accounts } });
    const client = organizationsOf();
    const { NextToken } = await client.send(new organizations.ListAccountsCommand({}));
    const refused = { name: "InvalidInputException", Reason: "INVALID_NEXT_TOKEN" };
    const madeUp = new organizations.ListAccountsCommand({ NextToken: "made-up" });
    await expect(client.send(madeUp)).rejects.toMatchObject(refused);
    const elsewhere = new organizations.ListAccountsForParentCommand({ ParentId: UNIT, NextToken });
    await expect(client.send(elsewhere)).rejects.toMatchObject(refused);
  });

  it("hold ten thousand accounts in two thousand organizational units", async () => {
    const units = Array.from({ length: 2000 }, (_, index) => ({
      id: `ou-abcd-${String(index).padStart(8, "0")}`,
      name: `unit-${index}`,
      parentId: index < 10 ? ROOT : `ou-abcd-${String(index % 10).padStart(8, "0")}`,
    }));
    const many = Array.from({ length: 10_000 }, (_, index) => ({
      id: String(500000000000 + index),
      name: `account-${index}`,
      parentId: units[index % 2000]!.id,
    }));
    const attachments = [{ targetId: ROOT, policyIds: ["p-000000000a"] }];
    await start({ seed: { ...seed, organizationalUnits: units, accounts: many, attachments } });
    const seen = new Set<string>();
    for await (const page of paginateListAccounts({ client: organizationsOf() }, {})) {
      page.Accounts!.forEach((account) => seen.add(account.Id!));
    }
    expect(seen.size).toBe(10_001);
    expect(await effectivePolicy("500000009999")).toEqual({ plans: { daily: { regions: ["us-east-1"] } } });
    const invalid = new organizations.ListAccountsWithInvalidEffectivePolicyCommand({
      PolicyType: "BACKUP_POLICY",
    });
    expect((await organizationsOf().send(invalid)).Accounts).toEqual([]);
  });
});

describe("policies of a target", () => {
  it("are listed by identifier, while the attachment order decides", async () => {
    await start();
    const client = organizationsOf();
    for (const id of ["p-000000000c", "p-000000000a", "p-000000000b"]) {
      await client.send(attach(id, UNIT));
    }
    const list = new organizations.ListPoliciesForTargetCommand({ TargetId: UNIT, Filter: "BACKUP_POLICY" });
    const { Policies } = await client.send(list);
    expect(Policies!.map(({ Id }) => Id)).toEqual(["p-000000000a", "p-000000000b", "p-000000000c"]);
    expect(await effectivePolicy()).toEqual({ plans: { daily: { regions: ["ap-south-1"] } } });
  });

  it("are all detached when their type is disabled, and stay so when it is enabled again", async () => {
    await start({ seed: { ...seed, attachments: [{ targetId: UNIT, policyIds: ["p-000000000a"] }] } });
    const client = organizationsOf();
    const type = { RootId: ROOT, PolicyType: "BACKUP_POLICY" } as const;
    await client.send(new organizations.DisablePolicyTypeCommand(type));
    await expect(effectivePolicy()).rejects.toMatchObject({ name: "EffectivePolicyNotFoundException" });
    await client.send(new organizations.EnablePolicyTypeCommand(type));
    expect(await effectivePolicy()).toEqual({});
    const targets = new organizations.ListTargetsForPolicyCommand({ PolicyId: "p-000000000a" });
    expect((await client.send(targets)).Targets).toEqual([]);
  });

  it("include AWS's own policy while service control policies are enabled", async () => {
    await start();
    const client = organizationsOf();
    const type = { RootId: ROOT, PolicyType: "SERVICE_CONTROL_POLICY" } as const;
    await client.send(new organizations.EnablePolicyTypeCommand(type));
    const list = new organizations.ListPoliciesForTargetCommand({
      TargetId: UNIT,
      Filter: "SERVICE_CONTROL_POLICY",
    });
    expect((await client.send(list)).Policies).toMatchObject([{ Id: "p-FullAWSAccess", AwsManaged: true }]);
    const detach = new organizations.DetachPolicyCommand({ PolicyId: "p-FullAWSAccess", TargetId: UNIT });
    await expect(client.send(detach)).rejects.toMatchObject({
      name: "ConstraintViolationException",
      Reason: "MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
    });
  });
});

describe("AWS's refusals", () => {
  const policy = (Content: string, Name = "new"): organizations.CreatePolicyCommand =>
    new organizations.CreatePolicyCommand({ Name, Content, Description: "", Type: "BACKUP_POLICY" });
  const unit = (ParentId: string, Name: string): organizations.CreateOrganizationalUnitCommand =>
    new organizations.CreateOrganizationalUnitCommand({ ParentId, Name });
  const move = (SourceParentId: string, DestinationParentId: string): organizations.MoveAccountCommand =>
    new organizations.MoveAccountCommand({ AccountId: MEMBER, SourceParentId, DestinationParentId });
  const register = (
    AccountId: string,
    ServicePrincipal: string,
  ): organizations.RegisterDelegatedAdministratorCommand =>
    new organizations.RegisterDelegatedAdministratorCommand({ AccountId, ServicePrincipal });
  const attachedToUnit: OrganizationSeed = {
    ...seed,
    attachments: [{ targetId: UNIT, policyIds: ["p-000000000a"] }],
  };
  const { plans } = regions("us-east-1");

  /** What is sent, the name of the refusal, and its reason where it has one. */
  type Refusal = readonly [string, object, string, string?];
  const refusals: readonly Refusal[] = [
    ["an unknown target", attach("p-000000000b", "ou-abcd-99999999"), "TargetNotFoundException"],
    [
      "something that is no target",
      attach("p-000000000b", "nowhere"),
      "InvalidInputException",
      "INVALID_PATTERN_TARGET_ID",
    ],
    ["an unknown policy", attach("p-0000000009", UNIT), "PolicyNotFoundException"],
    ["a second attachment", attach("p-000000000a", UNIT), "DuplicatePolicyAttachmentException"],
    [
      "detaching what is not attached",
      new organizations.DetachPolicyCommand({ PolicyId: "p-000000000b", TargetId: UNIT }),
      "PolicyNotAttachedException",
    ],
    [
      "deleting an attached policy",
      new organizations.DeletePolicyCommand({ PolicyId: "p-000000000a" }),
      "PolicyInUseException",
    ],
    ["a second policy of one name", policy(JSON.stringify({ plans }), "a"), "DuplicatePolicyException"],
    ["content that is no JSON", policy("{"), "MalformedPolicyDocumentException"],
    ["a backup policy without plans", policy("{}"), "MalformedPolicyDocumentException"],
    [
      "content above 10,000 characters",
      policy(JSON.stringify({ plans }).padEnd(10_001)),
      "ConstraintViolationException",
      "POLICY_CONTENT_LIMIT_EXCEEDED",
    ],
    [
      "an organizational unit of the same name",
      unit(ROOT, "Production"),
      "DuplicateOrganizationalUnitException",
    ],
    ["an organizational unit below nothing", unit("ou-abcd-99999999", "x"), "ParentNotFoundException"],
    [
      "deleting an organizational unit with accounts",
      new organizations.DeleteOrganizationalUnitCommand({ OrganizationalUnitId: UNIT }),
      "OrganizationalUnitNotEmptyException",
    ],
    [
      "an unknown account",
      new organizations.DescribeAccountCommand({ AccountId: "999999999999" }),
      "AccountNotFoundException",
    ],
    ["moving from where the account is not", move(ROOT, UNIT), "SourceParentNotFoundException"],
    ["moving to nowhere", move(UNIT, "ou-abcd-99999999"), "DestinationParentNotFoundException"],
    ["moving to where the account is", move(UNIT, UNIT), "DuplicateAccountException"],
    [
      "enabling a type twice",
      new organizations.EnablePolicyTypeCommand({ RootId: ROOT, PolicyType: "BACKUP_POLICY" }),
      "PolicyTypeAlreadyEnabledException",
    ],
    [
      "disabling a type that is not enabled",
      new organizations.DisablePolicyTypeCommand({ RootId: ROOT, PolicyType: "TAG_POLICY" }),
      "PolicyTypeNotEnabledException",
    ],
    [
      "the effective policy of an organizational unit",
      new organizations.DescribeEffectivePolicyCommand({ PolicyType: "BACKUP_POLICY", TargetId: UNIT }),
      "InvalidInputException",
      "TARGET_NOT_SUPPORTED",
    ],
    [
      "delegation of a service without trusted access",
      register(MEMBER, "ram.amazonaws.com"),
      "ConstraintViolationException",
      "SERVICE_ACCESS_NOT_ENABLED",
    ],
    [
      "delegation to the management account",
      register(MANAGEMENT, "backup.amazonaws.com"),
      "ConstraintViolationException",
      "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
    ],
    [
      "deregistering whoever is not registered",
      new organizations.DeregisterDelegatedAdministratorCommand({
        AccountId: MEMBER,
        ServicePrincipal: "backup.amazonaws.com",
      }),
      "AccountNotRegisteredException",
    ],
    [
      "reading the resource policy that is not there",
      new organizations.DescribeResourcePolicyCommand({}),
      "ResourcePolicyNotFoundException",
    ],
    [
      "removing the management account",
      new organizations.RemoveAccountFromOrganizationCommand({ AccountId: MANAGEMENT }),
      "MasterCannotLeaveOrganizationException",
    ],
  ];

  it.each(refusals.map(([what, ...refusal]) => [what, refusal] as const))(
    "cover %s",
    async (_what, refusal) => {
      const [command, name, reason] = refusal;
      await start({ seed: attachedToUnit });
      const error = await organizationsOf()
        .send(command as organizations.DescribeOrganizationCommand)
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        name,
        $metadata: { httpStatusCode: 400 },
        ...(reason === undefined ? {} : { Reason: reason }),
      });
    },
  );

  it("cover a policy type that is not enabled", async () => {
    await start({ seed: { ...seed, organization: { ...seed.organization, enabledPolicyTypes: [] } } });
    await expect(organizationsOf().send(attach("p-000000000a", UNIT))).rejects.toMatchObject({
      name: "PolicyTypeNotEnabledException",
    });
  });

  it("cover the eleventh policy on one target", async () => {
    const policies = Array.from({ length: 11 }, (_, index) => ({
      id: `p-00000000${String(index).padStart(2, "0")}`,
      name: `policy-${index}`,
      content: regions("us-east-1"),
    }));
    await start({ seed: { ...seed, policies } });
    for (const { id } of policies.slice(0, 10)) {
      await organizationsOf().send(attach(id, UNIT));
    }
    await expect(organizationsOf().send(attach(policies[10]!.id, UNIT))).rejects.toMatchObject({
      name: "ConstraintViolationException",
      Reason: "MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED",
    });
  });

  it("cover the sixth level of organizational units", async () => {
    await start();
    let parent = ROOT;
    for (let level = 1; level <= 5; level += 1) {
      const { OrganizationalUnit } = await organizationsOf().send(unit(parent, `level-${level}`));
      parent = OrganizationalUnit!.Id!;
    }
    await expect(organizationsOf().send(unit(parent, "level-6"))).rejects.toMatchObject({
      name: "ConstraintViolationException",
      Reason: "OU_DEPTH_LIMIT_EXCEEDED",
    });
  });

  it("cover what the given admission rule refuses", async () => {
    await start({
      admitPolicy: (type, content) => (content.includes("forbidden") ? `${type} refused` : undefined),
    });
    await expect(organizationsOf().send(policy('{"plans":{"forbidden":{}}}'))).rejects.toMatchObject({
      name: "MalformedPolicyDocumentException",
      message: "BACKUP_POLICY refused",
    });
  });
});

describe("who may call", () => {
  const readOnly = new organizations.ListAccountsCommand({});

  it("is the management account, and a delegated administrator for what reads", async () => {
    await start();
    const denied = { name: "AccessDeniedException" };
    await expect(organizationsOf(MEMBER).send(readOnly)).rejects.toMatchObject(denied);
    await organizationsOf().send(
      new organizations.RegisterDelegatedAdministratorCommand({
        AccountId: MEMBER,
        ServicePrincipal: "backup.amazonaws.com",
      }),
    );
    expect((await organizationsOf(MEMBER).send(readOnly)).Accounts).toHaveLength(2);
    await expect(organizationsOf(MEMBER).send(attach("p-000000000a", UNIT))).rejects.toMatchObject(denied);
    const administrators = await organizationsOf().send(
      new organizations.ListDelegatedAdministratorsCommand({}),
    );
    expect(administrators.DelegatedAdministrators).toMatchObject([{ Id: MEMBER }]);
  });

  it("includes whom the resource policy names, for the policy types it names", async () => {
    await start();
    const Content = JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${MEMBER}:root` },
          Action: ["organizations:AttachPolicy", "organizations:List*"],
          Resource: "*",
          Condition: { StringLikeIfExists: { "organizations:PolicyType": ["BACKUP_POLICY"] } },
        },
      ],
    });
    await organizationsOf().send(new organizations.PutResourcePolicyCommand({ Content }));
    await organizationsOf(MEMBER).send(attach("p-000000000a", UNIT));
    await organizationsOf(MEMBER).send(new organizations.ListPoliciesCommand({ Filter: "BACKUP_POLICY" }));
    const tagPolicies = new organizations.ListPoliciesCommand({ Filter: "TAG_POLICY" });
    await expect(organizationsOf(MEMBER).send(tagPolicies)).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
  });

  it("includes a member for its own effective policy and for the organization", async () => {
    await start();
    const own = new organizations.DescribeEffectivePolicyCommand({ PolicyType: "BACKUP_POLICY" });
    expect((await organizationsOf(MEMBER).send(own)).EffectivePolicy).toMatchObject({ TargetId: MEMBER });
    await organizationsOf(MEMBER).send(new organizations.DescribeOrganizationCommand({}));
    const stranger = organizationsOf("999999999999").send(new organizations.DescribeOrganizationCommand({}));
    await expect(stranger).rejects.toMatchObject({ name: "AWSOrganizationsNotInUseException" });
  });
});

describe("the effective policy", () => {
  interface Vector {
    readonly name: string;
    readonly levels: readonly PolicyLevel[];
    readonly effective: unknown;
  }
  const conformance = JSON.parse(
    readFileSync(join(__dirname, "../conformance/inheritance.json"), "utf8"),
  ) as {
    readonly vectors: readonly Vector[];
  };

  /** Invalid as soon as a policy names the Region "invalid". */
  const refusesInvalid: EffectivePolicyFunction = (levels) => {
    const { policy } = inheritLevels(levels);
    const errors = JSON.stringify(policy).includes('"invalid"')
      ? [
          {
            code: "KEY_REQUIRED",
            message: "'rules' is missing",
            path: "plans/daily",
            policies: ["p-000000000b"],
          },
        ]
      : [];
    return { policy, errors };
  };
  const withInvalid: OrganizationSeed = {
    ...seed,
    policies: [
      { id: "p-000000000a", name: "a", content: regions("us-east-1") },
      {
        id: "p-000000000b",
        name: "b",
        content: { plans: { daily: { regions: { "@@append": ["invalid"] } } } },
      },
    ],
  };

  beforeEach(async () => {
    await start();
  });

  it.each(conformance.vectors.map((vector) => [vector.name, vector] as const))(
    "is merged as captured or documented: %s",
    (_name, { levels, effective }) => {
      expect(inheritLevels(levels)).toEqual({ policy: effective, errors: [] });
    },
  );

  it("follows an account that moves", async () => {
    await organizationsOf().send(attach("p-000000000a", UNIT));
    expect(await effectivePolicy()).toEqual({ plans: { daily: { regions: ["us-east-1"] } } });
    const move = { AccountId: MEMBER, SourceParentId: UNIT, DestinationParentId: ROOT };
    await organizationsOf().send(new organizations.MoveAccountCommand(move));
    expect(await effectivePolicy()).toEqual({});
  });

  it("appears only after the publication delay", async () => {
    await double.stop();
    let now = 1_000_000;
    await start({ clock: () => now, publicationDelay: 5_000 });
    now += 60_000;
    await organizationsOf().send(attach("p-000000000a", UNIT));
    now += 4_999;
    expect(await effectivePolicy()).toEqual({});
    now += 1;
    expect(await effectivePolicy()).toEqual({ plans: { daily: { regions: ["us-east-1"] } } });
  });

  it("stays on the last valid text while it is invalid, with the errors listed", async () => {
    await double.stop();
    await start({ seed: withInvalid, effectivePolicy: refusesInvalid });
    const client = organizationsOf();
    await client.send(attach("p-000000000b", UNIT));
    expect(await effectivePolicy()).toEqual({});

    await client.send(new organizations.DetachPolicyCommand({ PolicyId: "p-000000000b", TargetId: UNIT }));
    await client.send(attach("p-000000000a", UNIT));
    await client.send(attach("p-000000000b", ROOT));
    await client.send(new organizations.DetachPolicyCommand({ PolicyId: "p-000000000a", TargetId: UNIT }));
    // Valid before the root's policy came, though no one looked at it then.
    expect(await effectivePolicy()).toEqual({ plans: { daily: { regions: ["us-east-1"] } } });

    const type = { PolicyType: "BACKUP_POLICY" } as const;
    const invalid = await client.send(new organizations.ListAccountsWithInvalidEffectivePolicyCommand(type));
    expect(invalid.Accounts!.map(({ Id }) => Id).sort()).toEqual([MANAGEMENT, MEMBER]);
    const errors = await client.send(
      new organizations.ListEffectivePolicyValidationErrorsCommand({ ...type, AccountId: MEMBER }),
    );
    expect(errors).toMatchObject({
      AccountId: MEMBER,
      Path: `o-exampleorgid/${ROOT}/${UNIT}/${MEMBER}/`,
      EffectivePolicyValidationErrors: [
        { ErrorCode: "KEY_REQUIRED", PathToError: "plans/daily", ContributingPolicies: ["p-000000000b"] },
      ],
    });
  });

  it("starts from what the organization file says was published", async () => {
    await double.stop();
    const published = { plans: { older: { regions: ["eu-north-1"] } } };
    await start({
      effectivePolicy: refusesInvalid,
      seed: {
        ...withInvalid,
        attachments: [
          { targetId: ROOT, policyIds: ["p-000000000a"] },
          { targetId: UNIT, policyIds: ["p-000000000b"] },
        ],
        publishedPolicies: { [MEMBER]: published },
      },
    });
    expect(await effectivePolicy()).toEqual(published);
    await organizationsOf().send(
      new organizations.DetachPolicyCommand({ PolicyId: "p-000000000b", TargetId: UNIT }),
    );
    expect(await effectivePolicy()).toEqual({ plans: { daily: { regions: ["us-east-1"] } } });
  });
});

describe("faults", () => {
  it("throttle with a token bucket for each account", async () => {
    let now = 0;
    await start({ clock: () => now });
    double.faults.throttle({ rate: 2, burst: 3 });
    const list = (): Promise<unknown> =>
      organizationsOf()
        .send(new organizations.ListRootsCommand({}))
        .then(
          () => "ok",
          (error: unknown) => error,
        );
    expect([await list(), await list(), await list()]).toEqual(["ok", "ok", "ok"]);
    expect(await list()).toMatchObject({
      name: "TooManyRequestsException",
      $metadata: { httpStatusCode: 400 },
    });
    now += 500;
    expect(await list()).toBe("ok");
    expect(await list()).toMatchObject({ name: "TooManyRequestsException" });
    expect(
      await organizationsOf(MEMBER).send(new organizations.DescribeOrganizationCommand({})),
    ).toBeDefined();
  });

  it("throttle as AWS documents it, each action by itself", async () => {
    await start({ clock: () => 0 });
    double.faults.throttleAsDocumented();
    const enable = (): Promise<unknown> =>
      organizationsOf().send(
        new organizations.EnableAWSServiceAccessCommand({ ServicePrincipal: "ram.amazonaws.com" }),
      );
    await enable();
    await enable();
    await expect(enable()).rejects.toMatchObject({ name: "TooManyRequestsException" });
    await organizationsOf().send(attach("p-000000000a", UNIT));
  });

  it("make the next writes conflict, with the words that clients retry on, and leave reads alone", async () => {
    await start();
    double.faults.conflictNextWrites(2);
    const conflict = {
      name: "ConcurrentModificationException",
      message: expect.stringContaining("Try again later") as unknown,
    };
    await expect(organizationsOf().send(attach("p-000000000a", UNIT))).rejects.toMatchObject(conflict);
    await organizationsOf().send(new organizations.ListRootsCommand({}));
    await expect(organizationsOf().send(attach("p-000000000a", UNIT))).rejects.toMatchObject(conflict);
    await organizationsOf().send(attach("p-000000000a", UNIT));
  });

  it("fail the same requests for the same seed", async () => {
    const pattern = async (): Promise<readonly boolean[]> => {
      await start();
      double.faults.failRandomly(0.5, 42);
      const outcomes: boolean[] = [];
      for (let request = 0; request < 20; request += 1) {
        outcomes.push(
          await organizationsOf()
            .send(new organizations.ListRootsCommand({}))
            .then(
              () => true,
              () => false,
            ),
        );
      }
      return outcomes;
    };
    const first = await pattern();
    await double.stop();
    expect(await pattern()).toEqual(first);
    expect(new Set(first).size).toBe(2);
    expect(double.calls.find(({ error }) => error !== undefined)).toMatchObject({
      status: 500,
      error: "ServiceException",
    });
  });

  it("reset connections, which the SDK retries", async () => {
    await start();
    double.faults.resetNext(2, "organizations:ListRoots");
    const client = new organizations.OrganizationsClient({ ...configuration(), maxAttempts: 3 });
    expect((await client.send(new organizations.ListRootsCommand({}))).Roots).toHaveLength(1);
    expect(double.callsTo("ListRoots").map(({ error }) => error)).toEqual([
      "ConnectionReset",
      "ConnectionReset",
      undefined,
    ]);
  });

  it("deny chosen actions, in the shape of each service", async () => {
    await start();
    double.faults.deny("organizations:Attach*", "iam:CreateRole", "backup:*");
    await expect(organizationsOf().send(attach("p-000000000a", UNIT))).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: expect.stringContaining("organizations:AttachPolicy") as unknown,
    });
    const role = new iam.CreateRoleCommand({ RoleName: "r", AssumeRolePolicyDocument: "{}" });
    await expect(iamOf().send(role)).rejects.toMatchObject({
      name: "AccessDenied",
      $metadata: { httpStatusCode: 403 },
    });
    await expect(backupOf().send(new backup.ListBackupVaultsCommand({}))).rejects.toMatchObject({
      name: "AccessDeniedException",
      $metadata: { httpStatusCode: 403 },
    });
  });

  it("fail the next requests with any error, until they are cleared", async () => {
    await start();
    double.faults.failNext(5, "organizations:*", new AwsError("FinalizingOrganizationException", "Wait."));
    await expect(organizationsOf().send(attach("p-000000000a", UNIT))).rejects.toMatchObject({
      name: "FinalizingOrganizationException",
    });
    double.faults.clear();
    await organizationsOf().send(attach("p-000000000a", UNIT));
  });

  it("refuse writes that overlap, and none that wait for each other", async () => {
    await start();
    double.faults.delay(30);
    double.faults.refuseOverlappingWrites();
    const ids = ["p-000000000a", "p-000000000b", "p-000000000c"];
    const atOnce = await Promise.allSettled(ids.map((id) => organizationsOf().send(attach(id, UNIT))));
    expect(atOnce.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const id of ids) {
      await organizationsOf().send(attach(id, ROOT));
    }
    expect(double.state.organizations.current!.root.attachments).toEqual(ids);
  });
});

describe("the record of calls", () => {
  it("holds service, operation, target and outcome in order of arrival", async () => {
    await start();
    await organizationsOf().send(attach("p-000000000b", UNIT));
    await organizationsOf().send(attach("p-000000000a", ROOT));
    await organizationsOf()
      .send(attach("p-000000000a", ROOT))
      .catch(() => undefined);
    expect(double.callsTo("AttachPolicy")).toMatchObject([
      { number: 1, service: "organizations", target: UNIT, input: { PolicyId: "p-000000000b" }, status: 200 },
      { number: 2, target: ROOT, accountId: MANAGEMENT, region: "us-east-1" },
      { number: 3, status: 400, error: "DuplicatePolicyAttachmentException" },
    ]);
  });

  it("keeps what the double does not know, which is refused", async () => {
    await start();
    const handshakes = new organizations.ListHandshakesForOrganizationCommand({});
    await expect(organizationsOf().send(handshakes)).rejects.toMatchObject({
      name: "UnknownOperationException",
    });
    expect(double.calls).toMatchObject([
      { operation: "ListHandshakesForOrganization", error: "UnknownOperationException" },
    ]);
  });

  it("does not hold requests that no one signed", async () => {
    await start();
    const response = await fetch(double.endpoint, { method: "POST", body: "Action=GetCallerIdentity" });
    expect(response.status).toBe(403);
    expect(double.calls).toEqual([]);
  });
});

describe("roles and identities", () => {
  it("belong to the account of the access key, or to the default account", async () => {
    await start({ accessKeys: { AKIAMINE: MEMBER } });
    const accountOf = async (accessKeyId: string): Promise<string | undefined> => {
      const client = new sts.STSClient({
        ...configuration(),
        credentials: { accessKeyId, secretAccessKey: "x" },
      });
      return (await client.send(new sts.GetCallerIdentityCommand({}))).Account;
    };
    expect(await accountOf("test")).toBe(MANAGEMENT);
    expect(await accountOf("AKIAMINE")).toBe(MEMBER);
    expect(await accountOf(double.credentialsFor("222222222222").accessKeyId)).toBe("222222222222");
  });

  it("are assumed only where the role exists and trusts the caller", async () => {
    await start();
    const assume = (role: string, from = MANAGEMENT): Promise<sts.AssumeRoleCommandOutput> =>
      new sts.STSClient(configuration(from)).send(
        new sts.AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${MEMBER}:role/${role}`,
          RoleSessionName: "test",
        }),
      );
    const { Credentials } = await assume("OrganizationAccountAccessRole");
    const credentials = {
      accessKeyId: Credentials!.AccessKeyId!,
      secretAccessKey: Credentials!.SecretAccessKey!,
      sessionToken: Credentials!.SessionToken!,
    };
    const session = new sts.STSClient({ ...configuration(), credentials });
    expect(await session.send(new sts.GetCallerIdentityCommand({}))).toMatchObject({
      Account: MEMBER,
      Arn: `arn:aws:sts::${MEMBER}:assumed-role/OrganizationAccountAccessRole/test`,
    });
    const denied = { name: "AccessDenied" };
    await expect(assume("Absent")).rejects.toMatchObject(denied);
    await expect(assume("OrganizationAccountAccessRole", "222222222222")).rejects.toMatchObject(denied);
  });

  it("attach managed policies by their full path, and are deleted only when nothing is attached", async () => {
    await start();
    const client = iamOf();
    const RoleName = "backup";
    const AssumeRolePolicyDocument = JSON.stringify({ Version: "2012-10-17", Statement: [] });
    await client.send(
      new iam.CreateRoleCommand({ RoleName, AssumeRolePolicyDocument, Tags: [{ Key: "a", Value: "b" }] }),
    );
    const attachRole = (PolicyArn: string): Promise<unknown> =>
      client.send(new iam.AttachRolePolicyCommand({ RoleName, PolicyArn }));
    const right = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup";
    const wrong = "arn:aws:iam::aws:policy/AWSBackupServiceRolePolicyForBackup";
    await attachRole(right);
    await expect(attachRole(wrong)).rejects.toMatchObject({ name: "NoSuchEntityException" });
    const attached = await client.send(new iam.ListAttachedRolePoliciesCommand({ RoleName }));
    expect(attached.AttachedPolicies).toEqual([
      { PolicyName: "AWSBackupServiceRolePolicyForBackup", PolicyArn: right },
    ]);
    await expect(client.send(new iam.DeleteRoleCommand({ RoleName }))).rejects.toMatchObject({
      name: "DeleteConflictException",
    });
    const { Role } = await client.send(new iam.GetRoleCommand({ RoleName }));
    expect(Role!.Tags).toEqual([{ Key: "a", Value: "b" }]);
    expect(JSON.parse(decodeURIComponent(Role!.AssumeRolePolicyDocument!))).toEqual(
      JSON.parse(AssumeRolePolicyDocument),
    );
  });

  it("simulate permissions with the answers they are given", async () => {
    await start({ simulate: ({ action }) => (action.startsWith("backup:") ? "allowed" : "implicitDeny") });
    const { EvaluationResults } = await iamOf(MEMBER).send(
      new iam.SimulatePrincipalPolicyCommand({
        PolicySourceArn: `arn:aws:iam::${MEMBER}:role/OrganizationAccountAccessRole`,
        ActionNames: ["backup:CreateBackupVault", "iam:PassRole"],
      }),
    );
    expect(EvaluationResults!.map(({ EvalDecision }) => EvalDecision)).toEqual(["allowed", "implicitDeny"]);
  });
});

describe("AWS Backup", () => {
  it("keeps vaults by account and Region, and denies access to one that does not exist", async () => {
    await start();
    const vault = { BackupVaultName: "daily" };
    await backupOf(MEMBER, "eu-west-1").send(
      new backup.CreateBackupVaultCommand({ ...vault, BackupVaultTags: { a: "b" } }),
    );
    const found = await backupOf(MEMBER, "eu-west-1").send(new backup.DescribeBackupVaultCommand(vault));
    expect(found).toMatchObject({
      Locked: false,
      BackupVaultArn: `arn:aws:backup:eu-west-1:${MEMBER}:backup-vault:daily`,
    });
    const tags = await backupOf(MEMBER, "eu-west-1").send(
      new backup.ListTagsCommand({ ResourceArn: found.BackupVaultArn }),
    );
    expect(tags.Tags).toEqual({ a: "b" });
    for (const elsewhere of [backupOf(MEMBER, "us-east-1"), backupOf(MANAGEMENT, "eu-west-1")]) {
      await expect(elsewhere.send(new backup.DescribeBackupVaultCommand(vault))).rejects.toMatchObject({
        name: "AccessDeniedException",
        $metadata: { httpStatusCode: 403 },
      });
    }
    await expect(
      backupOf(MEMBER, "eu-west-1").send(new backup.CreateBackupVaultCommand(vault)),
    ).rejects.toMatchObject({
      name: "AlreadyExistsException",
    });
  });

  it("lets a governance lock go, and holds a compliance lock once its date has passed", async () => {
    let now = Date.UTC(2026, 0, 1);
    await start({ clock: () => now });
    const client = backupOf();
    const vault = { BackupVaultName: "daily" };
    await client.send(new backup.CreateBackupVaultCommand(vault));
    await client.send(new backup.PutBackupVaultLockConfigurationCommand({ ...vault, MinRetentionDays: 7 }));
    now += 30 * 24 * 60 * 60 * 1000;
    await client.send(new backup.DeleteBackupVaultLockConfigurationCommand(vault));
    await client.send(
      new backup.PutBackupVaultLockConfigurationCommand({
        ...vault,
        MinRetentionDays: 7,
        ChangeableForDays: 3,
      }),
    );
    now += 3 * 24 * 60 * 60 * 1000;
    await expect(
      client.send(new backup.DeleteBackupVaultLockConfigurationCommand(vault)),
    ).rejects.toMatchObject({
      name: "InvalidRequestException",
    });
    expect(await client.send(new backup.DescribeBackupVaultCommand(vault))).toMatchObject({
      Locked: true,
      MinRetentionDays: 7,
    });
  });

  it("has global settings that only the management account changes", async () => {
    await start();
    const GlobalSettings = { isCrossAccountBackupEnabled: "true" };
    await backupOf().send(new backup.UpdateGlobalSettingsCommand({ GlobalSettings }));
    expect(
      (await backupOf(MEMBER).send(new backup.DescribeGlobalSettingsCommand({}))).GlobalSettings,
    ).toEqual({
      isCrossAccountBackupEnabled: "true",
      isMpaEnabled: "false",
      isDelegatedAdministratorEnabled: "false",
    });
    const update = backupOf(MEMBER).send(new backup.UpdateGlobalSettingsCommand({ GlobalSettings }));
    await expect(update).rejects.toMatchObject({ name: "AccessDeniedException" });
    const outside = backupOf("999999999999").send(new backup.DescribeGlobalSettingsCommand({}));
    await expect(outside).rejects.toMatchObject({ name: "ERROR_9601" });
  });

  it("opts in to resource types by Region and refuses unknown ones", async () => {
    await start();
    const client = backupOf(MEMBER);
    await client.send(new backup.UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: { S3: false } }));
    const { ResourceTypeOptInPreference } = await client.send(new backup.DescribeRegionSettingsCommand({}));
    expect(ResourceTypeOptInPreference).toMatchObject({ S3: false, EBS: true });
    const unknown = new backup.UpdateRegionSettingsCommand({ ResourceTypeOptInPreference: { Tapes: true } });
    await expect(client.send(unknown)).rejects.toMatchObject({ name: "InvalidParameterValueException" });
  });

  describe("jobs", () => {
    const now = Date.UTC(2026, 5, 15, 12);
    const job = (AccountId: string, State: backup.BackupJobState, hoursAgo: number): backup.BackupJob => ({
      BackupJobId: `${AccountId}-${hoursAgo}`,
      AccountId,
      State,
      ResourceType: "EBS",
      BackupVaultName: "daily",
      CreationDate: new Date(now - hoursAgo * 60 * 60 * 1000),
    });
    const list = async (
      client: BackupClient,
      input: backup.ListBackupJobsCommandInput,
    ): Promise<readonly string[]> => {
      const ids: string[] = [];
      for await (const page of backup.paginateListBackupJobs({ client, pageSize: 2 }, input)) {
        ids.push(...page.BackupJobs!.map(({ BackupJobId }) => BackupJobId!));
      }
      return ids;
    };

    beforeEach(async () => {
      await start({ clock: () => now });
      for (const seeded of [
        job(MEMBER, "COMPLETED", 1),
        job(MEMBER, "FAILED", 30),
        job(MANAGEMENT, "COMPLETED", 2),
      ]) {
        double.state.backup.backupJobs.push({ region: "us-east-1", job: seeded });
      }
      double.state.backup.backupJobs.push({ region: "eu-west-1", job: job(MEMBER, "COMPLETED", 3) });
    });

    it("are one's own unless the management account asks for all", async () => {
      expect(await list(backupOf(MEMBER), {})).toEqual([`${MEMBER}-1`, `${MEMBER}-30`]);
      expect(await list(backupOf(), { ByAccountId: "*" })).toEqual([
        `${MEMBER}-1`,
        `${MANAGEMENT}-2`,
        `${MEMBER}-30`,
      ]);
      await expect(list(backupOf(MEMBER), { ByAccountId: "*" })).rejects.toMatchObject({
        name: "AccessDeniedException",
      });
      expect(await list(backupOf(MEMBER, "eu-west-1"), {})).toEqual([`${MEMBER}-3`]);
    });

    it("are filtered by state and time", async () => {
      expect(await list(backupOf(), { ByAccountId: "*", ByState: "FAILED" })).toEqual([`${MEMBER}-30`]);
      const ByCreatedAfter = new Date(now - 90 * 60 * 1000);
      expect(await list(backupOf(), { ByAccountId: "*", ByCreatedAfter })).toEqual([`${MEMBER}-1`]);
    });

    it("are counted by account, state and day", async () => {
      const command = new backup.ListBackupJobSummariesCommand({
        AccountId: "ANY",
        State: "ANY",
        AggregationPeriod: "SEVEN_DAYS",
      });
      const { BackupJobSummaries } = await backupOf().send(command);
      expect(BackupJobSummaries!.map(({ AccountId, State, Count }) => [AccountId, State, Count])).toEqual([
        [MEMBER, "COMPLETED", 1],
        [MEMBER, "FAILED", 1],
        [MANAGEMENT, "COMPLETED", 1],
      ]);
      const total = new backup.ListBackupJobSummariesCommand({
        AccountId: "AGGREGATE_ALL",
        State: "AGGREGATE_ALL",
      });
      const days = (await backupOf().send(total)).BackupJobSummaries!;
      expect(days.map(({ Count }) => Count).sort()).toEqual([1, 2]);
    });
  });
});

describe("CloudFormation stack sets", () => {
  const template = (roleName: string): string =>
    JSON.stringify({
      Parameters: { Vault: { Type: "String", Default: "daily" } },
      Conditions: { Home: { "Fn::Equals": [{ Ref: "AWS::Region" }, "us-east-1"] } },
      Resources: {
        Role: {
          Type: "AWS::IAM::Role",
          Condition: "Home",
          Properties: {
            RoleName: roleName,
            AssumeRolePolicyDocument: { Statement: [] },
            ManagedPolicyArns: [
              { "Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/AWSBackupServiceRolePolicyForS3Backup" },
            ],
          },
        },
        Vault: { Type: "AWS::Backup::BackupVault", Properties: { BackupVaultName: { Ref: "Vault" } } },
      },
    });
  const OTHER = "444444444444";
  let client: cloudformation.CloudFormationClient;
  const create = (roleName = "member-backup"): Promise<unknown> =>
    client.send(
      new cloudformation.CreateStackSetCommand({
        StackSetName: "roles",
        TemplateBody: template(roleName),
        PermissionModel: "SERVICE_MANAGED",
        AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: false },
        Capabilities: ["CAPABILITY_NAMED_IAM"],
      }),
    );
  const deploy = (): Promise<cloudformation.CreateStackInstancesCommandOutput> =>
    client.send(
      new cloudformation.CreateStackInstancesCommand({
        StackSetName: "roles",
        Regions: ["us-east-1", "eu-west-1"],
        DeploymentTargets: { OrganizationalUnitIds: [UNIT] },
      }),
    );
  const hasRole = (accountId: string): boolean =>
    double.state.iam.account(accountId).roles.has("member-backup");
  const hasVault = (accountId: string, region: string): boolean =>
    double.state.backup.region(accountId, region).vaults.has("daily");

  beforeEach(async () => {
    const accounts = [...seed.accounts!, { id: OTHER, name: "other", parentId: ROOT }];
    await start({ seed: { ...seed, accounts } });
    client = new cloudformation.CloudFormationClient(configuration());
  });

  it("of the service-managed kind need access to the organization, which only CloudFormation gives", async () => {
    await expect(create()).rejects.toMatchObject({ name: "ValidationError" });
    const principal = "member.org.stacksets.cloudformation.amazonaws.com";
    await organizationsOf().send(
      new organizations.EnableAWSServiceAccessCommand({ ServicePrincipal: principal }),
    );
    await expect(create()).rejects.toMatchObject({ name: "ValidationError" });
    await client.send(new cloudformation.ActivateOrganizationsAccessCommand({}));
    const access = await client.send(new cloudformation.DescribeOrganizationsAccessCommand({}));
    expect(access.Status).toBe("ENABLED");
    await create();
  });

  it("put roles and vaults into the accounts of an organizational unit", async () => {
    await client.send(new cloudformation.ActivateOrganizationsAccessCommand({}));
    await create();
    const { OperationId } = await deploy();
    const operation = await client.send(
      new cloudformation.DescribeStackSetOperationCommand({ StackSetName: "roles", OperationId }),
    );
    expect(operation.StackSetOperation).toMatchObject({ Status: "SUCCEEDED", Action: "CREATE" });
    expect([hasRole(MEMBER), hasVault(MEMBER, "us-east-1"), hasVault(MEMBER, "eu-west-1")]).toEqual([
      true,
      true,
      true,
    ]);
    expect([hasRole(OTHER), hasRole(MANAGEMENT)]).toEqual([false, false]);
    const instances = await client.send(
      new cloudformation.ListStackInstancesCommand({ StackSetName: "roles" }),
    );
    expect(instances.Summaries).toMatchObject([
      { Account: MEMBER, Region: "us-east-1", OrganizationalUnitId: UNIT, Status: "CURRENT" },
      { Account: MEMBER, Region: "eu-west-1" },
    ]);
    await expect(
      client.send(new cloudformation.DeleteStackSetCommand({ StackSetName: "roles" })),
    ).rejects.toMatchObject({
      name: "StackSetNotEmptyException",
    });
  });

  it("follow accounts that move in and out of the organizational unit", async () => {
    await client.send(new cloudformation.ActivateOrganizationsAccessCommand({}));
    await create();
    await deploy();
    const move = (SourceParentId: string, DestinationParentId: string): Promise<unknown> =>
      organizationsOf().send(
        new organizations.MoveAccountCommand({ AccountId: OTHER, SourceParentId, DestinationParentId }),
      );
    await move(ROOT, UNIT);
    expect([hasRole(OTHER), hasVault(OTHER, "eu-west-1")]).toEqual([true, true]);
    await move(UNIT, ROOT);
    expect([hasRole(OTHER), hasVault(OTHER, "eu-west-1")]).toEqual([false, false]);
  });

  it("fail where a role of the name exists already, and leave nothing behind", async () => {
    await client.send(new cloudformation.ActivateOrganizationsAccessCommand({}));
    await create("OrganizationAccountAccessRole");
    const { OperationId } = await deploy();
    const results = await client.send(
      new cloudformation.ListStackSetOperationResultsCommand({ StackSetName: "roles", OperationId }),
    );
    expect(results.Summaries).toMatchObject([
      {
        Account: MEMBER,
        Region: "us-east-1",
        Status: "FAILED",
        StatusReason: expect.stringContaining("already exists") as unknown,
      },
      { Account: MEMBER, Region: "eu-west-1", Status: "SUCCEEDED" },
    ]);
    expect([hasVault(MEMBER, "us-east-1"), hasVault(MEMBER, "eu-west-1")]).toEqual([false, true]);
  });
});

describe("the services that hold settings only", () => {
  /** A request signed for a service; the double reads who signed and for what, and checks no signature. */
  const signed = async (
    service: string,
    path: string,
    init: { method?: string; headers?: Record<string, string>; body?: string } = {},
  ): Promise<{ status: number; text: string }> => {
    const { accessKeyId } = double.credentialsFor(MANAGEMENT);
    const scope = `${accessKeyId}/20260101/us-east-1/${service}/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`;
    const response = await fetch(`${double.endpoint}${path}`, {
      ...init,
      headers: { ...init.headers, authorization },
    });
    return { status: response.status, text: await response.text() };
  };
  const json = (service: string, target: string, input: object): ReturnType<typeof signed> =>
    signed(service, "/", {
      method: "POST",
      headers: { "x-amz-target": target },
      body: JSON.stringify(input),
    });
  const form = (service: string, fields: Record<string, string>): ReturnType<typeof signed> =>
    signed(service, "/", { method: "POST", body: new URLSearchParams(fields).toString() });

  beforeEach(async () => {
    await start();
  });

  it("include S3: a bucket gives back what was put into it, and says what was not", async () => {
    expect((await signed("s3", "/reports", { method: "HEAD" })).status).toBe(404);
    await signed("s3", "/reports", { method: "PUT" });
    const versioning = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    await signed("s3", "/reports?versioning", { method: "PUT", body: versioning });
    expect(await signed("s3", "/reports?versioning")).toEqual({ status: 200, text: versioning });
    const policy = await signed("s3", "/reports?policy");
    expect(policy.status).toBe(404);
    expect(policy.text).toContain("<Code>NoSuchBucketPolicy</Code>");
    expect((await signed("s3", "/reports", { method: "DELETE" })).status).toBe(204);
  });

  it("include SNS: topics with attributes, in XML that cannot be broken by a value", async () => {
    const Policy = JSON.stringify({ "<&>": true });
    const created = await form("sns", {
      Action: "CreateTopic",
      Name: "backup",
      "Attributes.entry.1.key": "Policy",
      "Attributes.entry.1.value": Policy,
    });
    const TopicArn = `arn:aws:sns:us-east-1:${MANAGEMENT}:backup`;
    expect(created.text).toContain(`<TopicArn>${TopicArn}</TopicArn>`);
    const { text } = await form("sns", { Action: "GetTopicAttributes", TopicArn });
    expect(text).toContain("<key>Policy</key><value>{&quot;&lt;&amp;&gt;&quot;:true}</value>");
    expect((await form("sns", { Action: "GetTopicAttributes", TopicArn: "arn:none" })).status).toBe(404);
  });

  it("include EventBridge: a rule is deleted only after its targets", async () => {
    await json("events", "AWSEvents.PutRule", { Name: "failed", EventPattern: "{}" });
    await json("events", "AWSEvents.PutTargets", { Rule: "failed", Targets: [{ Id: "t", Arn: "arn:x" }] });
    expect((await json("events", "AWSEvents.DeleteRule", { Name: "failed" })).text).toContain(
      "ValidationException",
    );
    await json("events", "AWSEvents.RemoveTargets", { Rule: "failed", Ids: ["t"] });
    expect((await json("events", "AWSEvents.DeleteRule", { Name: "failed" })).status).toBe(200);
    expect((await json("events", "AWSEvents.DescribeRule", { Name: "failed" })).text).toContain(
      "ResourceNotFoundException",
    );
  });

  it("include KMS: a key is found by its alias, and kept until its deletion date", async () => {
    const created = await json("kms", "TrentService.CreateKey", { Description: "backups" });
    const { KeyId } = (JSON.parse(created.text) as { KeyMetadata: { KeyId: string } }).KeyMetadata;
    await json("kms", "TrentService.CreateAlias", { AliasName: "alias/backup", TargetKeyId: KeyId });
    const described = await json("kms", "TrentService.DescribeKey", { KeyId: "alias/backup" });
    expect(JSON.parse(described.text)).toMatchObject({ KeyMetadata: { KeyId, KeyState: "Enabled" } });
    await json("kms", "TrentService.ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
    const rotation = await json("kms", "TrentService.EnableKeyRotation", { KeyId });
    expect(rotation.text).toContain("KMSInvalidStateException");
  });

  it("refuse a request that cannot be read", async () => {
    const headers = { "x-amz-target": "AWSOrganizationsV20161128.ListRoots" };
    const broken = await signed("organizations", "/", { method: "POST", headers, body: "{" });
    expect(broken.status).toBe(400);
    expect(broken.text).toContain("SerializationException");
    expect((await signed("lambda", "/")).text).toContain("UnknownOperationException");
  });
});

describe("the runnable double", () => {
  it("prints its address and serves the seeded organization until it is interrupted", async () => {
    await start({ seed });
    const folder = mkdtempSync(join(tmpdir(), "aws-double-"));
    const file = join(folder, "organization.yaml");
    writeFileSync(file, JSON.stringify(seed));
    const script = join(__dirname, "../../scripts/aws-double.ts");
    const child = spawn(process.execPath, ["--import", "tsx", script, "--seed", file, "--rate", "100"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    let output = "";
    const endpoint = await new Promise<string>((resolve, reject) => {
      child.once("close", () => {
        reject(new Error(`The script ended early: ${output}`));
      });
      child.stdout.on("data", (chunk: Buffer) => {
        output += chunk.toString("utf8");
        const address = /^AWS double: (\S+)$/m.exec(output)?.[1];
        if (address !== undefined && output.includes("Ctrl-C ends it")) {
          resolve(address);
        }
      });
    });
    const client = new organizations.OrganizationsClient({ ...configuration(), endpoint });
    expect((await client.send(new organizations.ListAccountsCommand({}))).Accounts).toHaveLength(2);
    expect(output).toContain(`export AWS_ENDPOINT_URL=${endpoint}`);
    expect(output).toMatch(/endpoints \{[^}]*organizations +=/);
    child.kill("SIGINT");
    expect(await ended).toBe(0);
    rmSync(folder, { recursive: true });
  }, 30_000);
});
