import type { NotSeen } from "../../../organization/inventory";

/** An account and Region that a source does not show. */
export interface MissingPair {
  readonly accountId: string;
  readonly region: string;
  readonly why: string;
}

/** Accounts with the same reason in the same Regions are told together, the most first. */
export function notSeenOf(pairs: readonly MissingPair[]): readonly NotSeen[] {
  const regions = new Map<string, Set<string>>();
  for (const { accountId, region, why } of pairs) {
    const key = `${why}\n${accountId}`;
    regions.set(key, (regions.get(key) ?? new Set()).add(region));
  }
  const groups = new Map<string, string[]>();
  for (const [key, names] of regions) {
    const [why = "", accountId = ""] = key.split("\n");
    const group = `${why}\n${[...names].toSorted().join(" ")}`;
    groups.set(group, [...(groups.get(group) ?? []), accountId]);
  }
  return [...groups]
    .map(([group, accounts]) => {
      const [why = "", names = ""] = group.split("\n");
      return { accounts: accounts.toSorted(), regions: names.split(" "), why };
    })
    .toSorted((first, second) => second.accounts.length - first.accounts.length);
}
