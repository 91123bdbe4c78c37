import { vaultKey } from "../../organization/backup-environment";
import type { DeleteBackupVault } from "../call";
import type { CallDefinition } from "../call-definition";
import { ends, KEYS } from "../claim";
import { BACKUP_EXCEPTIONS } from "./backup-exceptions";

export const deleteBackupVault: CallDefinition<DeleteBackupVault> = {
  apply({ environment }, { vault }) {
    environment.removeVault(vault);
    return undefined;
  },
  claims({ vault }, { environment }) {
    return [ends(KEYS.vault(vaultKey(vault)), environment.vault(vault) !== undefined)];
  },
  notPredicted: {
    ...BACKUP_EXCEPTIONS,
    InvalidRequestException: "whether the vault is empty at that moment is not known",
    ResourceNotFoundException: "taken for success by the provider",
    AccessDeniedException: "depends on the caller's permissions; taken for success by the provider",
  },
};
