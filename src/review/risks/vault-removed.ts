import { stillUsed } from "../still-used";
import type { Risk } from "./risk";

export const vaultRemoved: Risk = {
  id: "vault-removed",
  severity: "error",
  sentence: "A vault is deleted that policies still write or copy recovery points to.",
  hint: "Let the policies use another vault first. AWS deletes no vault that holds recovery points, unless Terraform is told to delete those too.",
  find: (context) => {
    const { before, after } = context.change.infrastructure ?? {};
    const gone = [...(before?.vaults.keys() ?? [])].filter((name) => after?.vaults.has(name) !== true);
    return gone.flatMap((name) => stillUsed(context, "vault", name));
  },
};
