import { resourcePattern } from "../../policy/resource-types";

/**
 * The names by which AWS Backup's Region settings know the resource types of selections. One pattern may
 * stand for several: clusters of Amazon RDS, Neptune and DocumentDB share their ARNs.
 */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  "backup-gateway:*:*:vm/*": ["VirtualMachine"],
  "cloudformation:*:*:stack/*": ["CloudFormation"],
  "dsql:*:*:cluster/*": ["DSQL"],
  "dynamodb:*:*:table/*": ["DynamoDB"],
  "ec2:*:*:instance/*": ["EC2"],
  "ec2:*:*:volume/*": ["EBS"],
  "eks:*:*:cluster/*": ["EKS"],
  "elasticfilesystem:*:*:file-system/*": ["EFS"],
  "fsx:*:*:file-system/*": ["FSx"],
  "fsx:*:*:volume/*": ["FSx"],
  "rds:*:*:cluster:*": ["Aurora"],
  "rds:*:*:db:*": ["RDS"],
  "redshift:*:*:cluster:*": ["Redshift"],
  "redshift-serverless:*:*:namespace/*": ["Redshift Serverless"],
  "s3:::*": ["S3"],
  "ssm-sap:*:*:HANA/*": ["SAP HANA on Amazon EC2"],
  "storagegateway:*:*:gateway/*": ["Storage Gateway"],
  "timestream:*:*:database/*": ["Timestream"],
};

/** `EBS` for `arn:aws:ec2:*:*:volume/*`; nothing for patterns that are not known, `*` among them. */
export function resourceTypeNames(pattern: string): readonly string[] {
  const name = resourcePattern(pattern);
  return Object.hasOwn(NAMES, name) ? (NAMES[name] ?? []) : [];
}
