import type { Organization } from "../organization/organization";

/** The ids of the accounts that inherit a policy, in the order of the organization. */
export function accountsInheriting(organization: Organization, policyId: string): readonly string[] {
  return accountsBelow(
    organization,
    organization.attachments
      .filter(({ policyIds }) => policyIds.includes(policyId))
      .map(({ targetId }) => targetId),
  );
}

/** The ids of the accounts at or below any of the targets. */
export function accountsBelow(organization: Organization, targetIds: readonly string[]): readonly string[] {
  const targets = new Set(targetIds);
  return targets.size === 0
    ? []
    : organization.accounts
        .filter(({ id }) => organization.lineage(id).some((target) => targets.has(target.id)))
        .map(({ id }) => id);
}
