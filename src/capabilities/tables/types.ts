// Written by `npm run generate` from data/backup-capabilities.yaml; change that instead.

/** A row of AWS's feature table. */
export interface TableType {
  readonly name: string;
  readonly plural: string;
  /** What a selection names, without the partition. Several types may share it. */
  readonly pattern: string;
  /** The name of the type in AWS Backup's opt-in settings. */
  readonly optIn: string;
  /** Set if AWS's pages do not give that name. */
  readonly optInUncertain?: true;
  /** The type of which this is a setting rather than a type of its own. */
  readonly variantOf?: string;
}

export type TableTypeId =
  | "ec2-instance"
  | "ec2-windows-vss"
  | "ebs"
  | "s3"
  | "rds-instance"
  | "rds-multi-az-cluster"
  | "aurora"
  | "aurora-dsql"
  | "efs"
  | "fsx-lustre"
  | "fsx-windows"
  | "fsx-ontap"
  | "fsx-openzfs"
  | "dynamodb-basic"
  | "dynamodb-advanced"
  | "documentdb"
  | "neptune"
  | "redshift"
  | "redshift-serverless"
  | "storage-gateway"
  | "timestream"
  | "cloudformation"
  | "sap-hana"
  | "vmware"
  | "eks";

export const TABLE_TYPES: Readonly<Record<TableTypeId, TableType>> = {
  "ec2-instance": { name: "EC2", plural: "EC2 instances", pattern: "ec2:*:*:instance/*", optIn: "EC2" },
  "ec2-windows-vss": { name: "EC2 with Windows VSS", plural: "EC2 instances backed up with Windows VSS", pattern: "ec2:*:*:instance/*", optIn: "EC2", variantOf: "ec2-instance" },
  "ebs": { name: "EBS", plural: "EBS volumes", pattern: "ec2:*:*:volume/*", optIn: "EBS" },
  "s3": { name: "S3", plural: "S3 buckets", pattern: "s3:::*", optIn: "S3" },
  "rds-instance": { name: "RDS", plural: "RDS instances", pattern: "rds:*:*:db:*", optIn: "RDS" },
  "rds-multi-az-cluster": { name: "RDS Multi-AZ clusters", plural: "RDS Multi-AZ clusters", pattern: "rds:*:*:cluster:*", optIn: "RDS", optInUncertain: true },
  "aurora": { name: "Aurora", plural: "Aurora clusters", pattern: "rds:*:*:cluster:*", optIn: "Aurora" },
  "aurora-dsql": { name: "Aurora DSQL", plural: "Aurora DSQL clusters", pattern: "dsql:*:*:cluster/*", optIn: "DSQL" },
  "efs": { name: "EFS", plural: "EFS file systems", pattern: "elasticfilesystem:*:*:file-system/*", optIn: "EFS" },
  "fsx-lustre": { name: "FSx for Lustre", plural: "FSx for Lustre file systems", pattern: "fsx:*:*:file-system/*", optIn: "FSx" },
  "fsx-windows": { name: "FSx for Windows", plural: "FSx for Windows file systems", pattern: "fsx:*:*:file-system/*", optIn: "FSx" },
  "fsx-ontap": { name: "FSx for ONTAP", plural: "FSx for ONTAP volumes", pattern: "fsx:*:*:volume/*", optIn: "FSx" },
  "fsx-openzfs": { name: "FSx for OpenZFS", plural: "FSx for OpenZFS file systems", pattern: "fsx:*:*:file-system/*", optIn: "FSx", optInUncertain: true },
  "dynamodb-basic": { name: "DynamoDB without advanced features", plural: "DynamoDB tables without advanced features", pattern: "dynamodb:*:*:table/*", optIn: "DynamoDB", variantOf: "dynamodb" },
  "dynamodb-advanced": { name: "DynamoDB with advanced features", plural: "DynamoDB tables with advanced features", pattern: "dynamodb:*:*:table/*", optIn: "DynamoDB", variantOf: "dynamodb" },
  "documentdb": { name: "DocumentDB", plural: "DocumentDB clusters", pattern: "rds:*:*:cluster:*", optIn: "DocumentDB" },
  "neptune": { name: "Neptune", plural: "Neptune clusters", pattern: "rds:*:*:cluster:*", optIn: "Neptune" },
  "redshift": { name: "Redshift", plural: "Redshift clusters", pattern: "redshift:*:*:cluster:*", optIn: "Redshift" },
  "redshift-serverless": { name: "Redshift Serverless", plural: "Redshift Serverless namespaces", pattern: "redshift-serverless:*:*:namespace/*", optIn: "Redshift Serverless" },
  "storage-gateway": { name: "Storage Gateway", plural: "Storage Gateway volumes", pattern: "storagegateway:*:*:gateway/*", optIn: "Storage Gateway" },
  "timestream": { name: "Timestream", plural: "Timestream tables", pattern: "timestream:*:*:database/*", optIn: "Timestream" },
  "cloudformation": { name: "CloudFormation", plural: "CloudFormation stacks", pattern: "cloudformation:*:*:stack/*", optIn: "CloudFormation" },
  "sap-hana": { name: "SAP HANA", plural: "SAP HANA databases", pattern: "ssm-sap:*:*:HANA/*", optIn: "SAP HANA on Amazon EC2" },
  "vmware": { name: "VMware", plural: "VMware virtual machines", pattern: "backup-gateway:*:*:vm/*", optIn: "VirtualMachine" },
  "eks": { name: "EKS", plural: "EKS clusters", pattern: "eks:*:*:cluster/*", optIn: "EKS", optInUncertain: true },
};
