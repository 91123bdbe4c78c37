import { vaultKey } from "../../organization/backup-environment";
import type { CreateBackupVault } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, makes } from "../claim";
import { BACKUP_EXCEPTIONS } from "./backup-exceptions";

export const createBackupVault: CallDefinition<CreateBackupVault> = {
  apply({ environment }, { vault }) {
    if (vault.place.accounts.kind !== "unknown" && environment.vault(vault) !== undefined) {
      return {
        exception: "AlreadyExistsException",
        message: `The vault ${JSON.stringify(vault.name)} exists already.`,
        hint: "Import the existing vault, or choose another name.",
      };
    }
    environment.putVault(vault);
    return undefined;
  },
  claims({ vault }, { environment }) {
    return [makes(KEYS.vault(vaultKey(vault)), environment.vault(vault) !== undefined)];
  },
  notPredicted: {
    ...BACKUP_EXCEPTIONS,
    LimitExceededException: "the number of vaults of an account is not recorded",
  },
};
