import { backupPlansOf } from "../effective/backup-plan/read-backup-plans";
import { neededRoles, neededVaultNames } from "../effective/backup-plan/needs";
import type { BackupPlan } from "../effective/backup-plan";
import type { EffectivePolicies } from "../organization/effective-policies";
import { possiblePlans } from "./possible-plans";

/**
 * Roles and vaults that policies in force use, as `kind name`: they are taken to exist. Thousands of plans
 * name few of them, so plans are read only until a name is found.
 */
export class NamesInForce {
  private readonly seen = new Set<string>();
  private readonly unread: Iterator<string>;

  constructor(policies: EffectivePolicies) {
    this.unread = namesIn(policies);
  }

  has(name: string): boolean {
    let isFound = this.seen.has(name);
    while (!isFound) {
      const next = this.unread.next();
      if (next.done === true) {
        return false;
      }
      this.seen.add(next.value);
      isFound = next.value === name;
    }
    return true;
  }

  /** Whether any role or vault is used. */
  get isAny(): boolean {
    if (this.seen.size === 0) {
      const first = this.unread.next();
      if (first.done !== true) {
        this.seen.add(first.value);
      }
    }
    return this.seen.size > 0;
  }
}

function* namesIn(policies: EffectivePolicies): Generator<string, void> {
  const seen = new Set<BackupPlan>();
  for (const plan of plansInForce(policies)) {
    if (!seen.has(plan)) {
      seen.add(plan);
      for (const { role } of neededRoles(plan)) {
        yield `role ${role}`;
      }
      for (const vault of neededVaultNames(plan)) {
        yield `vault ${vault}`;
      }
    }
  }
}

function* plansInForce(policies: EffectivePolicies): Generator<BackupPlan, void> {
  for (const policy of policies.distinct().keys()) {
    if (policy.status === "published") {
      yield* possiblePlans(policy);
    }
  }
  for (const published of policies.organization.data.publishedPolicies.values()) {
    yield* backupPlansOf(published);
  }
}
