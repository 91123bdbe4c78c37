import type { Organization } from "../organization/organization";
import type { Policy } from "../organization/model";
import type { DeclaredPolicies } from "./change-outcome";

/** Policies that stay although nothing shows that Terraform does not delete them. */
export function undeclaredPolicies(
  after: Organization,
  declared: DeclaredPolicies | undefined,
): readonly Policy[] {
  return declared?.ownership?.source.kind === "none"
    ? after.policies.filter(({ id }) => !declared.origins.has(id))
    : [];
}
