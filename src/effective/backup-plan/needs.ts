import { ownAccountOr } from "../../policy/own-account";
import { parseRoleArn } from "../../policy/role-arn";
import { parseVaultArn } from "../../policy/vault-arn";
import type { BackupPlan } from "../backup-plan";
import type { BackupRule, VaultPlace } from "./backup-rule";
import { vaultPlaces } from "./vault-places";

/** A role that must exist for a plan to make backups. */
export interface NeededRole {
  /** Path and name: `service-role/AWSBackupDefaultServiceRole`. */
  readonly role: string;
  /** Undefined for the account that the policy applies to. */
  readonly accountId: string | undefined;
  /** The setting that names it: `plans/daily/selections/tags/all/iam_role_arn`. */
  readonly path: string;
}

/** A vault that must exist for a plan to store backups. */
export interface NeededVault extends VaultPlace {
  /** What goes there: the backups themselves, once more to a logically air-gapped vault, or copies. */
  readonly use: "backup" | "air-gapped" | "copy";
  /** The setting that names it: `plans/daily/rules/nightly/target_backup_vault_name`. */
  readonly path: string;
  /** How long recovery points are kept there; undefined if forever. */
  readonly retentionDays: number | undefined;
}

/** The roles that the selections of a plan name. */
export function neededRoles({ selections }: BackupPlan): readonly NeededRole[] {
  return selections.flatMap(({ role: arn, path }) => {
    const parts = parseRoleArn(arn);
    return parts === undefined
      ? []
      : [{ role: parts.role, accountId: ownAccountOr(parts.account), path: `${path}/iam_role_arn` }];
  });
}

/** What a plan needs does not change; many accounts share the plan, so it is worked out once. */
const knownVaults = new WeakMap<BackupPlan, readonly NeededVault[]>();

/** The vaults that the rules of a plan name, in each Region where they are needed. */
export function neededVaults(plan: BackupPlan): readonly NeededVault[] {
  let vaults = knownVaults.get(plan);
  if (vaults === undefined) {
    vaults = plan.rules.flatMap((rule) => vaultsOfRule(rule, plan.regions));
    knownVaults.set(plan, vaults);
  }
  return vaults;
}

function vaultsOfRule(rule: BackupRule, regions: readonly string[]): readonly NeededVault[] {
  const { vault, airGappedVault, copies, path, retentionDays } = rule;
  const found: NeededVault[] = [];
  if (vault !== undefined) {
    const setting = `${path}/target_backup_vault_name`;
    for (const region of regions) {
      found.push({ vault, region, accountId: undefined, use: "backup", path: setting, retentionDays });
    }
  }
  if (airGappedVault !== undefined) {
    const setting = `${path}/target_logically_air_gapped_backup_vault_arn`;
    for (const place of vaultPlaces(parseVaultArn(airGappedVault), regions)) {
      found.push({ ...place, use: "air-gapped", path: setting, retentionDays });
    }
  }
  for (const { destinations, path: copyPath, kept } of copies) {
    const setting = `${copyPath}/target_backup_vault_arn`;
    for (const place of destinations) {
      found.push({ ...place, use: "copy", path: setting, retentionDays: kept.days });
    }
  }
  return found;
}

/** The names alone, of which a plan has few: nothing is kept for it. */
export function neededVaultNames({ rules, regions }: BackupPlan): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { vault, airGappedVault, copies } of rules) {
    if (vault !== undefined && regions.length > 0) {
      names.add(vault);
    }
    const places = airGappedVault === undefined ? [] : vaultPlaces(parseVaultArn(airGappedVault), regions);
    places.forEach((place) => names.add(place.vault));
    copies.forEach(({ destinations }) => destinations.forEach((place) => names.add(place.vault)));
  }
  return names;
}
