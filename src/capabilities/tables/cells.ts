// Written by `npm run generate` from data/backup-capabilities.yaml; change that instead.

import type { Mark } from "../verdict";
import type { FeatureId } from "./features";
import type { PageId } from "./pages";
import type { TableTypeId } from "./types";

/** What AWS's documentation says of a feature for some types. */
export interface Cell {
  readonly of: readonly TableTypeId[];
  /** `none` if the question does not arise. */
  readonly answer: "yes" | "no" | "depends" | "unknown" | "none";
  readonly mark: Mark;
  readonly pages: readonly PageId[];
  /** Empty if the answer needs no words. */
  readonly note: string;
}

export const CELLS: Readonly<Record<FeatureId, readonly Cell[]>> = {
  "copy-to-region": [
    { of: ["rds-instance"], answer: "depends", mark: "certain", pages: ["FA_NEW", "CRB"], note: "The copy gets the default option group; persistent options need a matching group in the destination Region." },
    { of: ["rds-multi-az-cluster"], answer: "no", mark: "contradicting", pages: ["FA_NEW", "FA_NOV25", "RDS"], note: "AWS's table ticks this; its footnote and the RDS page say that RDS Multi-AZ clusters cannot be copied." },
    { of: ["fsx-lustre", "fsx-windows"], answer: "depends", mark: "certain", pages: ["FA_NEW", "FA_APR26"], note: "The Regions me-south-1 and me-central-1 are excluded." },
    { of: ["fsx-ontap"], answer: "depends", mark: "certain", pages: ["FA_NEW", "DH", "FA_AUG"], note: "Since 2026-08-27, except in ap-southeast-6, cn-north-1, cn-northwest-1, me-south-1 and me-central-1." },
    { of: ["fsx-openzfs"], answer: "unknown", mark: "contradicting", pages: ["FA_NEW", "FA_APR26"], note: "AWS's table ticks it, in a row whose ticks look shifted; me-south-1 and me-central-1 are excluded." },
    { of: ["dynamodb-basic"], answer: "no", mark: "certain", pages: ["FA_NEW", "COPY"], note: "Without DynamoDB's advanced features there are no copies at all, not even in place." },
    { of: ["documentdb"], answer: "depends", mark: "certain", pages: ["FA_NEW", "DH", "FA_AUG"], note: "Opt-in Regions take part since 2026-08-26." },
    { of: ["neptune"], answer: "depends", mark: "certain", pages: ["FA_NEW"], note: "Of the opt-in Regions, only af-south-1, ap-east-1, ap-southeast-3, il-central-1, me-south-1 and me-central-1 are named." },
    { of: ["redshift"], answer: "unknown", mark: "inferred", pages: ["FA_NEW", "RS"], note: "AWS's feature table has no row for provisioned Redshift." },
    { of: ["redshift-serverless"], answer: "no", mark: "certain", pages: ["FA_NEW"], note: "" },
    { of: ["cloudformation"], answer: "depends", mark: "certain", pages: ["FA_NEW", "CFN"], note: "The copy leaves out nested resources whose type cannot be copied, and then ends as partial." },
    { of: ["sap-hana"], answer: "yes", mark: "certain", pages: ["FA_NEW", "SAP"], note: "Copies hold full snapshots, never the log stream." },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "s3", "aurora", "aurora-dsql", "efs", "dynamodb-advanced", "storage-gateway", "timestream", "vmware", "eks"], answer: "yes", mark: "certain", pages: ["FA_NEW"], note: "" },
  ],
  "copy-to-account": [
    { of: ["ec2-instance", "ec2-windows-vss"], answer: "depends", mark: "certain", pages: ["FA_NEW", "WSS", "CAB", "ENC"], note: "Not for images with a Marketplace product code or volumes under an AWS managed key; Allowed AMIs in the destination must list the source account." },
    { of: ["rds-instance"], answer: "depends", mark: "certain", pages: ["FA_NEW", "ENC"], note: "The source must not use an AWS managed key." },
    { of: ["rds-multi-az-cluster"], answer: "no", mark: "contradicting", pages: ["FA_NEW", "FA_NOV25", "RDS"], note: "AWS's table ticks this; its footnote and the RDS page say that RDS Multi-AZ clusters cannot be copied." },
    { of: ["fsx-ontap"], answer: "depends", mark: "certain", pages: ["FA_NEW", "DH", "FA_AUG"], note: "Since 2026-08-27, except in ap-southeast-6, cn-north-1 and cn-northwest-1." },
    { of: ["fsx-openzfs"], answer: "unknown", mark: "contradicting", pages: ["FA_NEW"], note: "AWS's table ticks it, in a row whose ticks look shifted." },
    { of: ["dynamodb-basic"], answer: "no", mark: "certain", pages: ["FA_NEW", "COPY"], note: "Without DynamoDB's advanced features there are no copies at all, not even in place." },
    { of: ["documentdb"], answer: "depends", mark: "certain", pages: ["FA_NEW", "DH", "ENC"], note: "Opt-in Regions take part since 2026-08-26; the source needs a customer managed key." },
    { of: ["neptune"], answer: "depends", mark: "certain", pages: ["FA_NEW", "ENC"], note: "Not in opt-in Regions; the source needs a customer managed key." },
    { of: ["redshift"], answer: "unknown", mark: "inferred", pages: ["FA_NEW", "RS"], note: "AWS's feature table has no row for provisioned Redshift." },
    { of: ["redshift-serverless"], answer: "no", mark: "certain", pages: ["FA_NEW"], note: "" },
    { of: ["timestream"], answer: "depends", mark: "certain", pages: ["FA_NEW"], note: "Not in opt-in Regions." },
    { of: ["cloudformation"], answer: "unknown", mark: "contradicting", pages: ["FA_NEW", "CFN"], note: "AWS's table has no tick; its section on opt-in Regions and the page on stacks read as if the copy existed." },
    { of: ["sap-hana"], answer: "yes", mark: "certain", pages: ["FA_NEW", "SAP"], note: "Copies hold full snapshots, never the log stream." },
    { of: ["ebs", "s3", "aurora", "aurora-dsql", "efs", "fsx-lustre", "fsx-windows", "dynamodb-advanced", "storage-gateway", "vmware", "eks"], answer: "yes", mark: "certain", pages: ["FA_NEW"], note: "" },
  ],
  "copy-to-region-and-account": [
    { of: ["rds-instance", "aurora", "documentdb", "neptune"], answer: "yes", mark: "certain", pages: ["DH", "FA_NEW", "OLD_SINGLE"], note: "Since 2025-10-23; older pages say that two steps are needed." },
    { of: ["rds-multi-az-cluster"], answer: "no", mark: "certain", pages: ["FA_NEW", "RDS"], note: "RDS Multi-AZ clusters cannot be copied." },
    { of: ["dynamodb-basic", "redshift-serverless"], answer: "no", mark: "certain", pages: ["FA_NEW"], note: "" },
    { of: ["redshift"], answer: "unknown", mark: "inferred", pages: ["FA_NEW"], note: "AWS's feature table has no row for provisioned Redshift." },
    { of: ["cloudformation"], answer: "unknown", mark: "contradicting", pages: ["FA_NEW"], note: "AWS's table has no tick; its section on opt-in Regions and the page on stacks read as if the copy existed." },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "s3", "aurora-dsql", "efs", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "dynamodb-advanced", "storage-gateway", "timestream", "sap-hana", "vmware", "eks"], answer: "yes", mark: "inferred", pages: ["FA_NEW", "OLD_SINGLE"], note: "No page excludes it and none names it; older pages excluded RDS, Aurora, DocumentDB and Neptune only." },
  ],
  "copy-in-place": [
    { of: ["rds-multi-az-cluster", "dynamodb-basic", "redshift-serverless"], answer: "no", mark: "certain", pages: ["FA_NEW", "COPY"], note: "A type that can go to no other Region or account cannot be copied in place either." },
    { of: ["redshift"], answer: "unknown", mark: "inferred", pages: ["FA_NEW", "COPY"], note: "AWS's feature table has no row for provisioned Redshift." },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "s3", "rds-instance", "aurora", "aurora-dsql", "efs", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "dynamodb-advanced", "documentdb", "neptune", "storage-gateway", "timestream", "cloudformation", "sap-hana", "vmware", "eks"], answer: "yes", mark: "inferred", pages: ["FA_NEW", "COPY"], note: "" },
  ],
  "continuous": [
    { of: ["s3"], answer: "depends", mark: "certain", pages: ["FA_NEW", "S3", "PITR", "EKS", "CFN"], note: "Versioning and EventBridge notifications must be on for the bucket; buckets inside EKS or CloudFormation backups get snapshots only." },
    { of: ["rds-instance"], answer: "depends", mark: "certain", pages: ["FA_NEW", "PITR", "RDS", "DH"], note: "Starts at the next maintenance window; until then AWS Backup takes snapshots." },
    { of: ["rds-multi-az-cluster"], answer: "no", mark: "certain", pages: ["FA_NEW", "PITR", "RDS"], note: "" },
    { of: ["aurora", "sap-hana"], answer: "yes", mark: "certain", pages: ["FA_NEW"], note: "" },
    { of: ["redshift"], answer: "no", mark: "certain", pages: ["PITR", "SUMM", "RS"], note: "Neither list of types with continuous backup names Redshift." },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "aurora-dsql", "efs", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "dynamodb-basic", "dynamodb-advanced", "documentdb", "neptune", "redshift-serverless", "storage-gateway", "timestream", "cloudformation", "vmware", "eks"], answer: "no", mark: "certain", pages: ["FA_NEW"], note: "" },
  ],
  "cold-storage": [
    { of: ["ec2-instance"], answer: "no", mark: "certain", pages: ["FA_NEW", "PLAN"], note: "Instances have no cold storage; the setting is ignored." },
    { of: ["ebs"], answer: "depends", mark: "certain", pages: ["FA_NEW", "PLAN", "API_LC"], note: "Only with opt_in_to_archive_for_supported_resources; an archived snapshot becomes a full one." },
    { of: ["s3"], answer: "no", mark: "certain", pages: ["FA_NEW", "S3"], note: "S3 has a low-cost warm tier only; the setting is ignored." },
    { of: ["aurora-dsql"], answer: "unknown", mark: "contradicting", pages: ["FA_NEW", "FA_NOV25", "PLAN"], note: "AWS's table ticks it; its list of types with cold storage leaves Aurora DSQL out." },
    { of: ["efs", "dynamodb-advanced", "timestream", "sap-hana", "vmware"], answer: "yes", mark: "certain", pages: ["FA_NEW"], note: "" },
    { of: ["fsx-openzfs"], answer: "unknown", mark: "contradicting", pages: ["FA_NEW", "PLAN", "SUMM"], note: "AWS's table ticks it; its list of types with cold storage has no FSx type." },
    { of: ["redshift"], answer: "unknown", mark: "inferred", pages: ["FA_NEW", "RS"], note: "AWS's feature table has no row for provisioned Redshift." },
    { of: ["cloudformation"], answer: "depends", mark: "certain", pages: ["FA_NEW", "PLAN"], note: "Each nested resource follows its own type." },
    { of: ["eks"], answer: "unknown", mark: "contradicting", pages: ["FA_NEW", "EKS"], note: "The cluster's own recovery point has no tick; the EKS page moves the recovery points of its volumes to cold storage." },
    { of: ["ec2-windows-vss", "rds-instance", "rds-multi-az-cluster", "aurora", "fsx-lustre", "fsx-windows", "fsx-ontap", "dynamodb-basic", "documentdb", "neptune", "redshift-serverless", "storage-gateway"], answer: "no", mark: "certain", pages: ["FA_NEW"], note: "" },
  ],
  "archive-opt-in": [
    { of: ["ebs"], answer: "yes", mark: "certain", pages: ["PLAN", "API_LC"], note: "Only EBS reads this setting." },
    { of: ["ec2-instance", "ec2-windows-vss", "s3", "rds-instance", "rds-multi-az-cluster", "aurora", "aurora-dsql", "efs", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "dynamodb-basic", "dynamodb-advanced", "documentdb", "neptune", "redshift", "redshift-serverless", "storage-gateway", "timestream", "cloudformation", "sap-hana", "vmware", "eks"], answer: "no", mark: "certain", pages: ["PLAN", "API_LC"], note: "" },
  ],
  "air-gapped-copy": [
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "fsx-lustre", "fsx-windows", "storage-gateway"], answer: "depends", mark: "contradicting", pages: ["FA_NEW", "LAG", "LAGP"], note: "Not from an AWS managed key; two pages differ on whether an unencrypted source is accepted." },
    { of: ["s3", "aurora-dsql", "efs", "dynamodb-advanced", "timestream", "vmware"], answer: "yes", mark: "certain", pages: ["FA_NEW"], note: "" },
    { of: ["aurora"], answer: "depends", mark: "certain", pages: ["FA_NEW", "LAG", "PITR"], note: "Snapshots only; the cluster must be encrypted with a customer managed key." },
    { of: ["fsx-ontap"], answer: "depends", mark: "contradicting", pages: ["FA_NEW", "LAG", "LAGP"], note: "Since 2026-08-27. Not from an AWS managed key; two pages differ on whether an unencrypted source is accepted." },
    { of: ["documentdb"], answer: "depends", mark: "certain", pages: ["FA_NEW", "LAG"], note: "The cluster must be encrypted with a customer managed key." },
    { of: ["neptune"], answer: "depends", mark: "certain", pages: ["FA_NEW", "LAG"], note: "The cluster must be encrypted with a customer managed key; not in ap-southeast-3." },
    { of: ["redshift"], answer: "unknown", mark: "inferred", pages: ["FA_NEW", "RS"], note: "AWS's feature table has no row for provisioned Redshift." },
    { of: ["eks"], answer: "depends", mark: "certain", pages: ["FA_NEW", "DH", "EKS"], note: "Not in me-south-1 and me-central-1; nested resources follow their own type." },
    { of: ["rds-instance", "rds-multi-az-cluster", "fsx-openzfs", "dynamodb-basic", "redshift-serverless", "cloudformation", "sap-hana"], answer: "no", mark: "certain", pages: ["FA_NEW"], note: "" },
  ],
  "air-gapped-primary": [
    { of: ["s3", "aurora-dsql", "efs", "dynamodb-advanced", "timestream", "vmware", "eks"], answer: "depends", mark: "certain", pages: ["LAGP", "API_RULE"], note: "Written directly; the vault must be in the same account and Region." },
    { of: ["rds-instance", "rds-multi-az-cluster", "fsx-openzfs", "dynamodb-basic", "redshift", "redshift-serverless", "cloudformation", "sap-hana"], answer: "no", mark: "certain", pages: ["LAGP"], note: "The backup stays in the ordinary vault, and the job still completes." },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "aurora", "fsx-lustre", "fsx-windows", "fsx-ontap", "documentdb", "neptune", "storage-gateway"], answer: "depends", mark: "certain", pages: ["LAGP", "API_RULE"], note: "AWS Backup makes a temporary recovery point in the ordinary vault and copies it; if the copy fails, the backup stays there." },
  ],
  "air-gapped-direct": [
    { of: ["ec2-instance", "ebs", "aurora", "fsx-lustre", "fsx-windows", "fsx-ontap"], answer: "no", mark: "certain", pages: ["LAGP", "FA_NEW"], note: "" },
    { of: ["ec2-windows-vss", "documentdb", "neptune", "storage-gateway"], answer: "no", mark: "inferred", pages: ["LAGP", "FA_NEW"], note: "" },
    { of: ["s3", "efs", "dynamodb-advanced"], answer: "yes", mark: "certain", pages: ["LAGP", "FA_NEW"], note: "" },
    { of: ["aurora-dsql", "timestream", "vmware", "eks"], answer: "yes", mark: "inferred", pages: ["LAGP", "FA_NEW"], note: "" },
    { of: ["rds-instance", "rds-multi-az-cluster", "fsx-openzfs", "dynamodb-basic", "redshift", "redshift-serverless", "cloudformation", "sap-hana"], answer: "no", mark: "certain", pages: ["LAGP"], note: "" },
  ],
  "index": [
    { of: ["ebs"], answer: "depends", mark: "certain", pages: ["FA_NEW", "IDX"], note: "Not in an air-gapped vault, not for archived snapshots or RAID sets." },
    { of: ["s3"], answer: "depends", mark: "certain", pages: ["FA_NEW", "IDX"], note: "Not in an air-gapped vault." },
    { of: ["redshift"], answer: "unknown", mark: "inferred", pages: ["FA_NEW", "RS"], note: "AWS's feature table has no row for provisioned Redshift." },
    { of: ["ec2-instance", "ec2-windows-vss", "rds-instance", "rds-multi-az-cluster", "aurora", "aurora-dsql", "efs", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "dynamodb-basic", "dynamodb-advanced", "documentdb", "neptune", "redshift-serverless", "storage-gateway", "timestream", "cloudformation", "sap-hana", "vmware", "eks"], answer: "no", mark: "certain", pages: ["FA_NEW"], note: "" },
  ],
  "scan": [
    { of: ["ec2-instance", "ebs", "s3"], answer: "depends", mark: "certain", pages: ["FA_NEW", "MAL", "ORG_SYN", "LAGP"], note: "Needs scan_actions in the rule, scan_settings in the plan and two roles; copies are not scanned." },
    { of: ["redshift"], answer: "unknown", mark: "inferred", pages: ["FA_NEW", "RS"], note: "AWS's feature table has no row for provisioned Redshift." },
    { of: ["ec2-windows-vss", "rds-instance", "rds-multi-az-cluster", "aurora", "aurora-dsql", "efs", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "dynamodb-basic", "dynamodb-advanced", "documentdb", "neptune", "redshift-serverless", "storage-gateway", "timestream", "cloudformation", "sap-hana", "vmware", "eks"], answer: "no", mark: "certain", pages: ["FA_NEW"], note: "" },
  ],
  "advanced-settings": [
    { of: ["ec2-instance", "ec2-windows-vss"], answer: "depends", mark: "certain", pages: ["ORG_SYN", "API_ADV", "VSS", "S3"], note: "windows_vss, best effort: t2, t3 and t3a in sizes nano and micro fall back to a crash-consistent backup." },
    { of: ["s3"], answer: "depends", mark: "contradicting", pages: ["ORG_SYN", "API_ADV", "VSS", "S3"], note: "backup_acls and backup_object_tags; the API page names EC2 only. While a continuous recovery point exists, its settings apply to snapshots too." },
    { of: ["ebs", "rds-instance", "rds-multi-az-cluster", "aurora", "aurora-dsql", "efs", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "dynamodb-basic", "dynamodb-advanced", "documentdb", "neptune", "redshift", "redshift-serverless", "storage-gateway", "timestream", "cloudformation", "sap-hana", "vmware", "eks"], answer: "no", mark: "certain", pages: ["ORG_SYN", "API_ADV"], note: "" },
  ],
  "incremental": [
    { of: ["s3", "efs", "timestream", "vmware"], answer: "yes", mark: "certain", pages: ["FA_NEW", "CREATE"], note: "Only while the vault holds an earlier recovery point of the resource." },
    { of: ["aurora"], answer: "no", mark: "certain", pages: ["FA_NEW", "CREATE"], note: "Snapshots are full; only the continuous backup is incremental." },
    { of: ["aurora-dsql"], answer: "no", mark: "certain", pages: ["FA_NEW", "DSQL"], note: "Always full." },
    { of: ["fsx-openzfs"], answer: "unknown", mark: "contradicting", pages: ["FA_NEW"], note: "AWS's table has no tick, in a row whose ticks look shifted." },
    { of: ["dynamodb-basic", "dynamodb-advanced", "documentdb", "neptune", "redshift-serverless", "eks"], answer: "no", mark: "certain", pages: ["FA_NEW"], note: "" },
    { of: ["redshift"], answer: "unknown", mark: "inferred", pages: ["FA_NEW", "RS"], note: "AWS's feature table has no row for provisioned Redshift." },
    { of: ["cloudformation"], answer: "depends", mark: "certain", pages: ["FA_NEW", "CFN"], note: "Each nested resource follows its own type; nested S3 and RDS get snapshots only." },
    { of: ["sap-hana"], answer: "no", mark: "certain", pages: ["FA_NEW", "SAP"], note: "Snapshots are full; only the continuous backup is incremental." },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "rds-instance", "rds-multi-az-cluster", "fsx-lustre", "fsx-windows", "fsx-ontap", "storage-gateway"], answer: "yes", mark: "certain", pages: ["FA_NEW"], note: "" },
  ],
  "full-management": [
    { of: ["s3", "aurora-dsql", "efs", "dynamodb-advanced", "timestream", "sap-hana", "vmware", "eks"], answer: "yes", mark: "certain", pages: ["FA_NEW"], note: "" },
    { of: ["redshift"], answer: "no", mark: "certain", pages: ["ENC"], note: "The snapshot keeps the key of the cluster." },
    { of: ["redshift-serverless"], answer: "unknown", mark: "contradicting", pages: ["FA_NEW", "ENC", "RSS"], note: "AWS's table has no tick; the service's page speaks of full management." },
    { of: ["cloudformation"], answer: "unknown", mark: "contradicting", pages: ["FA_NEW", "ENC"], note: "AWS's table has no tick; the page on encryption treats stacks as encrypted by the vault." },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "rds-instance", "rds-multi-az-cluster", "aurora", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "dynamodb-basic", "documentdb", "neptune", "storage-gateway"], answer: "no", mark: "certain", pages: ["FA_NEW"], note: "" },
  ],
  "vault-key": [
    { of: ["s3", "efs", "dynamodb-advanced", "timestream", "sap-hana", "vmware"], answer: "yes", mark: "certain", pages: ["ENC"], note: "" },
    { of: ["aurora-dsql"], answer: "yes", mark: "inferred", pages: ["FA_NEW", "EKS"], note: "" },
    { of: ["cloudformation"], answer: "unknown", mark: "contradicting", pages: ["ENC"], note: "The page on encryption treats stacks as encrypted by the vault; AWS's table has no tick for full management." },
    { of: ["eks"], answer: "yes", mark: "certain", pages: ["FA_NEW", "EKS"], note: "" },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "rds-instance", "rds-multi-az-cluster", "aurora", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "dynamodb-basic", "documentdb", "neptune", "redshift", "redshift-serverless", "storage-gateway"], answer: "no", mark: "certain", pages: ["ENC"], note: "The backup keeps the key of its source." },
  ],
  "copy-with-aws-key": [
    { of: ["s3", "aurora-dsql", "efs", "dynamodb-advanced", "timestream", "sap-hana", "vmware", "eks"], answer: "yes", mark: "certain", pages: ["ENC", "CAB"], note: "The key of the source does not matter." },
    { of: ["rds-multi-az-cluster", "dynamodb-basic", "redshift", "redshift-serverless"], answer: "none", mark: "certain", pages: ["FA_NEW", "COPY"], note: "There are no copies of this type." },
    { of: ["cloudformation"], answer: "none", mark: "certain", pages: ["ENC", "CAB"], note: "There is no copy to another account." },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "rds-instance", "aurora", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "documentdb", "neptune", "storage-gateway"], answer: "no", mark: "certain", pages: ["ENC", "CAB"], note: "The policy of an AWS managed key cannot be shared, so the copy fails." },
  ],
  "copy-to-aws-backup-key": [
    { of: ["s3", "aurora-dsql", "efs", "dynamodb-advanced", "timestream", "sap-hana", "vmware", "eks"], answer: "depends", mark: "contradicting", pages: ["ENC", "CAB"], note: "One page allows it for fully managed types; another excludes the Default vault as a destination in another account." },
    { of: ["rds-multi-az-cluster", "dynamodb-basic", "redshift", "redshift-serverless"], answer: "none", mark: "certain", pages: ["FA_NEW", "COPY"], note: "There are no copies of this type." },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "rds-instance", "aurora", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "documentdb", "neptune", "storage-gateway", "cloudformation"], answer: "no", mark: "certain", pages: ["ENC", "CAB"], note: "The destination needs a customer managed key or, in the same account, the key of the owning service." },
  ],
  "air-gapped-with-aws-key": [
    { of: ["s3", "aurora-dsql", "efs", "dynamodb-advanced", "timestream", "vmware", "eks"], answer: "yes", mark: "certain", pages: ["LAG", "LAGP"], note: "" },
    { of: ["rds-instance", "fsx-openzfs", "cloudformation", "sap-hana"], answer: "none", mark: "certain", pages: ["FA_NEW"], note: "Not supported in air-gapped vaults." },
    { of: ["rds-multi-az-cluster", "dynamodb-basic", "redshift", "redshift-serverless"], answer: "none", mark: "certain", pages: ["FA_NEW", "COPY"], note: "There are no copies of this type." },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "aurora", "fsx-lustre", "fsx-windows", "fsx-ontap", "documentdb", "neptune", "storage-gateway"], answer: "no", mark: "certain", pages: ["LAG", "LAGP"], note: "The backup is not moved and a copy action fails." },
  ],
  "copy-is-encrypted": [
    { of: ["rds-multi-az-cluster", "dynamodb-basic", "redshift", "redshift-serverless"], answer: "none", mark: "ambiguous", pages: ["ENC"], note: "" },
    { of: ["aurora", "documentdb", "neptune"], answer: "no", mark: "certain", pages: ["ENC"], note: "" },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "s3", "rds-instance", "aurora-dsql", "efs", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "dynamodb-advanced", "storage-gateway", "timestream", "cloudformation", "sap-hana", "vmware", "eks"], answer: "yes", mark: "ambiguous", pages: ["ENC"], note: "" },
  ],
  "item-restore": [
    { of: ["ebs"], answer: "yes", mark: "certain", pages: ["FA_NEW", "IDX", "LIM"], note: "Files, through the search index." },
    { of: ["s3", "efs", "eks"], answer: "yes", mark: "certain", pages: ["FA_NEW"], note: "" },
    { of: ["fsx-openzfs"], answer: "unknown", mark: "contradicting", pages: ["FA_NEW", "RFSX"], note: "AWS's table ticks it; the page on restoring FSx says that single files cannot be restored." },
    { of: ["redshift"], answer: "yes", mark: "certain", pages: ["RS"], note: "A single table." },
    { of: ["redshift-serverless"], answer: "yes", mark: "certain", pages: ["FA_NEW", "RSS"], note: "A single table." },
    { of: ["vmware"], answer: "yes", mark: "certain", pages: ["FA_NEW", "VM"], note: "A single disk." },
    { of: ["ec2-instance", "ec2-windows-vss", "rds-instance", "rds-multi-az-cluster", "aurora", "aurora-dsql", "fsx-lustre", "fsx-windows", "fsx-ontap", "dynamodb-basic", "dynamodb-advanced", "documentdb", "neptune", "storage-gateway", "timestream", "cloudformation", "sap-hana"], answer: "no", mark: "certain", pages: ["FA_NEW"], note: "" },
  ],
  "restore-testing": [
    { of: ["ec2-windows-vss", "aurora-dsql", "redshift-serverless", "storage-gateway", "timestream", "cloudformation", "sap-hana", "vmware", "eks"], answer: "no", mark: "certain", pages: ["FA_NEW"], note: "" },
    { of: ["fsx-windows"], answer: "depends", mark: "certain", pages: ["FA_NEW"], note: "Only with AWS Managed Microsoft AD." },
    { of: ["fsx-openzfs"], answer: "unknown", mark: "contradicting", pages: ["FA_NEW", "RT"], note: "AWS's table has no tick; the page on restore testing lists FSx for OpenZFS." },
    { of: ["redshift"], answer: "unknown", mark: "inferred", pages: ["FA_NEW", "RS"], note: "AWS's feature table has no row for provisioned Redshift." },
    { of: ["ec2-instance", "ebs", "s3", "rds-instance", "rds-multi-az-cluster", "aurora", "efs", "fsx-lustre", "fsx-ontap", "dynamodb-basic", "dynamodb-advanced", "documentdb", "neptune"], answer: "yes", mark: "certain", pages: ["FA_NEW"], note: "" },
  ],
  "audit-manager": [
    { of: ["aurora-dsql", "documentdb", "neptune", "redshift-serverless", "timestream", "sap-hana", "eks"], answer: "no", mark: "certain", pages: ["FA_NEW"], note: "" },
    { of: ["fsx-openzfs"], answer: "unknown", mark: "contradicting", pages: ["FA_NEW"], note: "AWS's table has no tick, in a row whose ticks look shifted." },
    { of: ["redshift"], answer: "unknown", mark: "inferred", pages: ["FA_NEW", "RS"], note: "AWS's feature table has no row for provisioned Redshift." },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "s3", "rds-instance", "rds-multi-az-cluster", "aurora", "efs", "fsx-lustre", "fsx-windows", "fsx-ontap", "dynamodb-basic", "dynamodb-advanced", "storage-gateway", "cloudformation", "vmware"], answer: "yes", mark: "certain", pages: ["FA_NEW"], note: "" },
  ],
  "tiering": [
    { of: ["s3"], answer: "yes", mark: "certain", pages: ["FA_NEW"], note: "" },
    { of: ["redshift"], answer: "unknown", mark: "inferred", pages: ["FA_NEW", "RS"], note: "AWS's feature table has no row for provisioned Redshift." },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "rds-instance", "rds-multi-az-cluster", "aurora", "aurora-dsql", "efs", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "dynamodb-basic", "dynamodb-advanced", "documentdb", "neptune", "redshift-serverless", "storage-gateway", "timestream", "cloudformation", "sap-hana", "vmware", "eks"], answer: "no", mark: "certain", pages: ["FA_NEW"], note: "" },
  ],
  "access-points": [
    { of: ["s3"], answer: "yes", mark: "certain", pages: ["FA_NEW"], note: "" },
    { of: ["redshift"], answer: "unknown", mark: "inferred", pages: ["FA_NEW", "RS"], note: "AWS's feature table has no row for provisioned Redshift." },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "rds-instance", "rds-multi-az-cluster", "aurora", "aurora-dsql", "efs", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs", "dynamodb-basic", "dynamodb-advanced", "documentdb", "neptune", "redshift-serverless", "storage-gateway", "timestream", "cloudformation", "sap-hana", "vmware", "eks"], answer: "no", mark: "certain", pages: ["FA_NEW"], note: "" },
  ],
  "opt-in-always": [
    { of: ["rds-multi-az-cluster", "fsx-lustre", "fsx-windows", "fsx-ontap", "fsx-openzfs"], answer: "yes", mark: "contradicting", pages: ["GS", "ARJ"], note: "One page asks for the opt-in of every type that shares an ARN form; another names Aurora, Neptune and DocumentDB only. The stricter page is taken." },
    { of: ["aurora", "documentdb", "neptune"], answer: "yes", mark: "certain", pages: ["GS", "ARJ"], note: "Several services share the ARN form, so naming it does not override the opt-in." },
    { of: ["ec2-instance", "ec2-windows-vss", "ebs", "s3", "rds-instance", "aurora-dsql", "efs", "dynamodb-basic", "dynamodb-advanced", "redshift", "redshift-serverless", "storage-gateway", "timestream", "cloudformation", "sap-hana", "vmware", "eks"], answer: "no", mark: "certain", pages: ["GS", "ARJ"], note: "" },
  ],
};
