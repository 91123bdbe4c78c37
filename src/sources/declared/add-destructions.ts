import type { Call } from "../../change/call";
import type { Milestone } from "../../change/change";
import { isKnownIdentifier } from "../../change/identifier";
import type { ChangeSteps } from "./change-steps";
import type { LeavingPolicy } from "./owned-things";

/** What Terraform manages and the code does not declare; what depends on a thing is destroyed before it. */
export function addDestructions(to: ChangeSteps): readonly Milestone[] {
  const declaredIds = new Set(
    to.declared.policies.map(({ address }) => to.idByAddress.get(address) ?? address),
  );
  for (const { address, id, decidedBy } of [...to.owned.leavingPolicies(declaredIds), ...openPolicies(to)]) {
    const origin = address ?? JSON.stringify(to.current.policy(id)?.name ?? id);
    const source = { origin, decidedBy };
    if (address === undefined) {
      for (const { targetId, policyIds } of to.current.attachments) {
        if (policyIds.includes(id)) {
          to.detach(`detach ${id} ${targetId}`, id, targetId, source);
        }
      }
    }
    const detached = detachSteps(to, (call) => call.policyId === id);
    to.add(`delete ${origin}`, { operation: "DeletePolicy", policyId: id }, source, detached);
  }
  const removed = to.owned.leavingAccounts().map(({ address, id, closes, decidedBy }) => {
    const operation = closes ? "CloseAccount" : "RemoveAccountFromOrganization";
    const source = { origin: address, decidedBy };
    return to.add(`delete ${address}`, { operation, accountId: id }, source, []);
  });
  const units = to.owned.leavingUnits();
  const leaving = new Map(units.map(({ address, id }) => [id, `delete ${address}`]));
  for (const { address, id, decidedBy } of units) {
    const children = to.current.organizationalUnits.flatMap((unit) =>
      unit.parentId === id ? (leaving.get(unit.id) ?? []) : [],
    );
    const call: Call = { operation: "DeleteOrganizationalUnit", unitId: id };
    const source = { origin: address, decidedBy };
    to.add(`delete ${address}`, call, source, [...removed, ...children, detachedFrom(id)]);
  }
  return to.steps.flatMap(({ call }) => {
    if (call.operation !== "DeleteOrganizationalUnit" || !isKnownIdentifier(call.unitId)) {
      return [];
    }
    const { unitId } = call;
    return [{ id: detachedFrom(unitId), after: detachSteps(to, ({ targetId }) => targetId === unitId) }];
  });
}

/** Existing policies that the code declares by their name, if apply comes to have the instance. */
function openPolicies(to: ChangeSteps): readonly LeavingPolicy[] {
  return to.declared.policies.flatMap(({ address, decidedBy, skipsDestroy }) => {
    const id = to.idByAddress.get(address);
    const isJoinedByName =
      decidedBy !== undefined &&
      skipsDestroy !== true &&
      id !== undefined &&
      to.owned.policyAt(address) === undefined;
    return isJoinedByName && to.current.policy(id) !== undefined ? [{ address, id, decidedBy }] : [];
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
