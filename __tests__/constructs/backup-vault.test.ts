import { BackupVault, OrganizationBackupAccess } from "../../src/constructs";
import type { BackupVaultProps } from "../../src/constructs";
import { AwsProvider } from "../../src/constructs/aws-bindings";
import { appFor, errorOf, newStack, synthesized } from "./synthesized";
import type { Synthesized } from "./synthesized";

function vault(props: BackupVaultProps = {}): Synthesized {
  const stack = newStack(appFor());
  new BackupVault(stack, "Central", props);
  return synthesized(stack);
}

function statements(text: unknown): readonly { readonly Sid?: string }[] {
  return (JSON.parse(String(text)) as { readonly Statement: readonly { readonly Sid?: string }[] }).Statement;
}

describe("a vault", () => {
  it("has a key of its own that is rotated, and no one else may do anything", () => {
    const result = vault({ accountId: "222222222222" });
    expect(result.types).toEqual(["aws_backup_vault", "aws_kms_alias", "aws_kms_key"]);
    expect(result.resource("aws_backup_vault")).toEqual({
      name: "Central",
      kms_key_arn: expect.stringMatching(/^\$\{aws_kms_key\..*\.arn\}$/) as string,
    });
    expect(result.resource("aws_kms_key").enable_key_rotation).toBe(true);
    expect(statements(result.resource("aws_kms_key").policy)).toEqual([
      {
        Sid: "OwnAccount",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::222222222222:root" },
        Action: "kms:*",
        Resource: "*",
      },
    ]);
    expect(result.resource("aws_kms_alias").name).toBe("alias/backup/Central");
  });

  it("uses the account of its provider for the key where the account is not given", () => {
    const result = vault();
    expect(result.data("aws_caller_identity")).toHaveLength(1);
    expect(result.resource("aws_kms_key").policy).toContain(".account_id");
  });

  it("uses AWS Backup's key or one that exists where wanted", () => {
    expect(vault({ encryption: "aws-managed-key" }).types).toEqual(["aws_backup_vault"]);
    const keyArn = "arn:aws:kms:eu-central-1:111111111111:key/k";
    expect(vault({ encryption: { keyArn } }).resource("aws_backup_vault").kms_key_arn).toBe(keyArn);
  });

  it("takes copies from the organization and no one else, in its policy and in the policy of its key", () => {
    const result = vault({ accountId: "222222222222", allowCopiesFrom: "organization" });
    const equals = { StringEquals: { "aws:PrincipalOrgID": "o-exampleorgid" } };
    expect(statements(result.resource("aws_backup_vault_policy").policy)).toEqual([
      {
        Sid: "CopiesFromTheOrganization",
        Effect: "Allow",
        Principal: "*",
        Action: "backup:CopyIntoBackupVault",
        Resource: "*",
        Condition: equals,
      },
    ]);
    const key = statements(result.resource("aws_kms_key").policy);
    expect(key).toHaveLength(3);
    key.slice(1).forEach((statement) => expect(statement).toMatchObject({ Condition: equals }));
  });

  it("knows the organization from the access construct where there is no file", () => {
    const stack = newStack();
    new OrganizationBackupAccess(stack, "access");
    new BackupVault(stack, "Central", { allowCopiesFrom: "organization" });
    expect(synthesized(stack).resource("aws_backup_vault_policy").policy).toContain(
      "data.aws_organizations_organization.access_organization_1D0479AD.id",
    );
    expect(
      errorOf(() => new BackupVault(newStack(), "Central", { allowCopiesFrom: "organization" })).message,
    ).toBe("stack/Central: The id of the organization is not known.");
  });

  it("refuses deletions where wanted, and takes further statements", () => {
    const accessStatements = [
      { Sid: "More", Effect: "Deny", Principal: "*", Action: "backup:StartRestoreJob", Resource: "*" },
    ] as const;
    const policy = vault({ denyDeletion: true, accessStatements }).resource("aws_backup_vault_policy").policy;
    expect(statements(policy).map(({ Sid }) => Sid)).toEqual(["NobodyDeletesRecoveryPoints", "More"]);
  });

  it("does not delete recovery points unless that is said", () => {
    expect(vault().resource("aws_backup_vault")).not.toHaveProperty("force_destroy");
    expect(vault({ deleteRecoveryPoints: true }).resource("aws_backup_vault").force_destroy).toBe(true);
  });

  it("has an ARN that is known before apply where account and Region are", () => {
    const stack = newStack(appFor());
    expect(new BackupVault(stack, "Central", { accountId: "222222222222" }).vaultArn).toBe(
      "arn:aws:backup:eu-central-1:222222222222:backup-vault:Central",
    );
    expect(new BackupVault(stack, "Own").vaultArn).toBe(
      "arn:aws:backup:eu-central-1:111111111111:backup-vault:Own",
    );
    const unknown = new BackupVault(newStack(), "Central");
    expect(unknown.vaultArn).toContain("TfToken");
  });

  it("takes its Region from its provider", () => {
    const stack = newStack(appFor());
    const provider = new AwsProvider(stack, "other", { alias: "other", region: "us-east-1" });
    const construct = new BackupVault(stack, "Central", {
      provider,
      allowCopiesFrom: "organization",
      lock: { mode: "governance" },
    });
    expect(construct.vaultArn).toContain(":us-east-1:");
    const result = synthesized(stack);
    [
      ...result.types.flatMap((type) => result.resources(type)),
      ...result.data("aws_caller_identity"),
    ].forEach((block) => expect(block.provider).toBe("aws.other"));
  });
});

