import { backupPlansOf } from "../effective/backup-plan/read-backup-plans";
import { neededRoles, neededVaults } from "../effective/backup-plan/needs";
import type { BackupPlan } from "../effective/backup-plan";
import { backupPlansIn } from "../effective/backup-plan/read-backup-plans";
import type { EffectivePolicies } from "../organization/effective-policies";

/** Roles and vaults that policies in force use, as `kind name`: they are taken to exist. */
export function namesInForce(policies: EffectivePolicies): ReadonlySet<string> {
  const plans = new Set<BackupPlan>();
  for (const { status, state } of policies.distinct().keys()) {
    if (status === "published") {
      backupPlansIn(state).forEach((plan) => plans.add(plan));
    }
  }
  for (const published of policies.organization.data.publishedPolicies.values()) {
    backupPlansOf(published).forEach((plan) => plans.add(plan));
  }
  const names = new Set<string>();
  for (const plan of plans) {
    neededRoles(plan).forEach(({ role }) => names.add(`role ${role}`));
    neededVaults(plan).forEach(({ vault }) => names.add(`vault ${vault}`));
  }
  return names;
}
