import type { Call } from "../../change/call";
import type { Milestone } from "../../change/change";
import { isKnownIdentifier } from "../../change/identifier";
import type { ChangeSteps } from "./change-steps";

/** What Terraform manages and the code does not declare; what depends on a thing is destroyed before it. */
export function addDestructions(to: ChangeSteps): readonly Milestone[] {
  const declaredIds = new Set(
    to.declared.policies.map(({ address }) => to.idByAddress.get(address) ?? address),
  );
  for (const { address, id } of to.owned.leavingPolicies(declaredIds)) {
    const origin = address ?? JSON.stringify(to.current.policy(id)?.name ?? id);
    if (address === undefined) {
      for (const { targetId, policyIds } of to.current.attachments) {
        if (policyIds.includes(id)) {
          to.detach(`detach ${id} ${targetId}`, id, targetId, origin);
        }
      }
    }
    const detached = detachSteps(to, (call) => call.policyId === id);
    to.add(`delete ${origin}`, { operation: "DeletePolicy", policyId: id }, origin, detached);
  }
  const removed = to.owned.leavingAccounts().map(({ address, id, closes }) => {
    const operation = closes ? "CloseAccount" : "RemoveAccountFromOrganization";
    return to.add(`delete ${address}`, { operation, accountId: id }, address, []);
  });
  const units = to.owned.leavingUnits();
  const leaving = new Map(units.map(({ address, id }) => [id, `delete ${address}`]));
  for (const { address, id } of units) {
    const children = to.current.organizationalUnits.flatMap((unit) =>
      unit.parentId === id ? (leaving.get(unit.id) ?? []) : [],
    );
    const call: Call = { operation: "DeleteOrganizationalUnit", unitId: id };
    to.add(`delete ${address}`, call, address, [...removed, ...children, detachedFrom(id)]);
  }
  return to.steps.flatMap(({ call }) => {
    if (call.operation !== "DeleteOrganizationalUnit" || !isKnownIdentifier(call.unitId)) {
      return [];
    }
    const { unitId } = call;
    return [{ id: detachedFrom(unitId), after: detachSteps(to, ({ targetId }) => targetId === unitId) }];
  });
}

function detachSteps(
  { steps }: ChangeSteps,
  isMeant: (call: Extract<Call, { operation: "DetachPolicy" }>) => boolean,
): readonly string[] {
  return steps.flatMap(({ id, call }) => (call.operation === "DetachPolicy" && isMeant(call) ? [id] : []));
}

/** Reached once no policy that leaves an OU is attached to it. */
export function detachedFrom(unitId: string): string {
  return `detached ${unitId}`;
}
