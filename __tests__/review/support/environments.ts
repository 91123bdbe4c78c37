import { BackupEnvironment } from "../../../src/organization/backup-environment";
import type { Completeness, VaultLock } from "../../../src/organization/backup-environment";

const SOMEWHERE = { accounts: { kind: "unknown" }, region: undefined } as const;

/** Roles and vaults by name, in places that are not known: what plain code shows. */
export function environmentOf(
  vaults: Readonly<Record<string, VaultLock | undefined>>,
  roles: readonly string[] = [],
  completeness: Completeness = "declared",
): BackupEnvironment {
  return new BackupEnvironment({
    ...BackupEnvironment.UNKNOWN.data,
    vaults: Object.entries(vaults).map(([name, lock]) => ({
      name,
      place: SOMEWHERE,
      isAirGapped: false,
      lock,
      origin: `vaults/${name}`,
    })),
    roles: roles.map((role) => {
      const slash = role.lastIndexOf("/") + 1;
      return {
        path: `/${role.slice(0, slash)}`,
        name: role.slice(slash),
        place: SOMEWHERE,
        trustsBackup: true,
        origin: `roles/${role}`,
      };
    }),
    completeness: {
      vaults: completeness,
      locks: completeness,
      roles: completeness,
      regionSettings: "partial",
    },
  });
}
