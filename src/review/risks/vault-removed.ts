import { vaultKey } from "../../organization/backup-environment";
import { stillUsed } from "../still-used";
import type { Risk } from "./risk";

export const vaultRemoved: Risk = {
  id: "vault-removed",
  severity: "error",
  sentence: "A vault is deleted that policies still write or copy recovery points to.",
  hint: "Point the policies to another vault first. AWS does not delete a vault that contains recovery points, unless Terraform deletes those too.",
  find: (context) => {
    const { before, after } = context.change.environment ?? {};
    const left = new Set(after?.vaults.map(vaultKey));
    const gone = before?.vaults.filter((vault) => !left.has(vaultKey(vault))) ?? [];
    const replaced = (context.change.folded?.done ?? []).flatMap(({ call }) =>
      call.operation === "DeleteBackupVault" && left.has(vaultKey(call.vault)) ? [call] : [],
    );
    const held = (context.change.folded?.refused ?? []).flatMap(({ step: { call } }) =>
      call.operation === "DeleteBackupVault" ? [call.vault] : [],
    );
    return [
      ...stillUsed(context, "vault", gone),
      ...stillUsed(context, "vault", held, HELD),
      ...replaced.flatMap((call) =>
        stillUsed(context, "vault", [call.vault], replacement(call.deletesRecoveryPoints)),
      ),
    ];
  },
};

/** The recovery points that hold the deletion back expire one day. */
const HELD = "is to be deleted while policies use it: only its recovery points prevent that";

/** A new vault of the same name is not the old one: it is empty. */
function replacement(deletesRecoveryPoints: boolean): string {
  return deletesRecoveryPoints
    ? "is replaced while policies use it: force_destroy deletes all its recovery points"
    : "is replaced while policies use it: AWS refuses to delete it unless it is empty";
}
