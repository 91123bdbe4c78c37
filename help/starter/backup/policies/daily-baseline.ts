import { backupPolicy } from "cdktf-org-backup";

/** Every resource tagged backup=daily, at five in the morning UTC, kept for 35 days. */
export const dailyBaseline = backupPolicy({
  plans: {
    "daily-baseline": {
      regions: ["eu-central-1"],
      rules: {
        daily: {
          scheduleExpression: "cron(0 5 ? * * *)",
          startBackupWindowMinutes: 60,
          lifecycle: { deleteAfterDays: 35 },
          targetBackupVaultName: "OrganizationBackups",
        },
      },
      selections: {
        tags: {
          "tagged-daily": {
            iamRoleArn: "arn:aws:iam::$account:role/OrganizationBackupRole",
            tagKey: "backup",
            tagValue: ["daily"],
          },
        },
      },
    },
  },
});
