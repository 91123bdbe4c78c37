import type { AttachPolicy } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, makes, needs } from "../claim";
import type { OrganizationDraft } from "../draft/organization-draft";
import type { Refusal } from "../folded";
import {
  ORGANIZATIONS_EXCEPTIONS,
  POLICY_CHANGES_IN_PROGRESS,
  policyNotFound,
  targetNotFound,
} from "./shared-refusals";

/** AWS attaches only policies of types that are enabled. */
export function refusedForType(
  organization: OrganizationDraft,
  policyId: string,
  type = organization.policyType(policyId),
): Refusal | undefined {
  if (type === undefined || organization.settings.enabledPolicyTypes?.includes(type) !== false) {
    return undefined;
  }
  const name = JSON.stringify(organization.policyName(policyId));
  return {
    exception: "PolicyTypeNotEnabledException",
    message: `The policy type ${type} is not enabled in the organization, so ${name} cannot be attached.`,
    hint: `Enable ${type} first: enabled_policy_types of the organization resource.`,
  };
}

export const attachPolicy: CallDefinition<AttachPolicy> = {
  apply({ organization }, { policyId, targetId, policyType }) {
    if (policyType !== undefined) {
      return refusedForType(organization, policyId, policyType);
    }
    const type = organization.policyType(policyId);
    if (type === undefined) {
      return policyNotFound(policyId);
    }
    if (!organization.isTarget(targetId)) {
      return targetNotFound(targetId);
    }
    const refusal = refusedForType(organization, policyId);
    if (refusal !== undefined) {
      return refusal;
    }
    const name = JSON.stringify(organization.policyName(policyId));
    if (organization.isAttached(policyId, targetId)) {
      return {
        exception: "DuplicatePolicyAttachmentException",
        message: `The policy ${name} is attached to ${organization.path(targetId)} already.`,
        hint: `Import the existing attachment instead: its id is ${targetId}:${policyId}.`,
      };
    }
    organization.attach(policyId, targetId);
    return undefined;
  },
  claims({ policyId, targetId, policyType }, { organization }) {
    const type = policyType ?? organization.policyType(policyId) ?? "BACKUP_POLICY";
    const isEnabled = organization.settings.enabledPolicyTypes?.includes(type) ?? true;
    if (policyType !== undefined) {
      return [needs(KEYS.policyType(type), "present", isEnabled)];
    }
    return [
      needs(KEYS.policy(policyId), "present", organization.policyType(policyId) !== undefined),
      needs(KEYS.target(targetId), "present", organization.isTarget(targetId)),
      needs(KEYS.policyType(type), "present", isEnabled),
      makes(KEYS.attachment(policyId, targetId), organization.isAttached(policyId, targetId)),
    ];
  },
  notPredicted: {
    ...ORGANIZATIONS_EXCEPTIONS,
    ...POLICY_CHANGES_IN_PROGRESS,
    "ConstraintViolationException (MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED)":
      "the number that AWS enforces is not confirmed; `quota-reached` names the documented one",
  },
};
