import type { Account, Attachments, OrganizationalUnit } from "../../organization/model";
import type { Organization } from "../../organization/organization";
import type { PlacedMessage } from "../../review/change-outcome";

/** What is left when things are taken away, and what AWS refuses to take away. */
export interface Left<T> {
  readonly left: readonly T[];
  readonly refusals: readonly PlacedMessage[];
}

/** AWS deletes empty OUs only: one that holds something stays, and so does what is around it. */
export function withoutRemovedUnits(
  units: readonly OrganizationalUnit[],
  accounts: readonly Account[],
  removed: ReadonlySet<string>,
): Left<OrganizationalUnit> {
  let left = units;
  for (let before = -1; before !== left.length;) {
    before = left.length;
    const parents = new Set([...left, ...accounts].map(({ parentId }) => parentId));
    left = left.filter(({ id }) => !removed.has(id) || parents.has(id));
  }
  const refusals = left
    .filter(({ id }) => removed.has(id))
    .map(({ id, name }) => ({
      origin: id,
      message: `The OU ${JSON.stringify(name)} is deleted while it still holds accounts or OUs: AWS refuses.`,
    }));
  return { left, refusals };
}

/** A policy that is still attached somewhere cannot be deleted; what is left shows what would be without it. */
export function withoutRemovedPolicies(
  attachments: readonly Attachments[],
  policyIds: ReadonlySet<string>,
  current: Organization,
): Left<Attachments> {
  const refusals: PlacedMessage[] = [];
  const left = attachments.flatMap(({ targetId, policyIds: attached, order }) => {
    const staying = attached.filter((id) => policyIds.has(id));
    for (const id of attached.filter((candidate) => !policyIds.has(candidate))) {
      const name = current.policy(id)?.name ?? id;
      refusals.push({
        origin: id,
        message: `The policy ${JSON.stringify(name)} is deleted while it is still attached to ${current.path(targetId)}: AWS refuses.`,
      });
    }
    const known = staying.length < 2 ? "known" : order;
    return staying.length === 0 ? [] : [{ targetId, policyIds: staying, order: known }];
  });
  return { left, refusals };
}
