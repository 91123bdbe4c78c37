import type { Organization } from "../organization/organization";

/** Which accounts are meant; all active ones if it is empty. */
export interface AccountFilter {
  /**
   * Paths or ids of OUs: `Root/Production`.
   *
   * @default - anywhere
   */
  readonly under?: readonly string[];
  /**
   * Names or ids of accounts; patterns with `*` and `?`.
   *
   * @default - any account
   */
  readonly names?: readonly string[];
  /**
   * Names or ids of accounts that are not meant.
   *
   * @default - none
   */
  readonly except?: readonly string[];
}

/** Tells for each account whether a filter means it. Closed and suspended accounts run no backups and are never meant. */
export function accountMatcher(
  organization: Organization,
  { under, names, except }: AccountFilter,
): (accountId: string) => boolean {
  const isNamed = names === undefined ? undefined : matcher(names);
  const isExcepted = except === undefined ? undefined : matcher(except);
  return (accountId) => {
    const account = organization.account(accountId);
    if (account === undefined) {
      return false;
    }
    const isAny = (matches: (text: string) => boolean): boolean =>
      matches(account.id) || matches(account.name);
    return (
      (isNamed === undefined || isAny(isNamed)) &&
      (isExcepted === undefined || !isAny(isExcepted)) &&
      (under === undefined || isUnder(organization, accountId, under))
    );
  };
}

function isUnder(organization: Organization, accountId: string, places: readonly string[]): boolean {
  return organization
    .lineage(accountId)
    .some(({ id }) => places.some((place) => place === id || trimmed(place) === organization.path(id)));
}

function trimmed(place: string): string {
  return place.replace(/\/\*?$/, "");
}

/** `*` stands for any text, `?` for one character; everything else for itself, in the same case. */
export function matcher(patterns: readonly string[]): (text: string) => boolean {
  const distinct = patterns.map((pattern) => pattern.replaceAll(/\*+/g, "*"));
  return (text) => distinct.some((pattern) => matches(pattern, text));
}

/** Goes back to the last `*` only: a regular expression would try every split between several of them. */
function matches(pattern: string, text: string): boolean {
  let [at, position] = [0, 0];
  let star = -1;
  let resume = 0;
  while (position < text.length) {
    if (pattern[at] === "*") {
      star = at;
      resume = position;
      at += 1;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[position])) {
      at += 1;
      position += 1;
    } else if (star === -1) {
      return false;
    } else {
      resume += 1;
      at = star + 1;
      position = resume;
    }
  }
  return pattern.slice(at).replaceAll("*", "") === "";
}
