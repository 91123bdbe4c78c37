import { neededRoles, neededVaults } from "../../effective/backup-plan/needs";
import type { NeededRole, NeededVault } from "../../effective/backup-plan/needs";
import { backupPlansOf } from "../../effective/backup-plan/read-backup-plans";
import type { JsonObject } from "../../text/json";

/** The roles and vaults that a merged policy names. */
export interface Needs {
  readonly roles: readonly NeededRole[];
  readonly vaults: readonly NeededVault[];
}

/** @param merged a merged policy, as AWS renders it */
export function needsOf(merged: JsonObject): Needs {
  const plans = backupPlansOf(merged);
  return { roles: plans.flatMap(neededRoles), vaults: plans.flatMap(neededVaults) };
}
