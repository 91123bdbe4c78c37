import type { Call } from "../../../change/call";
import { roleKey, vaultKey } from "../../../organization/backup-environment";
import type { BackupEnvironment } from "../../../organization/backup-environment";
import { sameJson } from "../../../text/json";
import type { JsonValue } from "../../../text/json";

/** What CloudFormation does in member accounts for a stack set whose template or instances change. */
export function stackSetCalls(
  origin: string,
  before: BackupEnvironment,
  after: BackupEnvironment,
): { readonly destroy: readonly Call[]; readonly apply: readonly Call[] } {
  const own = <T extends { readonly origin: string }>(things: readonly T[]): readonly T[] =>
    things.filter((thing) => thing.origin === origin);
  const [vaultsBefore, vaultsAfter] = [own(before.vaults), own(after.vaults)];
  const [rolesBefore, rolesAfter] = [own(before.roles), own(after.roles)];
  const oldVaults = new Map(vaultsBefore.map((vault) => [vaultKey(vault), vault]));
  const oldRoles = new Map(rolesBefore.map((role) => [roleKey(role), role]));
  const newVaults = new Set(vaultsAfter.map(vaultKey));
  const newRoles = new Set(rolesAfter.map(roleKey));
  return {
    destroy: [
      ...vaultsBefore
        .filter((vault) => !newVaults.has(vaultKey(vault)))
        .map((vault): Call => ({ operation: "DeleteBackupVault", vault, deletesRecoveryPoints: false })),
      ...rolesBefore
        .filter((role) => !newRoles.has(roleKey(role)))
        .map((role): Call => ({ operation: "DeleteRole", role })),
    ],
    apply: [
      ...vaultsAfter.flatMap((vault): readonly Call[] => {
        const old = oldVaults.get(vaultKey(vault));
        const { lock } = vault;
        if (old === undefined) {
          return [{ operation: "CreateBackupVault", vault }];
        }
        if (sameJson((old.lock ?? null) as JsonValue, (lock ?? null) as JsonValue)) {
          return [];
        }
        return [
          lock === undefined
            ? { operation: "DeleteBackupVaultLockConfiguration", vault }
            : { operation: "PutBackupVaultLockConfiguration", vault, lock },
        ];
      }),
      ...rolesAfter.flatMap((role): readonly Call[] => {
        const old = oldRoles.get(roleKey(role));
        return old === undefined
          ? [{ operation: "CreateRole", role }]
          : old.trustsBackup === role.trustsBackup
            ? []
            : [{ operation: "UpdateAssumeRolePolicy", role, trustsBackup: role.trustsBackup }];
      }),
    ],
  };
}
