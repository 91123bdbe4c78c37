import type { StackPolicy } from "./stack-policy";

/** Sandboxes are backed up on Sundays only, and kept for a week. */
export const sandboxWeekly: StackPolicy = {
  name: "sandbox-weekly",
  description: "Sandboxes are backed up weekly",
  targets: ["Root/Sandbox"],
  content: {
    plans: {
      OrgBackupPlanDaily: {
        rules: {
          OrgDailyBackupRule: {
            schedule_expression: { "@@assign": "cron(0 5 ? * SUN *)" },
            lifecycle: { delete_after_days: { "@@assign": "7" } },
          },
        },
      },
    },
  },
};
