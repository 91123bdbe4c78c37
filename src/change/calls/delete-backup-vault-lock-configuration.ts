import type { DeleteBackupVaultLockConfiguration } from "../call";
import type { CallDefinition } from "../call-definition";
import { BACKUP_EXCEPTIONS } from "./backup-exceptions";

export const deleteBackupVaultLockConfiguration: CallDefinition<DeleteBackupVaultLockConfiguration> = {
  apply({ environment }, { vault }) {
    const known = environment.vault(vault);
    if (known !== undefined) {
      environment.putVault({ ...known, lock: undefined });
    }
    return undefined;
  },
  claims: () => [],
  notPredicted: {
    ...BACKUP_EXCEPTIONS,
    InvalidRequestException: "the date from which a lock in compliance mode is immutable is not recorded",
    ResourceNotFoundException: "taken for success by the provider",
  },
};
