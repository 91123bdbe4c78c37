import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AwsDouble } from "./aws-double/aws-double";
import { terraformProvider } from "./aws-double/client-configuration";
import { describeWithTerraform, findTerraform } from "./terraform";

/** What an organization with backup policies is made of, as Terraform's JSON syntax. */
function configuration(
  endpoint: string,
  credentials: ReturnType<AwsDouble["credentialsFor"]>,
  version: string,
): object {
  const plan = (vault: string): string =>
    JSON.stringify({
      plans: { daily: { rules: { r: { target_backup_vault_name: { "@@assign": vault } } } } },
    });
  const trust = (principal: object): string =>
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
    });
  const organization = "${aws_organizations_organization.this";
  return {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version } } },
    provider: { aws: [terraformProvider(endpoint, credentials)] },
    data: { aws_caller_identity: { current: {} } },
    resource: {
      aws_organizations_organization: {
        this: {
          aws_service_access_principals: [
            "backup.amazonaws.com",
            "member.org.stacksets.cloudformation.amazonaws.com",
          ],
          enabled_policy_types: ["BACKUP_POLICY"],
          feature_set: "ALL",
        },
      },
      aws_organizations_organizational_unit: {
        production: {
          name: "Production",
          parent_id: `${organization}.roots[0].id}`,
          tags: { stage: "production" },
        },
        sandbox: { name: "Sandbox", parent_id: `${organization}.roots[0].id}` },
      },
      aws_organizations_account: {
        backup: {
          name: "backup",
          email: "backup@example.com",
          parent_id: "${aws_organizations_organizational_unit.production.id}",
        },
      },
      aws_cloudformation_stack_set: {
        roles: {
          name: "backup-roles",
          permission_model: "SERVICE_MANAGED",
          auto_deployment: [{ enabled: true, retain_stacks_on_account_removal: false }],
          capabilities: ["CAPABILITY_NAMED_IAM"],
          template_body: memberTemplate,
          parameters: { VaultName: "daily" },
          depends_on: ["aws_organizations_organization.this"],
          // The provider plans a change of this on every service-managed stack set.
          lifecycle: { ignore_changes: ["administration_role_arn"] },
        },
      },
      aws_cloudformation_stack_set_instance: {
        production: {
          stack_set_name: "${aws_cloudformation_stack_set.roles.name}",
          region: "us-east-1",
          deployment_targets: [
            { organizational_unit_ids: ["${aws_organizations_organizational_unit.production.id}"] },
          ],
          depends_on: ["aws_organizations_account.backup"],
        },
      },
      aws_kms_key: { backup: { description: "backups", enable_key_rotation: true } },
      aws_kms_alias: { backup: { name: "alias/backup", target_key_id: "${aws_kms_key.backup.key_id}" } },
      aws_sns_topic: { backup: { name: "backup", tags: { a: "b" } } },
      aws_sns_topic_policy: {
        backup: {
          arn: "${aws_sns_topic.backup.arn}",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { Service: "backup.amazonaws.com" },
                Action: "SNS:Publish",
                Resource: "*",
              },
            ],
          }),
        },
      },
      aws_sns_topic_subscription: {
        backup: {
          topic_arn: "${aws_sns_topic.backup.arn}",
          protocol: "sqs",
          endpoint: "arn:aws:sqs:us-east-1:111111111111:q",
        },
      },
      aws_cloudwatch_event_rule: {
        failed: {
          name: "failed-jobs",
          event_pattern: JSON.stringify({ source: ["aws.backup"], detail: { state: ["FAILED"] } }),
        },
      },
      aws_cloudwatch_event_target: {
        failed: { rule: "${aws_cloudwatch_event_rule.failed.name}", arn: "${aws_sns_topic.backup.arn}" },
      },
      aws_s3_bucket: { reports: { bucket: "backup-reports", tags: { a: "b" } } },
      aws_s3_bucket_versioning: {
        reports: { bucket: "${aws_s3_bucket.reports.id}", versioning_configuration: [{ status: "Enabled" }] },
      },
      aws_s3_bucket_public_access_block: {
        reports: {
          bucket: "${aws_s3_bucket.reports.id}",
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        },
      },
      aws_s3_bucket_ownership_controls: {
        reports: {
          bucket: "${aws_s3_bucket.reports.id}",
          rule: [{ object_ownership: "BucketOwnerEnforced" }],
        },
      },
      aws_s3_bucket_server_side_encryption_configuration: {
        reports: {
          bucket: "${aws_s3_bucket.reports.id}",
          rule: [
            {
              apply_server_side_encryption_by_default: [
                { sse_algorithm: "aws:kms", kms_master_key_id: "${aws_kms_key.backup.arn}" },
              ],
            },
          ],
        },
      },
      aws_s3_bucket_policy: {
        reports: {
          bucket: "${aws_s3_bucket.reports.id}",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Deny",
                Principal: "*",
                Action: "s3:*",
                Resource: "arn:aws:s3:::backup-reports/*",
                Condition: { Bool: { "aws:SecureTransport": "false" } },
              },
            ],
          }),
        },
      },
      aws_backup_report_plan: {
        jobs: {
          name: "backup_jobs",
          report_delivery_channel: [{ formats: ["CSV"], s3_bucket_name: "${aws_s3_bucket.reports.id}" }],
          report_setting: [{ report_template: "BACKUP_JOB_REPORT" }],
        },
      },
      aws_organizations_policy: {
        baseline: {
          depends_on: ["aws_organizations_organization.this"],
          name: "baseline",
          type: "BACKUP_POLICY",
          content: plan("Default"),
          tags: { owner: "platform" },
        },
        production: {
          name: "production",
          type: "BACKUP_POLICY",
          content: plan("production"),
          depends_on: ["aws_organizations_organization.this"],
          description: "of production",
        },
      },
      aws_organizations_policy_attachment: {
        first: {
          policy_id: "${aws_organizations_policy.baseline.id}",
          target_id: "${aws_organizations_organizational_unit.production.id}",
          depends_on: ["aws_organizations_organization.this"],
        },
        second: {
          policy_id: "${aws_organizations_policy.production.id}",
          target_id: "${aws_organizations_organizational_unit.production.id}",
          depends_on: ["aws_organizations_policy_attachment.first"],
        },
      },
      aws_organizations_delegated_administrator: {
        backup: {
          account_id: "${aws_organizations_account.backup.id}",
          service_principal: "backup.amazonaws.com",
          depends_on: ["aws_organizations_organization.this"],
        },
      },
      aws_organizations_resource_policy: {
        this: {
          content: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "arn:aws:iam::${aws_organizations_account.backup.id}:root" },
                Action: ["organizations:ListPolicies"],
                Resource: "*",
              },
            ],
          }),
          depends_on: ["aws_organizations_organization.this"],
        },
      },
      aws_iam_role: {
        backup: {
          name: "backup",
          path: "/service/",
          assume_role_policy: trust({ Service: "backup.amazonaws.com" }),
          tags: { a: "b" },
        },
      },
      aws_iam_role_policy_attachment: {
        backup: {
          role: "${aws_iam_role.backup.name}",
          policy_arn: "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
        },
        restore: {
          role: "${aws_iam_role.backup.name}",
          policy_arn: "${aws_iam_policy.extra.arn}",
        },
      },
      aws_iam_policy: {
        extra: {
          name: "extra",
          policy: trust({ Service: "x" }).replace(/"Principal":\{[^}]*\},/, '"Resource":"*",'),
        },
      },
      aws_iam_role_policy: {
        inline: {
          name: "inline",
          role: "${aws_iam_role.backup.name}",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: "kms:*", Resource: "*" }],
          }),
        },
      },
      aws_backup_vault: { production: { name: "production", tags: { stage: "production" } } },
      aws_backup_vault_policy: {
        production: {
          backup_vault_name: "${aws_backup_vault.production.name}",
          policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [
              { Effect: "Deny", Principal: "*", Action: "backup:DeleteRecoveryPoint", Resource: "*" },
            ],
          }),
        },
      },
      aws_backup_vault_lock_configuration: {
        production: {
          backup_vault_name: "${aws_backup_vault.production.name}",
          min_retention_days: 7,
          max_retention_days: 365,
        },
      },
      aws_backup_vault_notifications: {
        production: {
          backup_vault_name: "${aws_backup_vault.production.name}",
          sns_topic_arn: "arn:aws:sns:us-east-1:111111111111:backup",
          backup_vault_events: ["BACKUP_JOB_FAILED", "COPY_JOB_FAILED"],
        },
      },
      aws_backup_logically_air_gapped_vault: {
        gapped: { name: "gapped", min_retention_days: 7, max_retention_days: 30 },
      },
      aws_backup_global_settings: {
        this: {
          global_settings: {
            isCrossAccountBackupEnabled: "true",
            isMpaEnabled: "false",
            isDelegatedAdministratorEnabled: "false",
          },
          depends_on: ["aws_organizations_organization.this"],
        },
      },
    },
  };
}

