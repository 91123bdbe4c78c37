import type { EffectivePolicies } from "../organization/effective-policies";
import { refusedPolicies } from "../organization/refused-policies";
import type { RefusedPolicy } from "../organization/refused-policies";
import { organizationFrom } from "./organization-source";
import { policiesAskedFor } from "./policies-asked-for";
import type { OrganizationSource } from "./organization-source";

export interface EffectiveRequest {
  readonly organization: OrganizationSource | undefined;
  /** Ids or names; all accounts if undefined. */
  readonly accounts?: readonly string[] | undefined;
  readonly at: Date;
}

export interface EffectiveResult {
  readonly policies: EffectivePolicies;
  /** The ids of the accounts that were asked for. */
  readonly accounts: readonly string[];
  /** Policies that AWS would not accept: the result holds only if it did. */
  readonly refused: readonly RefusedPolicy[];
}

/** The effective policy of accounts, as `DescribeEffectivePolicy` would return it. */
export function effective(request: EffectiveRequest): EffectiveResult {
  const organization = organizationFrom(request.organization);
  const { accounts, policies } = policiesAskedFor(organization, request.accounts, request.at);
  return { policies, accounts, refused: refusedPolicies(organization, accounts, request.at) };
}
