import { backupPlansOf } from "../effective/backup-plan/read-backup-plans";
import { neededRoles, neededVaultNames } from "../effective/backup-plan/needs";
import type { BackupPlan } from "../effective/backup-plan";
import type { EffectivePolicies } from "../organization/effective-policies";
import { possiblePlans } from "./possible-plans";

/** Roles and vaults that policies in force use, as `kind name`: they are taken to exist. */
export function namesInForce(policies: EffectivePolicies): ReadonlySet<string> {
  const plans = new Set<BackupPlan>();
  for (const policy of policies.distinct().keys()) {
    if (policy.status === "published") {
      possiblePlans(policy).forEach((plan) => plans.add(plan));
    }
  }
  for (const published of policies.organization.data.publishedPolicies.values()) {
    backupPlansOf(published).forEach((plan) => plans.add(plan));
  }
  const names = new Set<string>();
  for (const plan of plans) {
    neededRoles(plan).forEach(({ role }) => names.add(`role ${role}`));
    neededVaultNames(plan).forEach((vault) => names.add(`vault ${vault}`));
  }
  return names;
}
