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
  const own = vault === undefined ? [] : regions.map((region) => ({ vault, region, accountId: undefined }));
  return [
    ...own.map(needed({ use: "backup", path: `${path}/target_backup_vault_name`, retentionDays })),
    ...vaultPlaces(parseVaultArn(airGappedVault), regions).map(
      needed({
        use: "air-gapped",
        path: `${path}/target_logically_air_gapped_backup_vault_arn`,
        retentionDays,
      }),
    ),
    ...copies.flatMap((copy) =>
      copy.destinations.map(
        needed({
          use: "copy",
          path: `${copy.path}/target_backup_vault_arn`,
          retentionDays: copy.kept.days,
        }),
      ),
    ),
  ];
}

function needed(
  reason: Pick<NeededVault, "use" | "path" | "retentionDays">,
): (place: VaultPlace) => NeededVault {
  return (place) => ({ ...place, ...reason });
}
