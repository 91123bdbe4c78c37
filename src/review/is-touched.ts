import { isKnowable } from "../effective/effective-policy";
import type { Organization } from "../organization/organization";
import type { AccountGroup } from "./account-groups";

/** Whether the policies on the way to the accounts differ at all: only then is it worth to look closer. */
export function isTouched(
  { accounts, editedPlans, before, after }: AccountGroup,
  first: Organization,
  second: Organization,
): boolean {
  if (editedPlans.size > 0 || before === undefined) {
    return true;
  }
  if (
    before === after &&
    isKnowable(before.status) &&
    first.backupPoliciesEnabled &&
    second.backupPoliciesEnabled
  ) {
    return false;
  }
  const [representative = ""] = accounts;
  const policiesOf = (organization: Organization): readonly unknown[] =>
    organization.lineage(representative).flatMap(({ id }) => organization.attached(id).policies);
  const [old, now] = [policiesOf(first), policiesOf(second)];
  return old.length !== now.length || old.some((policy, index) => policy !== now[index]);
}
