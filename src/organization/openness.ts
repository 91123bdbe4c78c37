import type { Organization } from "./organization";

/** How far apply decides something: among what is known, or at will. */
export type Openness = "may-change" | "not-knowable";

/** Whether apply decides what is attached to a target or where it is; undefined if all of it is known. */
export function opennessOf(organization: Organization, targetId: string): Openness | undefined {
  if (organization.attached(targetId).policies.some(({ content }) => content.kind === "unknown")) {
    return "not-knowable";
  }
  const { openParents } = organization.data;
  const isMoved = openParents?.has(targetId) === true;
  const open = organization.openAt(targetId);
  if (open.length === 0 && !isMoved) {
    return undefined;
  }
  const isUnknown = (policyId: string): boolean => organization.policy(policyId)?.content.kind !== "known";
  const isBounded =
    open.every(
      ({ policyIds, targetIds, isDetachment }) =>
        isDetachment !== true &&
        policyIds !== undefined &&
        targetIds !== undefined &&
        !policyIds.some(isUnknown),
    ) &&
    (!isMoved || openParents.get(targetId) !== undefined);
  return isBounded ? "may-change" : "not-knowable";
}

/** The worse of two. */
export function worseOpenness(
  first: Openness | undefined,
  second: Openness | undefined,
): Openness | undefined {
  return first === "not-knowable" || second === "not-knowable" ? "not-knowable" : (first ?? second);
}