/** What a stack set puts into every account of an organizational unit. */
const memberTemplate = JSON.stringify({
  Parameters: { VaultName: { Type: "String" } },
  Resources: {
    Role: {
      Type: "AWS::IAM::Role",
      Properties: {
        RoleName: "member-backup",
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: "Allow", Principal: { Service: "backup.amazonaws.com" } }],
        },
        ManagedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"],
      },
    },
    Vault: { Type: "AWS::Backup::BackupVault", Properties: { BackupVaultName: { Ref: "VaultName" } } },
  },
});

describe("looking for Terraform", () => {
  it("says what is missing", () => {
    const path = process.env.PATH;
    process.env.PATH = "";
    try {
      expect(findTerraform()).toEqual({ missing: "terraform is not on the PATH." });
    } finally {
      process.env.PATH = path;
    }
  });
});

describeWithTerraform("the real Terraform provider against the double", (terraform) => {
  let double: AwsDouble;
  let folder: string;

  beforeAll(async () => {
    double = await AwsDouble.start({ defaultAccountId: "111111111111" });
    folder = mkdtempSync(join(tmpdir(), "aws-double-"));
    const config = configuration(
      double.endpoint,
      double.credentialsFor("111111111111"),
      terraform.awsProviderVersion,
    );
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify(config, null, 2));
  });

  afterAll(async () => {
    await double.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("applies, plans no change afterwards, and destroys everything", async () => {
    double.state.stackSets.organizationsAccess = true;
    await terraform.mustRun(folder, ["init", "-no-color"]);
    await terraform.mustRun(folder, ["apply", "-auto-approve", "-no-color"]);

    const organization = double.state.organizations.current!;
    const production = [...organization.targets.values()].find(({ name }) => name === "Production")!;
    expect(organization.attachedOfType(production, "BACKUP_POLICY").map(({ name }) => name)).toEqual([
      "baseline",
      "production",
    ]);

    const member = [...organization.accounts.values()].find(({ name }) => name === "backup")!;
    expect(double.state.iam.account(member.id).roles.has("member-backup")).toBe(true);
    expect(double.state.backup.region(member.id, "us-east-1").vaults.has("daily")).toBe(true);

    const second = await terraform.run(folder, ["plan", "-detailed-exitcode", "-no-color"]);
    expect(second).toMatchObject({ status: 0 });

    await terraform.mustRun(folder, ["destroy", "-auto-approve", "-no-color"]);
    expect(double.state.organizations.current).toBeUndefined();
    expect(
      double.calls.filter(
        ({ error }) => error === "UnknownOperationException" || error === "AwsDoubleFailure",
      ),
    ).toEqual([]);
  }, 600_000);
});
