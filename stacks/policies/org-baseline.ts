import type { StackPolicy } from "./stack-policy";

const centralVault = "arn:aws:backup:eu-central-1:222222222222:backup-vault:CentralVault";

/** The daily backup that every account inherits. Retention goes down from 35 to 30 days; production has its own. */
export const orgBaseline: StackPolicy = {
  name: "org-baseline",
  description: "A daily backup of everything tagged backup=daily",
  targets: ["Root"],
  content: {
    plans: {
      OrgBackupPlanDaily: {
        regions: { "@@assign": ["eu-central-1", "eu-west-1"] },
        rules: {
          OrgDailyBackupRule: {
            schedule_expression: { "@@assign": "cron(0 5 ? * * *)" },
            start_backup_window_minutes: { "@@assign": "60" },
            complete_backup_window_minutes: { "@@assign": "1200" },
            lifecycle: { delete_after_days: { "@@assign": "30" } },
            target_backup_vault_name: { "@@assign": "AWSBackupSolutionVault" },
            recovery_point_tags: {
              project: { tag_key: { "@@assign": "project" }, tag_value: { "@@assign": "aws-backup" } },
            },
            copy_actions: {
              [centralVault]: {
                target_backup_vault_arn: { "@@assign": centralVault },
                lifecycle: { delete_after_days: { "@@assign": "35" } },
              },
            },
          },
        },
        selections: {
          tags: {
            OrgDailyBackupSelection: {
              iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/AWSBackupSolutionRole" },
              tag_key: { "@@assign": "backup" },
              tag_value: { "@@assign": ["daily"] },
            },
          },
        },
        backup_plan_tags: {
          project: { tag_key: { "@@assign": "project" }, tag_value: { "@@assign": "aws-backup" } },
        },
      },
    },
  },
};
