import { vaultKey } from "../../organization/backup-environment";
import type { DeleteBackupVaultLockConfiguration } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, leaves } from "../claim";
import { BACKUP_EXCEPTIONS } from "./backup-exceptions";

export const deleteBackupVaultLockConfiguration: CallDefinition<DeleteBackupVaultLockConfiguration> = {
  apply({ environment }, { vault }) {
    const known = environment.vault(vault);
    if (known !== undefined) {
      environment.putVault({ ...known, lock: undefined });
    }
    return undefined;
  },
  claims({ vault }, { environment }) {
    const isLocked = environment.vault(vault)?.lock !== undefined;
    return [leaves(KEYS.vaultLock(vaultKey(vault)), "absent", isLocked)];
  },
  notPredicted: {
    ...BACKUP_EXCEPTIONS,
    InvalidRequestException: "the date from which a lock in compliance mode is immutable is not recorded",
    ResourceNotFoundException: "taken for success by the provider",
  },
};
