import { backupPolicy, lock } from "../../src/policy/author";
import type { StackPolicy } from "./stack-policy";

/** Production keeps its daily backups for 90 days, and no one below may change that. */
export const productionRetention: StackPolicy = {
  name: "production-retention",
  description: "Production keeps its daily backups for 90 days, and no one below may change that",
  targets: ["Root/Workloads/Production"],
  content: backupPolicy({
    plans: {
      OrgBackupPlanDaily: { rules: { OrgDailyBackupRule: { lifecycle: { deleteAfterDays: lock(90) } } } },
    },
  }).document,
};
