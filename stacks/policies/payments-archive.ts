import { backupPolicy } from "../../src/policy/author";
import type { StackPolicy } from "./stack-policy";

/** Payments keep a monthly backup for seven years, and one every four hours for two weeks. */
export const paymentsArchive: StackPolicy = {
  name: "payments-archive",
  description: "Payments keep a monthly backup for seven years",
  targets: ["Root/Workloads/Production/Payments"],
  content: backupPolicy({
    plans: {
      PaymentsArchive: {
        regions: ["eu-central-1"],
        rules: {
          Monthly: {
            scheduleExpression: "cron(0 2 1 * ? *)",
            targetBackupVaultName: "AWSBackupSolutionVault",
            lifecycle: { moveToColdStorageAfterDays: 30, deleteAfterDays: 2555 },
          },
          EveryFourHours: {
            scheduleExpression: "cron(0 0/4 ? * * *)",
            targetBackupVaultName: "AWSBackupSolutionVault",
            lifecycle: { deleteAfterDays: 14 },
          },
        },
        selections: {
          tags: {
            Ledgers: {
              iamRoleArn: "arn:aws:iam::$account:role/AWSBackupSolutionRole",
              tagKey: "backup-archive",
              tagValue: ["true"],
            },
          },
        },
      },
    },
  }).document,
};
