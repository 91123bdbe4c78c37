import type { Organization } from "../organization/organization";
import { organizationFrom } from "./organization-source";
import type { OrganizationSource } from "./organization-source";
import { readChange } from "./read-change";

export interface OrganizationAfter {
  readonly organization: OrganizationSource | undefined;
  /** Terraform plans; the organization as it is if there are none. */
  readonly plans?: readonly string[] | undefined;
  readonly at: Date;
}

/** The organization as it is, or as it will be after Terraform plans. */
export function organizationAfter({ organization, plans = [], at }: OrganizationAfter): Organization {
  return plans.length === 0 ? organizationFrom(organization) : readChange({ organization, plans, at }).after;
}
