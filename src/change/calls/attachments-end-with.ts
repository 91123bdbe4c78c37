import { KEYS, leaves } from "../claim";
import type { Claim } from "../claim";
import type { OrganizationDraft } from "../draft/organization-draft";

/** AWS detaches what is attached to a target that goes: a policy may be deleted after that, and not before. */
export function attachmentsEndWith(targetId: string, organization: OrganizationDraft): readonly Claim[] {
  return organization
    .attachedTo(targetId)
    .map((policyId) => leaves(KEYS.attachment(policyId, targetId), "absent"));
}
