import type { StackPolicy } from "./stack-policy";

/** Payments keep a monthly backup for seven years; new is a backup every four hours, kept for two weeks. */
export const paymentsArchive: StackPolicy = {
  name: "payments-archive",
  description: "Payments keep a monthly backup for seven years",
  targets: ["Root/Workloads/Production/Payments"],
  content: {
    plans: {
      PaymentsArchive: {
        regions: { "@@assign": ["eu-central-1"] },
        rules: {
          Monthly: {
            schedule_expression: { "@@assign": "cron(0 2 1 * ? *)" },
            target_backup_vault_name: { "@@assign": "AWSBackupSolutionVault" },
            lifecycle: {
              move_to_cold_storage_after_days: { "@@assign": "30" },
              delete_after_days: { "@@assign": "2555" },
            },
          },
          EveryFourHours: {
            schedule_expression: { "@@assign": "cron(0 0/4 ? * * *)" },
            target_backup_vault_name: { "@@assign": "AWSBackupSolutionVault" },
            lifecycle: { delete_after_days: { "@@assign": "14" } },
          },
        },
        selections: {
          tags: {
            Ledgers: {
              iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/AWSBackupSolutionRole" },
              tag_key: { "@@assign": "backup-archive" },
              tag_value: { "@@assign": ["true"] },
            },
          },
        },
      },
    },
  },
};
