import { OrgBackupError } from "../org-backup-error";
import type { Organization } from "../organization/organization";
import { didYouMean } from "../text/did-you-mean";

/**
 * The ids of the accounts that were asked for, by id or by name, separated by commas or not; all of them if
 * none were.
 *
 * @throws OrgBackupError (`usage`) if no account, or more than one, has an id or name
 */
export function accountsAskedFor(
  organization: Organization,
  asked: readonly string[] | undefined,
): readonly string[] {
  if (asked === undefined || asked.length === 0) {
    return organization.accounts.map(({ id }) => id);
  }
  return [...new Set(asked.flatMap((words) => accountsNamed(organization, words)))];
}

/** An account's name may contain a comma: a text that is one as a whole is not split. */
export function accountsNamed(organization: Organization, words: string): readonly string[] {
  const isWhole = organization.accounts.some(({ id, name }) => id === words || name === words);
  return (isWhole ? [words] : wordsOf(words)).map((word) => accountAskedFor(organization, word));
}

/**
 * The words of a text separated by commas.
 *
 * @throws OrgBackupError (`usage`) if there is none: no words would mean no accounts, and a report that finds nothing
 */
export function wordsOf(text: string): readonly string[] {
  const words = text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
  if (words.length === 0) {
    throw new OrgBackupError("usage", `${JSON.stringify(text)} names nothing.`);
  }
  return words;
}

/** @throws OrgBackupError (`usage`) if no account, or more than one, has the id or name */
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
