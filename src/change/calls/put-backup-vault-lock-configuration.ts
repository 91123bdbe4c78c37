import { vaultKey } from "../../organization/backup-environment";
import type { PutBackupVaultLockConfiguration } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, leaves } from "../claim";
import { BACKUP_EXCEPTIONS } from "./backup-exceptions";

export const putBackupVaultLockConfiguration: CallDefinition<PutBackupVaultLockConfiguration> = {
  apply({ environment }, { vault, lock }, origin) {
    const known = environment.vault(vault) ?? { ...vault, isAirGapped: false, lock: undefined, origin };
    environment.putVault({ ...known, lock });
    return undefined;
  },
  claims({ vault }, { environment }) {
    const isLocked = environment.vault(vault)?.lock !== undefined;
    return [leaves(KEYS.vaultLock(vaultKey(vault)), "present", isLocked)];
  },
  notPredicted: {
    ...BACKUP_EXCEPTIONS,
    InvalidRequestException: "the date from which a lock is immutable is not recorded",
    ResourceNotFoundException: "the vault may be managed elsewhere",
  },
};
