import { AppRegistry } from "./app-registry";
import { BackupReportPlan, DataAwsCallerIdentity } from "./aws-bindings";
import type { S3Bucket } from "./aws-bindings";
import { constructError } from "./construct-error";
import type { Construct } from "./framework";
import { knownText } from "./late-value";
import { failedJobs } from "./reporting/failed-jobs";
import { reportBucket, reportBucketPolicy } from "./reporting/report-bucket";
import { checkedProps, NestedProps } from "./props/prop-rules";
import type { PropRules } from "./props/prop-rules";
import { BackupConstruct, RESOURCE_PROP_RULES } from "./resource-props";
import type { ResourceProps } from "./resource-props";

const JOB_REPORTS = ["BACKUP_JOB_REPORT", "COPY_JOB_REPORT", "RESTORE_JOB_REPORT"] as const;

export type JobReport = (typeof JOB_REPORTS)[number];
export type ComplianceReport = "CONTROL_COMPLIANCE_REPORT" | "RESOURCE_COMPLIANCE_REPORT";
export type ReportFormat = "CSV" | "JSON";

export interface BackupReportingProps extends ResourceProps {
  /** The name of the new bucket for the reports; it must be unique across AWS. */
  readonly bucketName: string;

  /**
   * The job reports to create.
   *
   * @default - backup, copy and restore jobs
   */
  readonly jobReports?: readonly JobReport[];

  /**
   * Compliance reports on Backup Audit Manager frameworks that exist in the accounts.
   *
   * @default - none
   */
  readonly complianceReports?: readonly ComplianceReport[];

  /**
   * The accounts in the reports: account ids, or `ROOT` for all. Other accounts need trusted access.
   *
   * @default ["ROOT"]
   */
  readonly accounts?: readonly string[];

  /**
   * The Regions in the reports, `*` for all.
   *
   * @default ["*"]
   */
  readonly regions?: readonly string[];

  /**
   * The formats of the reports.
   *
   * @default ["CSV", "JSON"]
   */
  readonly formats?: readonly ReportFormat[];

  /**
   * The prefix of the report plan names: letters, digits and underscores.
   *
   * @default "organization"
   */
  readonly namePrefix?: string;

  /**
   * Deletes reports after this many days.
   *
   * @default - they are kept
   */
  readonly expireReportsAfterDays?: number;

  /**
   * Notifies about jobs that did not succeed in the provider's account and Region: through an existing topic or
   * a new one, with e-mail subscriptions that the recipients must confirm. `none` switches it off.
   *
   * @default - a new topic without subscriptions
   */
  readonly failedJobs?: { readonly topicArn?: string; readonly emailAddresses?: readonly string[] } | "none";

  /**
   * Lets Terraform delete the bucket with all reports.
   *
   * @default false
   */
  readonly allowDestroy?: boolean;

  /**
   * The partition of AWS.
   *
   * @default "aws"
   */
  readonly partition?: string;
}

/**
 * Daily reports of the jobs of the whole organization, in a private bucket, and a message for each job that
 * did not succeed.
 *
 * @throws OrgBackupError (`input`) for names that AWS refuses, or where it reports nothing
 */
export class BackupReporting extends BackupConstruct {
  readonly bucket: S3Bucket;
  readonly reportPlans: readonly BackupReportPlan[];
  /** The topic of failed jobs. */
  readonly topicArn: string | undefined;

  constructor(scope: Construct, id: string, given: BackupReportingProps) {
    super("BackupReporting", scope, id);
    const props = checkedProps(this, given, PROP_RULES, ["bucketName"]);
    const prefix = props.namePrefix ?? "organization";
    this.check(props, prefix);
    const bucketProps = {
      name: props.bucketName,
      accountId: new DataAwsCallerIdentity(this, "caller").accountId,
      partition: props.partition ?? "aws",
      expireAfterDays: props.expireReportsAfterDays,
      allowDestroy: props.allowDestroy ?? false,
    };
    this.bucket = reportBucket(this, bucketProps);
    const templates = [...(props.jobReports ?? JOB_REPORTS), ...(props.complianceReports ?? [])];
    this.reportPlans = templates.map((template) => this.reportPlan(prefix, template, props));
    reportBucketPolicy(this, this.bucket, this.reportPlans, bucketProps);
    if (props.failedJobs !== "none") {
      const { topicArn, emailAddresses = [] } = props.failedJobs ?? {};
      this.topicArn = failedJobs(this, {
        ruleName: `${prefix}-failed-backup-jobs`,
        topicArn,
        emailAddresses,
      });
    }
    this.useResourceProps(props);
  }

  private reportPlan(prefix: string, template: string, props: BackupReportingProps): BackupReportPlan {
    const plan = new BackupReportPlan(this, template.toLowerCase().replaceAll("_", "-"), {
      name: `${prefix}_${template.toLowerCase()}`,
      description: `${template.toLowerCase().replaceAll("_", " ")} of the organization`,
      reportDeliveryChannel: {
        s3BucketName: this.bucket.id,
        s3KeyPrefix: "reports",
        formats: [...(props.formats ?? ["CSV", "JSON"])],
      },
      // Framework ARNs are left out: AWS refuses them in reports over several accounts.
      reportSetting: {
        reportTemplate: template,
        accounts: [...(props.accounts ?? ["ROOT"])],
        regions: [...(props.regions ?? ["*"])],
      },
    });
    AppRegistry.of(this).order.after(plan, ["access"]);
    return plan;
  }

  private check(props: BackupReportingProps, prefix: string): void {
    const bucketName = knownText(this, props.bucketName);
    const knownPrefix = knownText(this, prefix);
    if (bucketName !== undefined && !/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucketName)) {
      throw constructError(
        this,
        `${JSON.stringify(bucketName)} is not a valid bucket name: 3 to 63 lower-case letters, digits, dots or hyphens.`,
      );
    }
    if (knownPrefix !== undefined && !/^[A-Za-z]\w{0,200}$/.test(knownPrefix)) {
      throw constructError(
        this,
        `${JSON.stringify(prefix)} cannot begin the name of a report plan: letters, digits and underscores only.`,
      );
    }
    if (props.jobReports?.length === 0 && (props.complianceReports ?? []).length === 0) {
      throw constructError(this, "There is no report.", "Name one in jobReports or complianceReports.");
    }
  }
}

const PROP_RULES: PropRules<BackupReportingProps> = {
  ...RESOURCE_PROP_RULES,
  bucketName: "text",
  jobReports: "known-texts",
  complianceReports: "known-texts",
  accounts: "texts",
  regions: "texts",
  formats: "texts",
  namePrefix: "text",
  expireReportsAfterDays: "number",
  failedJobs: NestedProps.object<Exclude<NonNullable<BackupReportingProps["failedJobs"]>, string>>(
    {
      topicArn: "text",
      emailAddresses: "known-texts",
    },
    ["none"],
  ),
  allowDestroy: "boolean",
  partition: "text",
};
