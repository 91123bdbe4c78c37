import type { PutBackupVaultLockConfiguration } from "../call";
import type { CallDefinition } from "../call-definition";
import { BACKUP_EXCEPTIONS } from "./backup-exceptions";

export const putBackupVaultLockConfiguration: CallDefinition<PutBackupVaultLockConfiguration> = {
  apply({ environment }, { vault, lock }, origin) {
    const known = environment.vault(vault) ?? { ...vault, isAirGapped: false, lock: undefined, origin };
    environment.putVault({ ...known, lock });
    return undefined;
  },
  claims: () => [],
  notPredicted: {
    ...BACKUP_EXCEPTIONS,
    InvalidRequestException: "the date from which a lock is immutable is not recorded",
    ResourceNotFoundException: "the vault may be managed elsewhere",
  },
};
