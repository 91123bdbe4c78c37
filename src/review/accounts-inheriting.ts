import type { Organization } from "../organization/organization";

/** The ids of the accounts that inherit a policy, in the order of the organization. */
export function accountsInheriting(organization: Organization, policyId: string): readonly string[] {
  const targets = new Set(
    organization.attachments.filter(({ policyIds }) => policyIds.includes(policyId)).map(({ targetId }) => targetId),
  );
  return targets.size === 0
    ? []
    : organization.accounts.filter(({ id }) => organization.lineage(id).some((target) => targets.has(target.id))).map(({ id }) => id);
}
