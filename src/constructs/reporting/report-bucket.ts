import {
  S3Bucket,
  S3BucketLifecycleConfiguration,
  S3BucketPolicy,
  S3BucketPublicAccessBlock,
  S3BucketServerSideEncryptionConfiguration,
  S3BucketVersioning,
} from "../aws-bindings";
import type { BackupReportPlan } from "../aws-bindings";
import type { Construct } from "../framework";
import { iamPolicyText } from "../iam-document";

export interface ReportBucketProps {
  readonly name: string;
  readonly accountId: string;
  readonly partition: string;
  readonly expireAfterDays: number | undefined;
  readonly allowDestroy: boolean;
}

/** A private, encrypted, versioned bucket. */
export function reportBucket(scope: Construct, props: ReportBucketProps): S3Bucket {
  const bucket = new S3Bucket(scope, "bucket", {
    bucket: props.name,
    forceDestroy: props.allowDestroy,
  });
  const common = { bucket: bucket.id };
  new S3BucketPublicAccessBlock(scope, "public-access-block", {
    ...common,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  new S3BucketServerSideEncryptionConfiguration(scope, "encryption", {
    ...common,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
  });
  const versioning = new S3BucketVersioning(scope, "versioning", {
    ...common,
    versioningConfiguration: { status: "Enabled" },
  });
  if (props.expireAfterDays !== undefined) {
    new S3BucketLifecycleConfiguration(scope, "lifecycle", {
      ...common,
      rule: [
        {
          id: "expire-reports",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: props.expireAfterDays }],
          noncurrentVersionExpiration: [{ noncurrentDays: 30 }],
        },
      ],
      dependsOn: [versioning],
    });
  }
  return bucket;
}

/**
 * Lets AWS Backup deliver, and no one read without encryption in transit. AWS makes the role that delivers
 * with the first report plan of an account, and S3 refuses a policy that names a role which does not exist.
 */
export function reportBucketPolicy(
  scope: Construct,
  bucket: S3Bucket,
  reportPlans: readonly BackupReportPlan[],
  { accountId, partition, name }: ReportBucketProps,
): S3BucketPolicy {
  const arn = `arn:${partition}:s3:::${name}`;
  const role = "aws-service-role/reports.backup.amazonaws.com/AWSServiceRoleForBackupReports";
  return new S3BucketPolicy(scope, "bucket-policy", {
    bucket: bucket.id,
    policy: iamPolicyText(scope, [
      {
        Sid: "AwsBackupDeliversReports",
        Effect: "Allow",
        Principal: { AWS: `arn:${partition}:iam::${accountId}:role/${role}` },
        Action: "s3:PutObject",
        Resource: `${arn}/*`,
        Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } },
      },
      {
        Sid: "OnlyEncryptedInTransit",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]),
    dependsOn: [...reportPlans],
  });
}
