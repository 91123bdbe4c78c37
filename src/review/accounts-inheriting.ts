import type { Organization } from "../organization/organization";
import { getOrAdd } from "../text/get-or-add";

/** The ids of the accounts that inherit a policy, in the order of the organization. */
export function accountsInheriting(organization: Organization, policyId: string): readonly string[] {
  return accountsBelow(
    organization,
    organization.attachments
      .filter(({ policyIds }) => policyIds.includes(policyId))
      .map(({ targetId }) => targetId),
  );
}

/** The ids of the accounts at or below any of the targets, in the order of the organization. */
export function accountsBelow(organization: Organization, targetIds: readonly string[]): readonly string[] {
  // From the targets down: there may be a finding for each of thousands of accounts.
  const places = getOrAdd(PLACES, organization, () => accountPlaces(organization));
  const below = new Set(targetIds);
  for (const id of below) {
    organization.children(id).forEach((child) => below.add(child));
  }
  return [...below]
    .filter((id) => places.has(id))
    .sort((first, second) => (places.get(first) ?? 0) - (places.get(second) ?? 0));
}

const PLACES = new WeakMap<Organization, ReadonlyMap<string, number>>();

function accountPlaces({ accounts }: Organization): ReadonlyMap<string, number> {
  return new Map(accounts.map(({ id }, place) => [id, place]));
}
