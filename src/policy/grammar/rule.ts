import { CONTINUOUS_BACKUP_DAYS, SHORTEST_GAP_MINUTES } from "../limits";
import { lifecycle } from "./lifecycle";
import type { FixedContainer } from "./node";
import { tag } from "./tag";
import { airGappedVaultArn, boolean, copyVaultArn, schedule, vaultName, windowMinutes } from "./value-spec";

const copyAction = {
  kind: "fixed",
  concept: "copy-action",
  title: "a copy action",
  doc: "Copies each recovery point to one more vault; the name of this container is the vault's ARN.",
  evidence: "captured",
  keys: {
    target_backup_vault_arn: {
      kind: "single",
      value: copyVaultArn,
      required: "document",
      requiredEvidence: "inferred",
      doc: "The vault that receives the copy: $account for the same account, 12 digits for another; the Region is written out.",
      evidence: "captured",
      aliases: ["destination_vault_arn", "destination_backup_vault_arn", "target_vault_arn", "vault_arn"],
    },
    lifecycle,
  },
} as const satisfies FixedContainer;

const indexActions = {
  kind: "fixed",
  concept: "index-actions",
  title: "the index actions",
  doc: "Indexes the recovery point, which makes its files searchable.",
  evidence: "captured",
  keys: {
    resource_types: {
      kind: "list",
      members: { type: "enumeration", values: ["EBS", "S3"] },
      minimum: 1,
      doc: "What is indexed. AWS Backup's own interface takes one type a rule.",
      evidence: "captured",
      aliases: ["resource_type"],
    },
  },
} as const satisfies FixedContainer;

const scanActions = {
  kind: "fixed",
  concept: "scan-actions",
  title: "the scan actions",
  doc: "Scans recovery points for malware; needs `scan_settings` in the plan.",
  evidence: "captured",
  keys: {
    GUARDDUTY: {
      kind: "fixed",
      concept: "scan-action",
      title: "the scan by Amazon GuardDuty",
      doc: "Scanning by Amazon GuardDuty Malware Protection.",
      evidence: "captured",
      keys: {
        scan_mode: {
          kind: "single",
          value: { type: "enumeration", values: ["INCREMENTAL_SCAN", "FULL_SCAN"] },
          doc: "Whether only changes since the last scan are scanned, or everything.",
          evidence: "captured",
          aliases: ["ScanMode"],
        },
      },
    },
  },
} as const satisfies FixedContainer;

/** When backups start, how long they may take, where they go and how long they are kept. */
export const rule = {
  kind: "fixed",
  concept: "rule",
  title: "a rule",
  doc: "When backups start, how long they may take, where they go and how long they are kept.",
  evidence: "captured",
  foreign: {
    schedule_expression_timezone:
      "Backup policies have no time zone: schedules are in UTC. Only AWS Backup's own interface knows this key.",
    rule_name: "A rule is named by its key under `rules`.",
    completion_window_hours: "Windows are in minutes: complete_backup_window_minutes.",
  },
  keys: {
    target_backup_vault_name: {
      kind: "single",
      value: vaultName,
      required: "effective",
      doc: "The vault that holds the recovery points; it must exist in every account and Region of the plan.",
      evidence: "captured",
      aliases: [
        "vault",
        "vault_name",
        "target_vault",
        "target_vault_name",
        "backup_vault",
        "backup_vault_name",
        "target_backup_vault",
      ],
    },
    schedule_expression: {
      kind: "single",
      value: schedule,
      doc: `When backups start: an AWS cron expression in UTC, runs at least ${SHORTEST_GAP_MINUTES} minutes apart; without it daily at 05:00.`,
      evidence: "captured",
      aliases: ["schedule", "cron", "cron_expression", "scheduled_expression"],
    },
    start_backup_window_minutes: {
      kind: "single",
      value: windowMinutes,
      doc: "Minutes within which a backup must start, or it is cancelled.",
      evidence: "captured",
      aliases: ["start_window_minutes", "start_window", "start_backup_window", "start_window_in_minutes"],
    },
    complete_backup_window_minutes: {
      kind: "single",
      value: windowMinutes,
      doc: "Minutes within which a backup must complete, or it is cancelled.",
      evidence: "captured",
      aliases: [
        "complete_window_minutes",
        "complete_window",
        "completion_window",
        "completion_window_minutes",
        "complete_backup_window",
        "completion_backup_window_minutes",
      ],
    },
    enable_continuous_backup: {
      kind: "single",
      value: boolean,
      doc: `Keeps continuous backups for restoring to a point in time, for at most ${CONTINUOUS_BACKUP_DAYS} days and without cold storage.`,
      evidence: "captured",
      aliases: ["continuous_backup", "enable_continuous_backups", "enable_pitr"],
    },
    target_logically_air_gapped_backup_vault_arn: {
      kind: "single",
      value: airGappedVaultArn,
      doc: "A logically air-gapped vault that receives the recovery points too, written with $region and $account.",
      evidence: "captured",
      aliases: [
        "target_logically_air_gapped_vault_arn",
        "logically_air_gapped_vault_arn",
        "air_gapped_vault_arn",
      ],
    },
    lifecycle,
    copy_actions: {
      kind: "named",
      concept: "copy-actions",
      title: "the copy actions of a rule",
      placeholder: "vault ARN",
      names: "vault-arn",
      child: copyAction,
      maximum: "copiesPerRule",
      doc: "Copies to further vaults, in other Regions or accounts.",
      evidence: "captured",
      aliases: ["copy_action", "copies"],
    },
    recovery_point_tags: {
      kind: "named",
      concept: "recovery-point-tags",
      title: "the recovery point tags",
      placeholder: "tag key",
      names: "same-as-tag-key",
      child: tag,
      maximum: "recoveryPointTags",
      doc: "Tags written on every recovery point.",
      evidence: "captured",
      aliases: ["recovery_point_tag"],
    },
    index_actions: indexActions,
    scan_actions: scanActions,
  },
} as const satisfies FixedContainer;
