import type { BackupPlan } from "../backup-plan";
import { neededRoles, neededVaults } from "./needs";
import type { NeededRole, NeededVault } from "./needs";

/** What must exist and be switched on for plans to do what they say. */
export interface BackupNeeds {
  readonly regions: readonly string[];
  readonly roles: readonly NeededRole[];
  readonly vaults: readonly NeededVault[];
  /** What resource selections name, `*` included. */
  readonly resourceTypes: readonly string[];
  /** Whether a selection goes by tags alone and so takes every resource type. */
  readonly selectsByTag: boolean;
}

/** What several plans need together; Regions and resource types are sorted. */
export function backupNeedsOf(plans: readonly BackupPlan[]): BackupNeeds {
  const selections = plans.flatMap((plan) => plan.selections);
  return {
    regions: sorted(plans.flatMap(({ regions }) => regions)),
    roles: plans.flatMap(neededRoles),
    vaults: plans.flatMap(neededVaults),
    resourceTypes: sorted(selections.flatMap(({ resourceTypes }) => resourceTypes)),
    selectsByTag: selections.some(({ kind }) => kind === "tags"),
  };
}

function sorted(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)].sort();
}
