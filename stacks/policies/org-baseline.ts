import { backupPolicy, copyTo, days } from "../../src/policy/author";
import type { StackPolicy } from "./stack-policy";

const centralVault = "arn:aws:backup:eu-central-1:222222222222:backup-vault:CentralVault";

/** The daily backup that every account inherits. Retention goes down from 35 to 30 days; production has its own. */
export const orgBaseline: StackPolicy = {
  name: "org-baseline",
  description: "A daily backup of everything tagged backup=daily",
  targets: ["Root"],
  content: backupPolicy({
    plans: {
      OrgBackupPlanDaily: {
        regions: ["eu-central-1", "eu-west-1"],
        rules: {
          OrgDailyBackupRule: {
            scheduleExpression: "cron(0 5 ? * * *)",
            startBackupWindowMinutes: 60,
            completeBackupWindowMinutes: 1200,
            lifecycle: { deleteAfterDays: 30 },
            targetBackupVaultName: "AWSBackupSolutionVault",
            recoveryPointTags: { project: { tagKey: "project", tagValue: "aws-backup" } },
            copyActions: copyTo(centralVault, days(35)),
          },
        },
        selections: {
          tags: {
            OrgDailyBackupSelection: {
              iamRoleArn: "arn:aws:iam::$account:role/AWSBackupSolutionRole",
              tagKey: "backup",
              tagValue: ["daily"],
            },
          },
        },
        backupPlanTags: { project: { tagKey: "project", tagValue: "aws-backup" } },
      },
    },
  }).document,
};
