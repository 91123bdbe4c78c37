// Written by `npm run generate` from data/backup-capabilities.yaml; change that instead.

/** The day on which the tables were collected. */
export const CAPABILITIES_AS_OF = "2026-11-26";

/** A page of AWS's documentation, and the dates between which the copy that was read was made. */
export interface Page {
  readonly page: string;
  readonly date: string;
}

export type PageId =
  | "FA_NEW"
  | "FA_AUG"
  | "FA_NOV25"
  | "FA_APR26"
  | "DH"
  | "ENC"
  | "CAB"
  | "CRB"
  | "COPY"
  | "PITR"
  | "PLAN"
  | "SUMM"
  | "CREATE"
  | "LIM"
  | "LAG"
  | "LAGP"
  | "LOCK"
  | "MCA"
  | "S3"
  | "RDS"
  | "WSS"
  | "GS"
  | "ARJ"
  | "API_RULE"
  | "API_LC"
  | "API_ADV"
  | "ORG_SYN"
  | "DDB"
  | "EKS"
  | "RS"
  | "RSS"
  | "DSQL"
  | "CFN"
  | "SAP"
  | "VM"
  | "VSS"
  | "IDX"
  | "MAL"
  | "RT"
  | "RFSX"
  | "UPD"
  | "OLD_SINGLE"
  | "TF"
  | "TF_EKS";

export const PAGES: Readonly<Record<PageId, Page>> = {
  FA_NEW: { page: "AWS Backup Developer Guide, backup-feature-availability", date: "2026-08-27 or later" },
  FA_AUG: { page: "AWS Backup Developer Guide, backup-feature-availability", date: "2026-08-06 to 2026-08-26" },
  FA_NOV25: { page: "AWS Backup Developer Guide, backup-feature-availability", date: "2025-11-19 to 2026-03-12" },
  FA_APR26: { page: "AWS Backup Developer Guide, backup-feature-availability", date: "2026-04-13" },
  DH: { page: "AWS Backup Developer Guide, doc-history", date: "2026-09-24" },
  ENC: { page: "AWS Backup Developer Guide, encryption", date: "2026-07 to 2026-10" },
  CAB: { page: "AWS Backup Developer Guide, create-cross-account-backup", date: "2026-07 to 2026-10" },
  CRB: { page: "AWS Backup Developer Guide, cross-region-backup", date: "2026-07 to 2026-10" },
  COPY: { page: "AWS Backup Developer Guide, recov-point-create-a-copy", date: "2026-07 to 2026-10" },
  PITR: { page: "AWS Backup Developer Guide, point-in-time-recovery", date: "2026-07 to 2026-10" },
  PLAN: { page: "AWS Backup Developer Guide, plan-options-and-configuration", date: "2026-07 to 2026-10" },
  SUMM: { page: "AWS Backup Developer Guide, understanding-backup-plan-summaries", date: "2026-07 to 2026-10" },
  CREATE: { page: "AWS Backup Developer Guide, creating-a-backup", date: "2026-07 to 2026-10" },
  LIM: { page: "AWS Backup Developer Guide, aws-backup-limits", date: "2026-07 to 2026-10" },
  LAG: { page: "AWS Backup Developer Guide, logicallyairgappedvault", date: "2026-08-06 to 2026-08-26" },
  LAGP: { page: "AWS Backup Developer Guide, lag-vault-primary-backup", date: "2026-07 to 2026-10" },
  LOCK: { page: "AWS Backup Developer Guide, vault-lock", date: "2026-07 to 2026-10" },
  MCA: { page: "AWS Backup Developer Guide, manage-cross-account", date: "2026-07 to 2026-10" },
  S3: { page: "AWS Backup Developer Guide, s3-backups", date: "2026-09-01 or later" },
  RDS: { page: "AWS Backup Developer Guide, rds-backup", date: "2026-07 to 2026-10" },
  WSS: { page: "AWS Backup Developer Guide, working-with-supported-services", date: "2026-07 to 2026-10" },
  GS: { page: "AWS Backup Developer Guide, getting-started (Service Opt-in)", date: "2026-07 to 2026-10" },
  ARJ: { page: "AWS Backup Developer Guide, assigning-resources-json", date: "2026-07 to 2026-10" },
  API_RULE: { page: "AWS Backup API Reference, API_BackupRuleInput", date: "2026-07 to 2026-10" },
  API_LC: { page: "AWS Backup API Reference, API_Lifecycle", date: "2026-07 to 2026-10" },
  API_ADV: { page: "AWS Backup API Reference, API_AdvancedBackupSetting", date: "2026-07 to 2026-10" },
  ORG_SYN: { page: "AWS Organizations User Guide, orgs_manage_policies_backup_syntax", date: "2026-07 to 2026-10" },
  DDB: { page: "AWS Backup Developer Guide, advanced-ddb-backup", date: "2026-07 to 2026-10" },
  EKS: { page: "AWS Backup Developer Guide, eks-backups", date: "2026-07 to 2026-10" },
  RS: { page: "AWS Backup Developer Guide, redshift-backups", date: "2026-07 to 2026-10" },
  RSS: { page: "AWS Backup Developer Guide, redshift-serverless-backups", date: "2026-07 to 2026-10" },
  DSQL: { page: "AWS Backup Developer Guide, backup-aurora (Aurora DSQL)", date: "2026-09-24 or later" },
  CFN: { page: "AWS Backup Developer Guide, applicationstackbackups", date: "2026-07 to 2026-10" },
  SAP: { page: "AWS Backup Developer Guide, backup-saphana", date: "2026-07 to 2026-10" },
  VM: { page: "AWS Backup Developer Guide, vm-backups", date: "2026-07 to 2026-10" },
  VSS: { page: "AWS Backup Developer Guide, windows-backups", date: "2026-07 to 2026-10" },
  IDX: { page: "AWS Backup Developer Guide, backup-search", date: "2026-08" },
  MAL: { page: "AWS Backup Developer Guide, malware-protection", date: "2026-07 to 2026-10" },
  RT: { page: "AWS Backup Developer Guide, restore-testing", date: "2026-07 to 2026-10" },
  RFSX: { page: "AWS Backup Developer Guide, restoring-fsx", date: "2026-04-13" },
  UPD: { page: "AWS Backup Developer Guide, updating-a-backup-plan, deleting-a-backup-plan, deleting-backups, editing-a-backup", date: "2026-04 to 2026-10" },
  OLD_SINGLE: { page: "AWS Backup Developer Guide, whatisbackup (an older copy)", date: "before 2025-10-23" },
  TF: { page: "Terraform AWS provider, aws_backup_region_settings", date: "undated" },
  TF_EKS: { page: "Public Terraform code", date: "undated" },
};
