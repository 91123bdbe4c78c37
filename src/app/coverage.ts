import { EffectivePolicies } from "../organization/effective-policies";
import { coverageOf } from "../review/coverage";
import type { Coverage } from "../review/coverage";
import { accountsAskedFor } from "./accounts";
import { organizationAfter } from "./organization-after";
import type { OrganizationAfter } from "./organization-after";

export interface CoverageRequest extends OrganizationAfter {
  /** Ids or names; all accounts if undefined. */
  readonly accounts?: readonly string[] | undefined;
  readonly at: Date;
}

/** Which accounts and resource types are backed up, by what, and which are not. */
export function coverage(request: CoverageRequest): Coverage {
  const organization = organizationAfter(request);
  const accounts = accountsAskedFor(organization, request.accounts);
  const policies = EffectivePolicies.compute(organization, request.at, {
    accountIds: request.accounts === undefined ? undefined : accounts,
  });
  return coverageOf(policies, accounts, request.at);
}
