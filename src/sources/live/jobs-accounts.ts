import { allPages } from "./organizations-api";
import type { OrganizationsApi } from "./organizations-api";

/** When each account joined the organization; AWS Organizations alone tells it. */
export async function readJoinDates(api: OrganizationsApi): Promise<ReadonlyMap<string, Date>> {
  const accounts = await allPages(api.listAccounts);
  return new Map(
    accounts.flatMap(({ Id, JoinedTimestamp }) =>
      Id === undefined || JoinedTimestamp === undefined ? [] : [[Id, JoinedTimestamp] as const],
    ),
  );
}
