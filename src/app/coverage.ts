import { coverageOf } from "../review/coverage";
import type { Coverage } from "../review/coverage";
import { organizationAfter } from "./organization-after";
import type { OrganizationAfter } from "./organization-after";
import { policiesAskedFor } from "./policies-asked-for";

export interface CoverageRequest extends OrganizationAfter {
  /** Ids or names; all accounts if undefined. */
  readonly accounts?: readonly string[] | undefined;
  readonly at: Date;
}

/** Which accounts and resource types are backed up, by what, and which are not. */
export function coverage(request: CoverageRequest): Coverage {
  const { accounts, policies } = policiesAskedFor(organizationAfter(request), request.accounts, request.at);
  return coverageOf(policies, accounts, request.at);
}
