import type { FixedContainer } from "./node";
import { rule } from "./rule";
import { selections } from "./selections";
import { tag } from "./tag";
import { enabledOrDisabled, region, roleArn } from "./value-spec";

const advancedBackupSettings = {
  kind: "fixed",
  concept: "advanced-settings",
  title: "the advanced backup settings",
  doc: "Settings of single services.",
  evidence: "captured",
  keys: {
    ec2: {
      kind: "fixed",
      concept: "ec2-settings",
      title: "the advanced settings of Amazon EC2",
      doc: "Settings for Amazon EC2 instances.",
      evidence: "captured",
      keys: {
        windows_vss: {
          kind: "single",
          value: enabledOrDisabled,
          doc: "Whether backups of Windows instances use the Volume Shadow Copy Service.",
          evidence: "captured",
          aliases: ["WindowsVSS"],
        },
      },
    },
    s3: {
      kind: "fixed",
      concept: "s3-settings",
      title: "the advanced settings of Amazon S3",
      doc: "Settings for Amazon S3 buckets.",
      evidence: "captured",
      keys: {
        backup_acls: {
          kind: "single",
          value: enabledOrDisabled,
          doc: "Whether access control lists of objects are backed up; enabled by default.",
          evidence: "captured",
          aliases: ["BackupACLs"],
        },
        backup_object_tags: {
          kind: "single",
          value: enabledOrDisabled,
          doc: "Whether tags of objects are backed up; enabled by default.",
          evidence: "captured",
          aliases: ["BackupObjectTags"],
        },
      },
    },
  },
} as const satisfies FixedContainer;

const scanSettings = {
  kind: "fixed",
  concept: "scan-settings",
  title: "the scan settings",
  doc: "How recovery points are scanned for malware where a rule has `scan_actions`.",
  evidence: "captured",
  keys: {
    GUARDDUTY: {
      kind: "fixed",
      concept: "scan-setting",
      title: "the settings of Amazon GuardDuty",
      doc: "Scanning by Amazon GuardDuty Malware Protection.",
      evidence: "captured",
      keys: {
        resource_types: {
          kind: "list",
          members: { type: "enumeration", values: ["EBS", "EC2", "S3", "ALL"] },
          minimum: 1,
          doc: "What is scanned.",
          evidence: "captured",
          aliases: ["ResourceTypes", "resource_type"],
        },
        scanner_role_arn: {
          kind: "single",
          value: roleArn,
          doc: "The role that AWS Backup passes to Amazon GuardDuty; it needs AWSBackupGuardDutyRolePolicyForScans.",
          evidence: "captured",
          aliases: ["ScannerRoleArn"],
        },
      },
    },
  },
} as const satisfies FixedContainer;

/** One backup plan. */
export const plan = {
  kind: "fixed",
  concept: "plan",
  title: "a plan",
  doc: "One backup plan: what is backed up, where, when and for how long.",
  evidence: "captured",
  keys: {
    regions: {
      kind: "list",
      members: region,
      minimum: 0,
      emptyInEffective: { invalid: true, evidence: "captured" },
      required: "effective",
      doc: "The Regions in which resources are backed up; each needs the vault.",
      evidence: "captured",
      aliases: ["region", "target_regions", "aws_regions"],
    },
    rules: {
      kind: "named",
      concept: "rules",
      title: "the rules of a plan",
      placeholder: "rule",
      names: "name",
      child: rule,
      maximum: "rulesPerPlan",
      maximumInEffective: true,
      required: "effective",
      doc: "When and how backups are made; every rule applies to every selection of the plan.",
      evidence: "captured",
      aliases: ["rule", "backup_rules", "backup_plan_rule"],
    },
    selections,
    advanced_backup_settings: {
      ...advancedBackupSettings,
      aliases: ["advanced_settings", "advanced_backup_setting"],
    },
    backup_plan_tags: {
      kind: "named",
      concept: "backup-plan-tags",
      title: "the tags of a plan",
      placeholder: "tag key",
      names: "same-as-tag-key",
      child: tag,
      doc: "Tags written on the backup plan itself.",
      evidence: "captured",
      aliases: ["plan_tags", "backup_plan_tag"],
    },
    scan_settings: scanSettings,
  },
} as const satisfies FixedContainer;
