import { vaultKey } from "../../organization/backup-environment";
import { stillUsed } from "../still-used";
import type { Risk } from "./risk";

export const vaultRemoved: Risk = {
  id: "vault-removed",
  severity: "error",
  sentence: "A vault is deleted that policies still write or copy recovery points to.",
  hint: "Point the policies to another vault first. AWS deletes no vault that holds recovery points, unless Terraform is told to delete those too.",
  find: (context) => {
    const { before, after } = context.change.environment ?? {};
    const left = new Set(after?.vaults.map(vaultKey));
    return stillUsed(context, "vault", before?.vaults.filter((vault) => !left.has(vaultKey(vault))) ?? []);
  },
};
