import { explainFailure, FAILURE_EXPLANATIONS, messagePattern } from "../../src/jobs/failure-explanations";

const explained = (message: string, state = "FAILED"): string => explainFailure({ state, message }).id;

describe("an explanation", () => {
  test.each([
    [
      "IAM Role arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole cannot be assumed by AWS Backup",
      "role-missing",
    ],
    ["Unable to assume role arn:aws:iam::123456789012:role/backup", "role-missing"],
    ["Backup vault Default does not exist", "vault-missing"],
    ["Access Denied trying to call AWS Backup service", "vault-access-denied"],
    [
      "Your backup job failed as AWS Backup does not have permission to describe resource arn:aws:s3:::orders. Please review your IAM policies to ensure AWS Backup can protect your resources.",
      "role-lacks-permission",
    ],
    [
      "Copy job failed. Both source and destination account must be a member of the same organization",
      "different-organization",
    ],
    [
      "Copy job from us-west-2 to us-east-1 cannot be initiated for RDS resources. Feature is not supported for provided resource type.",
      "feature-not-supported",
    ],
    [
      "Snapshots encrypted with the AWS Managed CMK can't be shared. Specify another snapshot.",
      "aws-managed-key",
    ],
    [
      "The source snapshot KMS key does not exist, is not enabled or you do not have permissions to access it",
      "key-not-usable",
    ],
    ["Windows VSS Backup Job Error encountered, trying for regular backup", "windows-vss"],
    ["Backup job failed because there is a running job for the same resource.", "job-in-progress"],
    [
      "Backup job could not start because it is either inside or too close to the automated backup window configured in RDS instance.",
      "maintenance-window",
    ],
    [
      "User is not authorized to perform: ec2:CreateSnapshot with an explicit deny in a service control policy",
      "denied-by-organization",
    ],
    [
      "You are not authorized to perform this operation. Encoded authorization failure message: abc",
      "pass-role-denied",
    ],
    ["Resource type EKS is not enabled for backup: opt in first", "not-opted-in"],
    ["Retention period is not within the vault's minimum retention of 30 days", "vault-lock-retention"],
    ["Versioning is not enabled on the bucket", "bucket-not-versioned"],
    ["Rate exceeded", "throttled"],
    ["Maximum number of snapshots: SnapshotLimitExceeded", "quota"],
    ["The volume vol-0123456789abcdef0 does not exist.", "resource-gone"],
    ["Something that no one has seen before", "unexplained"],
  ])("of %p is %s", (message, id) => {
    expect(explained(message)).toBe(id);
  });

  test("without a message comes from the state; a message says more than the state", () => {
    expect(explained("", "EXPIRED")).toBe("not-started-in-time");
    expect(explained("", "ABORTED")).toBe("stopped");
    expect(explained("Rate exceeded", "ABORTED")).toBe("throttled");
    expect(explained("", "FAILED")).toBe("unexplained");
  });

  test("has a cause and a fix each, and ids are unique", () => {
    expect(new Set(FAILURE_EXPLANATIONS.map(({ id }) => id)).size).toBe(FAILURE_EXPLANATIONS.length);
    FAILURE_EXPLANATIONS.forEach(({ cause, fix }) => {
      expect(cause).toMatch(/^[A-Z].*\.$/);
      expect(fix).toMatch(/^[A-Z].*\.$/);
    });
  });

  test("of a very long message does not take long, whatever it holds", () => {
    expect(explained(`${"role ".repeat(200_000)}x`)).toBe("unexplained");
  });
});

test("messages that differ only in identifiers have one pattern", () => {
  const one = messagePattern(
    "Backup of arn:aws:ec2:eu-central-1:111111111111:volume/vol-0123456789abcdef0 failed after 12 minutes (job 8f4b3a2c-1d2e-4f5a-8b9c-0d1e2f3a4b5c).",
  );
  const other = messagePattern(
    "Backup of arn:aws:ec2:us-east-1:222222222222:volume/vol-0fedcba9876543210 failed after 7 minutes (job 11111111-2222-3333-4444-555555555555).",
  );
  expect(one).toBe("Backup of arn:* failed after * minutes (job *).");
  expect(other).toBe(one);
  expect(messagePattern("The role does not exist")).toBe("The role does not exist");
});
