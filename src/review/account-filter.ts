import type { Account } from "../organization/model";
import type { Organization } from "../organization/organization";
import { didYouMean } from "../text/did-you-mean";

/** Which accounts are meant; all if it is empty. */
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

/** Tells for each account whether a filter means it, active or not. */
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

/** A member of a filter that means nothing, and what may be meant. */
export interface UnmatchedMember {
  readonly key: keyof AccountFilter;
  readonly member: string;
  readonly meant: string | undefined;
}

/**
 * The members of a filter that match no OU or account of the organization, active or not; and the names that match
 * none of the OUs that the filter names.
 */
export function unmatchedMembers(
  organization: Organization,
  { under, names = [], except = [] }: AccountFilter,
): readonly UnmatchedMember[] {
  const { root, organizationalUnits, accounts } = organization;
  const units = [root, ...organizationalUnits].map(({ id }) => id);
  const places = new Set([...units, ...units.map((id) => organization.path(id))]);
  const isThere = accountMatcher(organization, { ...(under === undefined ? {} : { under }) });
  const there = accounts.filter(({ id }) => isThere(id));
  let suggestions = MOST_SUGGESTIONS;
  const unmatched = (
    key: keyof AccountFilter,
    members: readonly string[],
    isMatched: (member: string) => boolean,
    known: () => readonly string[],
  ): readonly UnmatchedMember[] =>
    members
      .filter((member) => !isMatched(member))
      .map((member) => ({
        key,
        member,
        meant: suggestions-- > 0 ? didYouMean(member, known()) : undefined,
      }));
  const meansOneOf =
    (candidates: readonly Account[]) =>
    (pattern: string): boolean => {
      const isMeant = matcher([pattern]);
      return candidates.some(({ id, name }) => isMeant(id) || isMeant(name));
    };
  const namesOf = (candidates: readonly Account[]) => (): readonly string[] =>
    candidates.map(({ name }) => name);
  return [
    ...unmatched(
      "under",
      under ?? [],
      (place) => places.has(place) || places.has(trimmed(place)),
      () => units.map((id) => organization.path(id)),
    ),
    ...unmatched("names", names, meansOneOf(there), namesOf(there)),
    ...unmatched("except", except, meansOneOf(accounts), namesOf(accounts)),
  ];
}

/** In a filter with thousands of unknown names the names are not misspelt, and comparing each with each takes long. */
const MOST_SUGGESTIONS = 20;

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
