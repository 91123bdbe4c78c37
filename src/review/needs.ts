import { neededRoles, neededVaults } from "../effective/backup-plan/needs";
import { backupPlansIn } from "../effective/backup-plan/read-backup-plans";
import type { BackupPlan } from "../effective/backup-plan";
import type { MergedNode } from "../effective/merged-node";

/** A role or vault that a policy needs. */
export interface Need {
  readonly kind: "role" | "vault";
  /** A role's path and name: `service-role/AWSBackupDefaultServiceRole`. */
  readonly name: string;
  /** Undefined for a role. */
  readonly region: string | undefined;
  /** Undefined for the account that the policy applies to. */
  readonly accountId: string | undefined;
  /** The setting that names it. */
  readonly path: string;
  /** Of a vault: how long recovery points are kept there; undefined if forever. */
  readonly retentionDays?: number | undefined;
}

const known = new WeakMap<BackupPlan, readonly Need[]>();

/** The roles and vaults that a merged policy needs. */
export function needsIn(state: MergedNode): readonly Need[] {
  return backupPlansIn(state).flatMap((plan) => {
    let needs = known.get(plan);
    if (needs === undefined) {
      needs = [
        ...neededVaults(plan).map(({ vault, ...need }) => ({ ...need, kind: "vault" as const, name: vault })),
        ...neededRoles(plan).map(({ role, ...need }) => ({
          ...need,
          kind: "role" as const,
          name: role,
          region: undefined,
        })),
      ];
      known.set(plan, needs);
    }
    return needs;
  });
}
