import type { AttachPolicy } from "./call";
import type { Step } from "./change";
import type { Draft } from "./draft/draft";
import { BACKUP_POLICY_TYPE } from "./draft/organization-draft";
import { isKnownIdentifier } from "./identifier";
import type { Identifier } from "./identifier";

/**
 * Records what a call that only apply decides may do, so that nothing counts as unchanged.
 *
 * @param apply carries the call out
 */
export function openEffect({ call, origin, decidedBy }: Step, draft: Draft, apply: () => unknown): void {
  const { organization } = draft;
  switch (call.operation) {
    case "AttachPolicy":
      openAttachment(call, origin, decidedBy, draft);
      break;
    case "DetachPolicy": {
      const { policyId, targetId } = call;
      if (isKnownIdentifier(policyId) && isKnownIdentifier(targetId)) {
        organization.openAttachment({
          targetId,
          policyIds: [policyId],
          targetIds: [targetId],
          origin,
          expression: decidedBy ?? "",
          isDetachment: true,
        });
      }
      break;
    }
    case "CreatePolicy":
      // What may be attached is there: its attachment decides what comes of it.
      if (hasName(call)) {
        apply();
      }
      break;
    case "CreateOrganizationalUnit":
      if (isKnownIdentifier(call.parentId)) {
        if (hasName(call)) {
          apply();
        }
        break;
      }
      organization.putUnit({ id: call.id, name: call.name, parentId: organization.root.id });
      organization.openParent(call.id, candidatesOf(call.parentId));
      break;
    case "MoveAccount":
      if (isKnownIdentifier(call.accountId) && organization.account(call.accountId) !== undefined) {
        organization.openParent(call.accountId, candidatesOf(call.destinationParentId));
      }
      break;
    case "CloseAccount":
    case "RemoveAccountFromOrganization":
      if (isKnownIdentifier(call.accountId) && organization.account(call.accountId) !== undefined) {
        organization.openParent(call.accountId, undefined);
      }
      break;
    default:
      // What other calls leave open is in no effective policy; the call itself is reported.
      break;
  }
}

function openAttachment(
  { policyId, targetId }: AttachPolicy,
  origin: string,
  decidedBy: string | undefined,
  { organization }: Draft,
): void {
  const policies = candidatesOf(policyId);
  // Policies of other types are attached without an effect on backups.
  const backup = policies?.filter(
    (id) => (organization.policyType(id) ?? BACKUP_POLICY_TYPE) === BACKUP_POLICY_TYPE,
  );
  if (backup?.length === 0) {
    return;
  }
  const targets = candidatesOf(targetId);
  const expression = [
    ...[policyId, targetId].flatMap((identifier) =>
      isKnownIdentifier(identifier) ? [] : [identifier.expression],
    ),
    ...(decidedBy === undefined ? [] : [decidedBy]),
  ].join(" and ");
  for (const id of targets ?? [organization.root.id]) {
    organization.openAttachment({ targetId: id, policyIds: backup, targetIds: targets, origin, expression });
  }
}

/** A name of which apply decides a part stands for any number of things. */
function hasName({ name }: { readonly name: string }): boolean {
  return !name.includes("${");
}

function candidatesOf(identifier: Identifier): readonly string[] | undefined {
  return isKnownIdentifier(identifier) ? [identifier] : identifier.candidates;
}
