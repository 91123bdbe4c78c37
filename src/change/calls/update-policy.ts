import { isSamePolicy } from "../../organization/same-policy";
import type { UpdatePolicy } from "../call";
import type { CallDefinition } from "../call-definition";
import { ends, KEYS, makes, needs } from "../claim";
import { BACKUP_POLICY_TYPE } from "../draft/organization-draft";
import { ORGANIZATIONS_EXCEPTIONS, POLICY_CHANGES_IN_PROGRESS, policyNotFound } from "./shared-refusals";
import { acceptedContent } from "./written-policy";

export const updatePolicy: CallDefinition<UpdatePolicy> = {
  apply({ organization, at }, { policyId, name, content, description }, origin) {
    const policy = organization.policy(policyId);
    if (policy === undefined) {
      return organization.policyType(policyId) === undefined ? policyNotFound(policyId) : undefined;
    }
    const newName = name ?? policy.name;
    const written =
      content === undefined ? { content: policy.content } : acceptedContent(newName, content, at);
    if ("refusal" in written) {
      return written.refusal;
    }
    if (newName !== policy.name && organization.hasPolicyNamed(newName, BACKUP_POLICY_TYPE)) {
      return {
        exception: "DuplicatePolicyException",
        message: `A policy named ${JSON.stringify(newName)} exists already.`,
      };
    }
    const described = description ?? policy.description;
    // Not spread: that would ask where the existing policy is written, and read its whole file with positions.
    const updated = {
      id: policy.id,
      name: newName,
      content: written.content,
      origin,
      ...(policy.tags === undefined ? {} : { tags: policy.tags }),
      ...(described === undefined ? {} : { description: described }),
    };
    // What was computed for the existing object stays valid if nothing changes.
    if (!isSamePolicy(policy, updated) || updated.description !== policy.description) {
      organization.putPolicy(updated);
    }
    return undefined;
  },
  claims({ policyId, name }, { organization }) {
    const type = organization.policyType(policyId);
    const present = needs(KEYS.policy(policyId), "present", type !== undefined);
    const old = organization.policyName(policyId);
    return type === undefined || name === undefined || name === old
      ? [present]
      : [
          present,
          makes(KEYS.policyName(type, name), organization.hasPolicyNamed(name, type)),
          ends(KEYS.policyName(type, old), true),
        ];
  },
  notPredicted: { ...ORGANIZATIONS_EXCEPTIONS, ...POLICY_CHANGES_IN_PROGRESS },
};
