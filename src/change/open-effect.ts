import type { AttachPolicy } from "./call";
import type { Step } from "./change";
import type { Draft } from "./draft/draft";
import { BACKUP_POLICY_TYPE } from "./draft/organization-draft";
import { isKnownIdentifier } from "./identifier";
import type { Identifier } from "./identifier";

/** Records what a call with arguments known only after apply may do, so that nothing counts as unchanged. */
export function openEffect({ call, origin }: Step, draft: Draft): void {
  const { organization } = draft;
  switch (call.operation) {
    case "AttachPolicy":
      openAttachment(call, origin, draft);
      break;
    case "CreateOrganizationalUnit":
      organization.putUnit({ id: call.id, name: call.name, parentId: organization.root.id });
      organization.openParent(call.id, candidatesOf(call.parentId));
      break;
    case "MoveAccount":
      if (isKnownIdentifier(call.accountId) && organization.account(call.accountId) !== undefined) {
        organization.openParent(call.accountId, candidatesOf(call.destinationParentId));
      }
      break;
    default:
      // What other calls leave open is in no effective policy; the call itself is reported.
      break;
  }
}

function openAttachment({ policyId, targetId }: AttachPolicy, origin: string, { organization }: Draft): void {
  const policies = candidatesOf(policyId);
  // Policies of other types are attached without an effect on backups.
  const backup = policies?.filter(
    (id) => (organization.policyType(id) ?? BACKUP_POLICY_TYPE) === BACKUP_POLICY_TYPE,
  );
  if (backup?.length === 0) {
    return;
  }
  const targets = candidatesOf(targetId);
  const expression = [policyId, targetId]
    .flatMap((identifier) => (isKnownIdentifier(identifier) ? [] : [identifier.expression]))
    .join(" and ");
  for (const id of targets ?? [organization.root.id]) {
    organization.openAttachment({ targetId: id, policyIds: backup, targetIds: targets, origin, expression });
  }
}

function candidatesOf(identifier: Identifier): readonly string[] | undefined {
  return isKnownIdentifier(identifier) ? [identifier] : identifier.candidates;
}
