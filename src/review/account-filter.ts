import type { Account } from "../organization/model";
import type { Organization } from "../organization/organization";
import { getOrAdd } from "../text/get-or-add";
import { didYouMean, MOST_SUGGESTIONS } from "../text/did-you-mean";

/** Which accounts it applies to; all if it is empty. */
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
   * Names or ids of accounts to leave out.
   *
   * @default - none
   */
  readonly except?: readonly string[];
}

/** Whether a filter matches an account, active or not. */
export function accountMatcher(
  organization: Organization,
  { under, names, except }: AccountFilter,
): (accountId: string) => boolean {
  const isNamed = names === undefined ? undefined : matcher(names);
  const isExcepted = except === undefined ? undefined : matcher(except);
  const isUnder = under === undefined ? undefined : placeMatcher(organization, under);
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
      (isUnder === undefined || organization.lineage(accountId).some(({ id }) => isUnder(id)))
    );
  };
}

/**
 * The accounts that a filter matches, active or not, in the order of the organization. Where it names accounts or
 * OUs, only those are looked at: there may be as many filters as accounts.
 */
export function accountsMeant(organization: Organization, filter: AccountFilter): readonly Account[] {
  const isMeant = accountMatcher(organization, filter);
  const all = candidates(organization, filter);
  return all === undefined
    ? organization.accounts.filter(({ id }) => isMeant(id))
    : all.filter(({ account: { id } }) => isMeant(id)).map(({ account }) => account);
}

interface Candidate {
  readonly account: Account;
  /** Among the accounts of the organization. */
  readonly place: number;
}

/** A few accounts that hold all that the filter means; undefined if it may mean any. */
function candidates(
  organization: Organization,
  { under, names }: AccountFilter,
): readonly Candidate[] | undefined {
  const { accountsByText, idsByPlace } = namesOf(organization);
  const found = new Set<Candidate>();
  if (names?.some(isPattern) === false) {
    names.flatMap((name) => accountsByText.get(name) ?? []).forEach((each) => found.add(each));
  } else if (under !== undefined) {
    const open = new Set(under.flatMap(placesMeant).flatMap((place) => idsByPlace.get(place) ?? []));
    for (const id of open) {
      organization.children(id).forEach((child) => open.add(child));
      accountsByText
        .get(id)
        ?.filter(({ account }) => account.id === id)
        .forEach((each) => found.add(each));
    }
  } else {
    return undefined;
  }
  return [...found].sort((first, second) => first.place - second.place);
}

/** A member of a filter that matches nothing, and what was probably meant. */
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
  const { accounts } = organization;
  const { units, idsByPlace, accountsByText } = namesOf(organization);
  const there = under === undefined ? accounts : accountsMeant(organization, { under });
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
        meant:
          (key === "under" || !isPattern(member)) && suggestions-- > 0
            ? didYouMean(member, known())
            : undefined,
      }));
  const meansOneOf = (among: readonly Account[]): ((member: string) => boolean) => {
    const texts: Pick<ReadonlySet<string>, "has" | "keys"> = among === accounts
      ? accountsByText
      : new Set(among.flatMap(({ id, name }) => [id, name]));
    return (member) => texts.has(member) || (isPattern(member) && [...texts.keys()].some(matcher([member])));
  };
  const wordsOf = (among: readonly Account[]) => (): readonly string[] => among.map(({ name }) => name);
  return [
    ...unmatched(
      "under",
      under ?? [],
      (place) =>
        placesMeant(place).some((each) =>
          idsByPlace.get(each)?.some((id) => organization.account(id) === undefined),
        ),
      () => units.map((id) => organization.path(id)),
    ),
    ...unmatched("names", names, meansOneOf(there), wordsOf(there)),
    ...unmatched("except", except, meansOneOf(accounts), wordsOf(accounts)),
  ];
}

interface KnownNames {
  readonly units: readonly string[];
  /** The root, OUs and accounts by id and path. */
  readonly idsByPlace: ReadonlyMap<string, readonly string[]>;
  /** By id and name. */
  readonly accountsByText: ReadonlyMap<string, readonly Candidate[]>;
}

/** There may be as many filters as accounts: what they are compared with is collected once. */
const KNOWN_NAMES = new WeakMap<Organization, KnownNames>();

function namesOf(organization: Organization): KnownNames {
  return getOrAdd(KNOWN_NAMES, organization, () => {
    const { root, organizationalUnits, accounts } = organization;
    const units = [root, ...organizationalUnits].map(({ id }) => id);
    const idsByPlace = new Map<string, string[]>();
    for (const id of [...units, ...accounts.map((account) => account.id)]) {
      for (const place of new Set([id, organization.path(id)])) {
        getOrAdd(idsByPlace, place, () => []).push(id);
      }
    }
    const accountsByText = new Map<string, Candidate[]>();
    accounts.forEach((account, place) => {
      for (const text of new Set([account.id, account.name])) {
        getOrAdd(accountsByText, text, () => []).push({ account, place });
      }
    });
    return { units, idsByPlace, accountsByText };
  });
}

function placeMatcher(organization: Organization, places: readonly string[]): (id: string) => boolean {
  const meant = new Set(places.flatMap(placesMeant));
  return (id) => meant.has(id) || meant.has(organization.path(id));
}

/** `Root/a/` and `Root/a/*` mean what `Root/a` means. */
function placesMeant(place: string): readonly string[] {
  return [place, place.replace(/\/\*?$/, "")];
}

/** `*` stands for any text, `?` for one character; everything else for itself, in the same case. */
export function matcher(texts: readonly string[]): (text: string) => boolean {
  const exact = new Set(texts);
  const patterns = texts.filter(isPattern).map((pattern) => pattern.replaceAll(/\*+/g, "*"));
  return (text) => exact.has(text) || patterns.some((pattern) => matches(pattern, text));
}

/** Whether a text stands for others than itself. */
export function isPattern(text: string): boolean {
  return /[*?]/.test(text);
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
