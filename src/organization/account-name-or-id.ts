import type { Organization } from "./organization";

/** The name of an account, or its id if the organization does not know it. */
export function accountNameOrId(organization: Organization | undefined, accountId: string): string {
  return organization?.account(accountId)?.name ?? accountId;
}