describe("a lock", () => {
  it("in governance mode names no days of grace", () => {
    const result = vault({ lock: { mode: "governance", minRetentionDays: 7, maxRetentionDays: 400 } });
    expect(result.resource("aws_backup_vault_lock_configuration")).toMatchObject({
      min_retention_days: 7,
      max_retention_days: 400,
    });
    expect(result.resource("aws_backup_vault_lock_configuration")).not.toHaveProperty("changeable_for_days");
  });

  it("in compliance mode is acknowledged, and an import does not replace it", () => {
    const result = vault({
      lock: { mode: "compliance", changeableForDays: 3, acknowledgeIrreversible: true },
    });
    expect(result.resource("aws_backup_vault_lock_configuration")).toMatchObject({
      changeable_for_days: 3,
      lifecycle: { ignore_changes: ["changeable_for_days"] },
    });
  });

  it.each([
    [
      "an acknowledgement that is missing",
      { mode: "compliance", changeableForDays: 3 },
      "cannot be removed by anyone",
    ],
    [
      "days of grace below three",
      { mode: "compliance", changeableForDays: 2, acknowledgeIrreversible: true },
      "changeableForDays is 2",
    ],
    [
      "a minimum above the maximum",
      { mode: "governance", minRetentionDays: 8, maxRetentionDays: 7 },
      "from 8 to 7 days",
    ],
    ["a part of a day", { mode: "governance", minRetentionDays: 0.5 }, "from 0.5 to 36500 days"],
  ])("is refused with %s", (_what, lock, message) => {
    expect(errorOf(() => vault({ lock: lock as never })).message).toContain(message);
  });
});

describe("notifications", () => {
  it("go to a new topic that AWS Backup may publish to", () => {
    const result = vault({ notifications: { events: ["RESTORE_JOB_FAILED", "BACKUP_JOB_FAILED"] } });
    expect(result.resource("aws_backup_vault_notifications")).toMatchObject({
      backup_vault_events: ["BACKUP_JOB_FAILED", "RESTORE_JOB_FAILED"],
      sns_topic_arn: expect.stringContaining("aws_sns_topic") as string,
      depends_on: [expect.stringContaining("aws_sns_topic_policy.") as string],
    });
    expect(
      statements(String(result.resource("aws_sns_topic_policy").policy).replaceAll(/\$\{[^}]*\}/g, '"ARN"')),
    ).toMatchObject([{ Principal: { Service: "backup.amazonaws.com" }, Action: "sns:Publish" }]);
  });

  it("go to a topic that exists", () => {
    const topicArn = "arn:aws:sns:eu-central-1:111111111111:topic";
    const result = vault({ notifications: { topicArn, events: ["BACKUP_JOB_FAILED"] } });
    expect(result.resource("aws_backup_vault_notifications").sns_topic_arn).toBe(topicArn);
    expect(result.types).not.toContain("aws_sns_topic");
  });
});

describe("a logically air-gapped vault", () => {
  const logicallyAirGapped = { minRetentionDays: 7, maxRetentionDays: 90 };

  it("has retention and nothing that AWS brings itself", () => {
    const result = vault({ logicallyAirGapped });
    expect(result.types).toEqual(["aws_backup_logically_air_gapped_vault"]);
    expect(result.resource("aws_backup_logically_air_gapped_vault")).toEqual({
      name: "Central",
      min_retention_days: 7,
      max_retention_days: 90,
    });
  });

  it.each([
    ["a lock", { logicallyAirGapped, lock: { mode: "governance" } }, "brings its own lock and encryption"],
    ["a key", { logicallyAirGapped, encryption: "aws-managed-key" }, "brings its own lock and encryption"],
    [
      "less than seven days",
      { logicallyAirGapped: { minRetentionDays: 6, maxRetentionDays: 90 } },
      "the minimum is 7 days at least",
    ],
  ] as const)("is refused with %s", (_what, props, message) => {
    expect(errorOf(() => vault(props)).message).toContain(message);
  });
});

it.each(["x", "has space", "x".repeat(51)])("refuses the name %j", (vaultName) => {
  expect(errorOf(() => vault({ vaultName })).message).toContain("is not a valid vault name");
});
