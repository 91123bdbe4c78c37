import { EffectivePolicies } from "../organization/effective-policies";
import type { Organization } from "../organization/organization";
import { accountsAskedFor } from "./accounts";

/**
 * The effective policies of the accounts that were asked for, see {@link accountsAskedFor}, and their ids.
 *
 * @throws OrgBackupError (`usage`) if no account, or more than one, has an id or name
 */
export function policiesAskedFor(
  organization: Organization,
  asked: readonly string[] | undefined,
  at: Date,
): { readonly accounts: readonly string[]; readonly policies: EffectivePolicies } {
  const accounts = accountsAskedFor(organization, asked);
  const accountIds = asked === undefined ? undefined : accounts;
  return { accounts, policies: EffectivePolicies.compute(organization, at, { accountIds }) };
}
