import { vaultKey } from "../../organization/backup-environment";
import type { DeleteBackupVault } from "../call";
import type { CallDefinition } from "../call-definition";
import { ends, KEYS } from "../claim";
import { BACKUP_EXCEPTIONS } from "./backup-exceptions";
import { grouped } from "../../text/grouped";

export const deleteBackupVault: CallDefinition<DeleteBackupVault> = {
  apply({ environment }, { vault, deletesRecoveryPoints, recoveryPoints = 0 }) {
    if (recoveryPoints > 0 && !deletesRecoveryPoints) {
      return {
        exception: "InvalidRequestException",
        message: `The vault ${JSON.stringify(vault.name)} holds ${grouped(recoveryPoints)} recovery ${recoveryPoints === 1 ? "point" : "points"}: AWS deletes empty vaults only.`,
        hint: "Keep the vault until its recovery points have expired. With force_destroy, Terraform deletes them.",
      };
    }
    environment.removeVault(vault);
    return undefined;
  },
  claims({ vault }, { environment }) {
    return [ends(KEYS.vault(vaultKey(vault)), environment.vault(vault) !== undefined)];
  },
  notPredicted: {
    ...BACKUP_EXCEPTIONS,
    "InvalidRequestException (recovery points that the state does not show)":
      "whether the vault is empty at that moment is not known",
    ResourceNotFoundException: "taken for success by the provider",
    AccessDeniedException: "depends on the caller's permissions; taken for success by the provider",
  },
};
