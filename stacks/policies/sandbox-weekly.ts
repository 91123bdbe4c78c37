import { backupPolicy } from "../../src/policy/author";
import type { StackPolicy } from "./stack-policy";

/** Sandboxes are backed up on Sundays only, and kept for a week. */
export const sandboxWeekly: StackPolicy = {
  name: "sandbox-weekly",
  description: "Sandboxes are backed up weekly",
  targets: ["Root/Sandbox"],
  content: backupPolicy({
    plans: {
      OrgBackupPlanDaily: {
        rules: {
          OrgDailyBackupRule: {
            scheduleExpression: "cron(0 5 ? * SUN *)",
            lifecycle: { deleteAfterDays: 7 },
          },
        },
      },
    },
  }).document,
};
