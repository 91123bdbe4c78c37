import type { Organization } from "../organization/organization";

/** The names that a review of two organizations shows; those of the later one count. */
export function reviewNames(
  before: Organization,
  after: Organization,
): Readonly<Record<"policyNames" | "accountNames", ReadonlyMap<string, string>>> {
  return {
    policyNames: namesById(before.policies, after.policies),
    accountNames: namesById(before.accounts, after.accounts),
  };
}

function namesById(before: Named, after: Named): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const list of before === after ? [after] : [before, after]) {
    list.forEach(({ id, name }) => names.set(id, name));
  }
  return names;
}

type Named = readonly { readonly id: string; readonly name: string }[];
