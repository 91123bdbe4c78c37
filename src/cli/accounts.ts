import { OrgBackupError } from "../org-backup-error";
import type { Organization } from "../organization/organization";
import { didYouMean } from "../text/did-you-mean";

/** The ids of the accounts that were asked for, by id or by name; all of them where none were. */
export function accountsAskedFor(
  organization: Organization,
  asked: readonly string[] | undefined,
): readonly string[] {
  if (asked === undefined || asked.length === 0) {
    return organization.accounts.map(({ id }) => id);
  }
  return asked.map((idOrName) => accountAskedFor(organization, idOrName));
}

/** @throws OrgBackupError (`usage`) where no account, or more than one, has the id or name */
export function accountAskedFor(organization: Organization, idOrName: string): string {
  if (organization.account(idOrName) !== undefined) {
    return idOrName;
  }
  const named = organization.accounts.filter(({ name }) => name === idOrName);
  const [only, ...others] = named;
  if (only !== undefined && others.length === 0) {
    return only.id;
  }
  if (only !== undefined) {
    throw new OrgBackupError(
      "usage",
      `${named.length} accounts are named ${JSON.stringify(idOrName)}: name one by its id.`,
      {
        hint: named.map(({ id }) => `${id} ${organization.path(id)}`).join("; "),
      },
    );
  }
  const near = didYouMean(
    idOrName,
    organization.accounts.flatMap(({ id, name }) => [id, name]),
  );
  throw new OrgBackupError("usage", `There is no account ${JSON.stringify(idOrName)} in the organization.`, {
    ...(near === undefined ? {} : { hint: `Did you mean ${JSON.stringify(near)}?` }),
  });
}
