import type { Organization } from "../organization/organization";
import { readChange } from "./read-change";
import { organizationOf } from "./read-organization";
import type { OrganizationOptions } from "./read-organization";

/** The organization that a command looks at: as it is, or as it is after Terraform plans. */
export function organizationAfter(
  options: OrganizationOptions & { readonly plan?: readonly string[] },
): Organization {
  return (options.plan ?? []).length === 0 ? organizationOf(options) : readChange(undefined, options).after;
}
