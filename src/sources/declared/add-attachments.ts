import type { Identifier } from "../../change/identifier";
import { isKnownIdentifier } from "../../change/identifier";
import { leaveId } from "./change-steps";
import type { ChangeSteps } from "./change-steps";
import { isIgnored } from "./declared-resources";
import type { DeclaredAttachment } from "./declared-resources";

/** What the code attaches, and what is detached for it. */
export function addAttachments(to: ChangeSteps, settings: readonly string[]): void {
  const declared = new Set<string>();
  const openPolicies = new Set<string>();
  let hasOpenPolicy = false;
  const leaving = to.owned.leavingAttachments();
  const leavingPairs = new Set(leaving.map(({ policyId, targetId }) => pairKey(policyId, targetId)));
  for (const attachment of to.declared.attachments) {
    const { policy, target } = attachment;
    if (policy.kind === "address" && to.declared.otherPolicies?.has(policy.address) === true) {
      // A backup policy that becomes one of another type is replaced, and its attachments with it.
      const owned = to.owned.attachments.get(attachment.address);
      if (owned !== undefined) {
        const { address } = attachment;
        to.detach(`${address} detach`, owned.policyId, owned.targetId, attachment, address);
      }
      continue;
    }
    const existing = to.owned.attachments.get(attachment.address);
    const kept = (argument: "policyId" | "targetId", name: string): string | undefined =>
      isIgnored(attachment, name) ? existing?.[argument] : undefined;
    const policyId = kept("policyId", "policy_id") ?? to.policyIdentifier(policy);
    const targetId = kept("targetId", "target_id") ?? to.identifier(target);
    if (isKnownIdentifier(policyId) && isKnownIdentifier(targetId)) {
      declared.add(pairKey(policyId, targetId));
    } else if (isKnownIdentifier(policyId)) {
      openPolicies.add(policyId);
    } else {
      hasOpenPolicy = true;
    }
    addAttachment(to, settings, attachment, policyId, targetId, leavingPairs);
  }
  leaving.forEach(({ address, policyId, targetId, decidedBy }) => {
    to.detach(leaveId(address), policyId, targetId, { origin: address, decidedBy }, address);
  });
  if (!hasOpenPolicy) {
    addDetachments(to, declared, openPolicies);
  }
}

/** Its policy or its target forces replacement. */
function addAttachment(
  to: ChangeSteps,
  settings: readonly string[],
  attachment: DeclaredAttachment,
  policyId: Identifier,
  targetId: Identifier,
  leaving: ReadonlySet<string>,
): void {
  const { address, origin, policy, target } = attachment;
  const owned = to.owned.attachments.get(address);
  const waits = [
    ...(attachment.after === undefined ? settings : []),
    ...to.stepsOf(policy),
    ...to.stepsOf(target),
  ];
  if (isKnownIdentifier(policyId) && isKnownIdentifier(targetId)) {
    const isSame = owned?.policyId === policyId && owned.targetId === targetId;
    // Terraform asks AWS for the attachment even though it exists.
    const isAsked = to.owned.isExact(address) || leaving.has(pairKey(policyId, targetId));
    const isKept = isSame || (owned === undefined && !isAsked);
    if (isKept && to.isAttached(policyId, targetId)) {
      if (owned === undefined && attachment.decidedBy !== undefined) {
        to.detach(leaveId(address), policyId, targetId, attachment, address);
      }
      return;
    }
    if (owned !== undefined && !isSame) {
      to.detach(`${address} detach`, owned.policyId, owned.targetId, { origin }, address);
    }
  }
  if (owned !== undefined && attachment.decidedBy !== undefined && !isKnownIdentifier(targetId)) {
    // The instance of the block without a key stands for all that apply may attach.
    return;
  }
  to.record(address, { operation: "AttachPolicy", policyId, targetId }, attachment, waits);
}

/**
 * What a declared policy is attached to beyond the code, unless it is known which attachments Terraform
 * manages; an attachment that cannot be followed may be it.
 */
function addDetachments(
  to: ChangeSteps,
  declared: ReadonlySet<string>,
  openPolicies: ReadonlySet<string>,
): void {
  const managed = new Map(
    to.declared.policies
      .filter(({ address }) => to.owned.policyAt(address) === undefined)
      .map(({ address, origin }) => [to.idByAddress.get(address) ?? address, origin]),
  );
  for (const { targetId, policyIds } of to.current.attachments) {
    for (const policyId of policyIds) {
      const origin = managed.get(policyId);
      if (origin !== undefined && !declared.has(pairKey(policyId, targetId)) && !openPolicies.has(policyId)) {
        to.detach(`detach ${policyId} ${targetId}`, policyId, targetId, { origin });
      }
    }
  }
}

function pairKey(policyId: string, targetId: string): string {
  return `${policyId} ${targetId}`;
}
