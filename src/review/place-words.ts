import type { Organization } from "../organization/organization";
import { EVERY_REGION } from "../organization/place";
import type { Place } from "../organization/place";
import { list } from "./words";

/** Where one thing is created: `in the member accounts of Root/Workloads (eu-west-1)`. */
export function placesInWords(places: readonly Place[], organization: Organization): string {
  const regionsByAccounts = new Map<string, string[]>();
  for (const { accounts, region } of places) {
    const words = accountsInWords(accounts, organization);
    const regions = regionsByAccounts.get(words) ?? [];
    regionsByAccounts.set(words, regions);
    if (region !== undefined && region !== EVERY_REGION) {
      regions.push(region);
    }
  }
  return list(
    [...regionsByAccounts].map(([words, regions]) =>
      regions.length === 0 ? words : `${words} (${regions.join(", ")})`,
    ),
  );
}

function accountsInWords(accounts: Place["accounts"], organization: Organization): string {
  switch (accounts.kind) {
    case "all":
      return "in every account";
    case "account":
      return accounts.accountId === organization.settings.managementAccountId
        ? "in the management account"
        : `in account ${accounts.accountId}`;
    case "members":
      return `in the member accounts of ${list(accounts.targetIds.map((id) => (organization.target(id) === undefined ? id : organization.path(id))))}`;
    case "unknown":
      return "in an account that the code does not name";
  }
}
