import { findInPlans } from "./find-in-plans";
import type { Risk } from "./risk";

export const vaultChanged: Risk = {
  id: "vault-changed",
  severity: "warning",
  sentence:
    "A rule writes its recovery points to another vault: the lock, key and access policy are that vault's.",
  hint: "Make sure that the vault exists in every account and Region of the plan, with the same lock and access policy.",
  find: (context) =>
    findInPlans(context, ({ rules }) =>
      rules.flatMap(({ before, after }) => [
        ...(before.vault !== after.vault && before.vault !== undefined
          ? [
              {
                message: `Recovery points go to the vault ${JSON.stringify(after.vault ?? "")} instead of ${JSON.stringify(before.vault)}.`,
                path: `${after.path}/target_backup_vault_name`,
              },
            ]
          : []),
        ...(before.airGappedVault !== after.airGappedVault && before.airGappedVault !== undefined
          ? [
              {
                message:
                  after.airGappedVault === undefined
                    ? `Recovery points no longer go to the logically air-gapped vault ${before.airGappedVault}.`
                    : `Recovery points go to the logically air-gapped vault ${after.airGappedVault} instead of ${before.airGappedVault}.`,
                path: `${after.path}/target_logically_air_gapped_backup_vault_arn`,
              },
            ]
          : []),
      ]),
    ),
};
