import type { BackupPlan } from "../effective/backup-plan";
import { neededRoles, neededVaults } from "../effective/backup-plan/needs";
import { backupPlanOf, backupPlansIn, backupPlansOf } from "../effective/backup-plan/read-backup-plans";
import type { MergedNode } from "../effective/merged-node";
import { child } from "../effective/rendered";
import type { EffectivePolicies } from "../organization/effective-policies";

/** A role or vault that must exist for backups to work. */
export interface Prerequisite {
  readonly kind: "role" | "vault";
  /** A role's path and name: `service-role/AWSBackupDefaultServiceRole`. */
  readonly name: string;
  /** The setting that names it. */
  readonly path: string;
}

/** Thousands of accounts share a plan, so what it names is collected once. */
const known = new WeakMap<BackupPlan, readonly Prerequisite[]>();

/** Every role and vault that a policy names; with plan names given, that those plans name. */
export function prerequisitesIn(state: MergedNode, names?: ReadonlySet<string>): readonly Prerequisite[] {
  return plansIn(state, names).flatMap(prerequisitesOf);
}

function plansIn(state: MergedNode, names: ReadonlySet<string> | undefined): readonly BackupPlan[] {
  if (names === undefined) {
    return backupPlansIn(state);
  }
  const plans = child(state, "plans");
  return [...names].flatMap((name) => {
    const plan = child(plans, name);
    return plan === undefined ? [] : [backupPlanOf(name, plan)];
  });
}

/** Roles and vaults that published policies use, as `kind name`: they are taken to exist. */
export function prerequisitesInForce(policies: EffectivePolicies): ReadonlySet<string> {
  const plans = new Set<BackupPlan>();
  for (const { status, state } of policies.distinct().keys()) {
    if (status === "published") {
      backupPlansIn(state).forEach((plan) => plans.add(plan));
    }
  }
  for (const published of policies.organization.data.publishedPolicies.values()) {
    backupPlansOf(published).forEach((plan) => plans.add(plan));
  }
  return new Set([...plans].flatMap(prerequisitesOf).map(({ kind, name }) => `${kind} ${name}`));
}

function prerequisitesOf(plan: BackupPlan): readonly Prerequisite[] {
  let found = known.get(plan);
  if (found === undefined) {
    // A vault is needed in each Region of the plan, under one name.
    const vaults = new Map(neededVaults(plan).map(({ vault, path }) => [path, vault]));
    found = [
      ...[...vaults].map(([path, name]) => ({ kind: "vault" as const, name, path })),
      ...neededRoles(plan).map(({ role, path }) => ({ kind: "role" as const, name: role, path })),
    ];
    known.set(plan, found);
  }
  return found;
}
