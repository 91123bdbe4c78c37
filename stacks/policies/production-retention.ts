import type { StackPolicy } from "./stack-policy";

/** Production keeps its daily backups for 90 days, and nobody below may change that. */
export const productionRetention: StackPolicy = {
  name: "production-retention",
  description: "Production keeps its daily backups for 90 days, and nobody below may change that",
  targets: ["Root/Workloads/Production"],
  content: {
    plans: {
      OrgBackupPlanDaily: {
        rules: {
          OrgDailyBackupRule: {
            lifecycle: {
              delete_after_days: { "@@assign": "90", "@@operators_allowed_for_child_policies": ["@@none"] },
            },
          },
        },
      },
    },
  },
};
