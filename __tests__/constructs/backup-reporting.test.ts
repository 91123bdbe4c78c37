import { BackupPolicy, BackupReporting, OrganizationBackupAccess } from "../../src/constructs";
import type { BackupReportingProps } from "../../src/constructs";
import { errorOf, newStack, planPolicy, synthesized } from "./synthesized";
import type { Synthesized } from "./synthesized";

function reporting(props: Partial<BackupReportingProps> = {}): Synthesized {
  const stack = newStack();
  new BackupReporting(stack, "reporting", { bucketName: "example-backup-reports", ...props });
  return synthesized(stack);
}

describe("reports", () => {
  it("are made of the jobs of all accounts and Regions", () => {
    const plans = reporting().resources("aws_backup_report_plan");
    expect(plans.map(({ name }) => name)).toEqual([
      "organization_backup_job_report",
      "organization_copy_job_report",
      "organization_restore_job_report",
    ]);
    plans.forEach((plan) =>
      expect(plan.report_setting).toMatchObject({
        accounts: ["ROOT"],
        regions: ["*"],
        report_template: expect.stringMatching(/_JOB_REPORT$/) as string,
      }),
    );
    expect(plans[0]!.report_delivery_channel).toEqual({
      s3_bucket_name: expect.stringMatching(/^\$\{aws_s3_bucket\..*\.id\}$/) as string,
      s3_key_prefix: "reports",
      formats: ["CSV", "JSON"],
    });
  });

  it("on compliance name no frameworks, which AWS refuses over several accounts", () => {
    const plans = reporting({ jobReports: [], complianceReports: ["CONTROL_COMPLIANCE_REPORT"] }).resources(
      "aws_backup_report_plan",
    );
    expect(plans).toHaveLength(1);
    expect(plans[0]!.report_setting).not.toHaveProperty("framework_arns");
  });

  it("go to a private, encrypted, versioned bucket that is not deleted with them", () => {
    const result = reporting({ expireReportsAfterDays: 400 });
    expect(result.resource("aws_s3_bucket")).toEqual({
      bucket: "example-backup-reports",
      force_destroy: false,
    });
    expect(result.resource("aws_s3_bucket_public_access_block")).toMatchObject({
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(result.resource("aws_s3_bucket_versioning").versioning_configuration).toEqual({
      status: "Enabled",
    });
    expect(result.types).toContain("aws_s3_bucket_server_side_encryption_configuration");
    expect(result.resource("aws_s3_bucket_lifecycle_configuration").rule).toMatchObject([
      { expiration: [{ days: 400 }] },
    ]);
  });

  it("exist before the policy of the bucket, which names a role that AWS makes with the first of them", () => {
    const policy = reporting().resource("aws_s3_bucket_policy");
    expect(policy.depends_on).toHaveLength(3);
    const text = String(policy.policy).replaceAll(/\$\{[^}]*\}/g, "111111111111");
    expect(JSON.parse(text)).toMatchObject({
      Statement: [
        {
          Principal: {
            AWS: "arn:aws:iam::111111111111:role/aws-service-role/reports.backup.amazonaws.com/AWSServiceRoleForBackupReports",
          },
          Action: "s3:PutObject",
          Resource: "arn:aws:s3:::example-backup-reports/*",
        },
        { Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } },
      ],
    });
  });

  it("wait for trusted access and not for policies", () => {
    const stack = newStack();
    new BackupReporting(stack, "reporting", { bucketName: "example-backup-reports" });
    new BackupPolicy(stack, "daily", { content: planPolicy() });
    new OrganizationBackupAccess(stack, "access", { mode: "create" });
    synthesized(stack)
      .resources("aws_backup_report_plan")
      .forEach((plan) =>
        expect(plan.depends_on).toEqual(["aws_organizations_organization.access_organization_1D0479AD"]),
      );
  });
});

describe("failed jobs", () => {
  it("are told to a new topic that the rule may publish to", () => {
    const result = reporting({ failedJobs: { emailAddresses: ["backup@example.com"] } });
    const pattern = JSON.parse(String(result.resource("aws_cloudwatch_event_rule").event_pattern)) as object;
    const states = ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"];
    expect(pattern).toEqual({
      source: ["aws.backup"],
      "detail-type": ["Backup Job State Change", "Copy Job State Change", "Restore Job State Change"],
      detail: { $or: [{ state: states }, { status: states }] },
    });
    expect(result.resource("aws_cloudwatch_event_target").arn).toMatch(/aws_sns_topic\./);
    expect(result.resource("aws_sns_topic_policy").policy).toContain('"Service":"events.amazonaws.com"');
    expect(result.resource("aws_sns_topic_subscription")).toMatchObject({
      protocol: "email",
      endpoint: "backup@example.com",
    });
  });

  it("are told to a topic that exists", () => {
    const topicArn = "arn:aws:sns:eu-central-1:111111111111:topic";
    const result = reporting({ failedJobs: { topicArn } });
    expect(result.resource("aws_cloudwatch_event_target").arn).toBe(topicArn);
    expect(result.types).not.toContain("aws_sns_topic");
  });

  it("are told to no one where that is said", () => {
    expect(reporting({ failedJobs: "none" }).types.filter((type) => /sns|event/.test(type))).toEqual([]);
  });
});

it.each([
  ["a bucket with capitals", { bucketName: "Reports" }, "is not a valid bucket name"],
  ["a prefix with a hyphen", { namePrefix: "my-org" }, "cannot begin the name of a report plan"],
  ["no report", { jobReports: [] }, "There is no report."],
])("refuses %s", (_what, props, message) => {
  expect(errorOf(() => reporting(props)).message).toContain(message);
});
