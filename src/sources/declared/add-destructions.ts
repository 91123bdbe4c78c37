import type { Call } from "../../change/call";
import type { Milestone } from "../../change/change";
import { isKnownIdentifier } from "../../change/identifier";
import { destroyId } from "./change-steps";
import type { ChangeSteps } from "./change-steps";
import { taintedAddress } from "./owned-addresses";
import type { LeavingPolicy } from "./owned-things";

/** What Terraform manages and the code does not declare; what depends on a thing is destroyed before it. */
export function addDestructions(to: ChangeSteps): readonly Milestone[] {
  const declaredIds = new Set(
    to.declared.policies.map(({ address }) => to.idByAddress.get(address) ?? address),
  );
  const originOfTainted = new Map(
    to.declared.policies.map((policy) => [taintedAddress(policy.address), policy.origin]),
  );
  for (const { address, id, decidedBy } of [...to.owned.leavingPolicies(declaredIds), ...openPolicies(to)]) {
    const name = address ?? JSON.stringify(to.current.policy(id)?.name ?? id);
    // What is replaced is one resource to those who read of it.
    const origin = originOfTainted.get(name) ?? name;
    const source = { origin, decidedBy };
    if (address === undefined) {
      for (const { targetId, policyIds } of to.current.attachments) {
        if (policyIds.includes(id)) {
          to.detach(`detach ${id} ${targetId}`, id, targetId, source);
        }
      }
    }
    const detached = isStored(to, address) ? [] : detachSteps(to, (call) => call.policyId === id);
    to.destroy(destroyId(name), { operation: "DeletePolicy", policyId: id }, source, detached, address);
  }
  for (const { address, id, closes, decidedBy } of to.owned.leavingAccounts()) {
    const operation = closes ? "CloseAccount" : "RemoveAccountFromOrganization";
    const detached = isStored(to, address) ? [] : detachSteps(to, ({ targetId }) => targetId === id);
    const source = { origin: address, decidedBy };
    to.destroy(destroyId(address), { operation, accountId: id }, source, detached, address);
  }
  for (const { address, id, decidedBy } of to.owned.leavingUnits()) {
    const call: Call = { operation: "DeleteOrganizationalUnit", unitId: id };
    const cleared = isStored(to, address) ? [] : [clearedOf(id)];
    to.destroy(destroyId(address), call, { origin: address, decidedBy }, cleared, address);
  }
  return to.steps.flatMap(({ call }) => {
    if (call.operation !== "DeleteOrganizationalUnit" || !isKnownIdentifier(call.unitId)) {
      return [];
    }
    const { unitId } = call;
    const detached = detachSteps(to, ({ targetId }) => targetId === unitId);
    return [{ id: clearedOf(unitId), after: [...detached, ...destructionsBelow(to, unitId)] }];
  });
}

/** Whether a state says what is destroyed before a thing. */
function isStored({ nodes }: ChangeSteps, address: string | undefined): boolean {
  return address !== undefined && nodes.isStored(address);
}

/** The destruction of the accounts and OUs that are in an OU. */
function destructionsBelow({ steps, current }: ChangeSteps, unitId: string): readonly string[] {
  return steps.flatMap(({ id, call }) => {
    const gone =
      call.operation === "DeleteOrganizationalUnit"
        ? call.unitId
        : call.operation === "CloseAccount" || call.operation === "RemoveAccountFromOrganization"
          ? call.accountId
          : undefined;
    return typeof gone === "string" && current.target(gone)?.parentId === unitId ? [id] : [];
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

/** Reached once everything that is destroyed in an OU, or detached from it, is gone. */
export function clearedOf(unitId: string): string {
  return `cleared ${unitId}`;
}
