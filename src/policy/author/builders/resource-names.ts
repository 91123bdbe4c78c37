import type { RESOURCE_PATTERNS } from "../../resource-types";
import type { ResourceType } from "../../resource-types";
import type { Partition } from "../../regions";

/** Short names of resource types, as AWS Backup's own interface has them, for the patterns of the policy syntax. */
export const RESOURCE_NAMES = {
  // Clusters of Amazon DocumentDB and Amazon Neptune too: they share the ARNs of Amazon RDS.
  Aurora: "rds:*:*:cluster:*",
  "Aurora DSQL": "dsql:*:*:cluster/*",
  CloudFormation: "cloudformation:*:*:stack/*",
  DynamoDB: "dynamodb:*:*:table/*",
  EBS: "ec2:*:*:volume/*",
  EC2: "ec2:*:*:instance/*",
  EFS: "elasticfilesystem:*:*:file-system/*",
  EKS: "eks:*:*:cluster/*",
  "FSx file system": "fsx:*:*:file-system/*",
  "FSx volume": "fsx:*:*:volume/*",
  RDS: "rds:*:*:db:*",
  "Redshift Serverless": "redshift-serverless:*:*:namespace/*",
  Redshift: "redshift:*:*:cluster:*",
  S3: "s3:::*",
  "SAP HANA": "ssm-sap:*:*:HANA/*",
  "Storage Gateway": "storagegateway:*:*:gateway/*",
  Timestream: "timestream:*:*:database/*",
  VirtualMachine: "backup-gateway:*:*:vm/*",
} as const satisfies Readonly<Record<string, (typeof RESOURCE_PATTERNS)[number]>>;

export type ResourceName = keyof typeof RESOURCE_NAMES;

/** The pattern of a resource type; a pattern is returned as it is. */
export function resourceType(name: ResourceName | ResourceType, partition: Partition): ResourceType {
  return isResourceName(name) ? `arn:${partition}:${RESOURCE_NAMES[name]}` : name;
}

function isResourceName(name: ResourceName | ResourceType): name is ResourceName {
  return Object.hasOwn(RESOURCE_NAMES, name);
}
