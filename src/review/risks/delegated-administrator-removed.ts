import { BACKUP_SERVICE } from "../../organization/application-remarks";
import type { Risk } from "./risk";

export const delegatedAdministratorRemoved: Risk = {
  id: "delegated-administrator-removed",
  severity: "warning",
  sentence: "An account is no longer a delegated administrator of AWS Backup.",
  hint: "Check that no one still watches backups or manages policies from this account.",
  find: ({ before, after }) => {
    const left = administratorsOf(after.organization.settings.delegatedAdministrators);
    return administratorsOf(before.organization.settings.delegatedAdministrators)
      .filter((accountId) => !left.includes(accountId))
      .map((accountId) => ({
        message: `${before.organization.path(accountId) || accountId} is no longer a delegated administrator of AWS Backup.`,
        accounts: [accountId],
        policies: [],
        path: "",
      }));
  },
};

function administratorsOf(
  all: readonly { readonly accountId: string; readonly servicePrincipals: readonly string[] }[] | undefined,
): readonly string[] {
  return (all ?? [])
    .filter(({ servicePrincipals }) => servicePrincipals.includes(BACKUP_SERVICE))
    .map(({ accountId }) => accountId);
}
