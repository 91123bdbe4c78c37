import { backupPolicy } from "../../src/policy/author";
import type { StackPolicy } from "./stack-policy";

/**
 * The deliberate mistake of this example. The data team wants point-in-time recovery, which AWS Backup
 * keeps for at most 35 days, and says so. AWS accepts the document. But production-retention locks
 * delete_after_days at 90: the team's 35 is silently ignored, continuous backup meets 90 days,
 * and AWS withholds the whole effective policy of both accounts. The planner says so before apply.
 */
export const dataContinuous: StackPolicy = {
  name: "data-continuous",
  description: "Point-in-time recovery for the data platform",
  targets: ["Root/Workloads/Production/Data"],
  content: backupPolicy({
    plans: {
      OrgBackupPlanDaily: {
        rules: {
          OrgDailyBackupRule: { enableContinuousBackup: "true", lifecycle: { deleteAfterDays: 35 } },
        },
      },
    },
  }).document,
};
