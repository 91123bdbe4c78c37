import type { Risk } from "./risk";

export const deletionNotCertain: Risk = {
  id: "deletion-not-certain",
  severity: "notice",
  sentence:
    "Terraform counts the deletion of a vault as done even if AWS denies it: the vault then exists and no state shows it.",
  hint: "Check after the apply that the vault is gone. A service control policy that denies backup:DeleteBackupVault causes this.",
  find: ({ change: { folded } }) =>
    (folded?.done ?? []).flatMap(({ call, origin, tolerates }) =>
      call.operation === "DeleteBackupVault" && tolerates?.includes("AccessDeniedException") === true
        ? [
            {
              message: `${origin}: if AWS denies the deletion of the vault ${JSON.stringify(call.vault.name)}, Terraform reports success.`,
              accounts: [],
              policies: [],
              path: "",
            },
          ]
        : [],
    ),
};
