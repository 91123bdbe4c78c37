import type { DetachPolicy } from "../call";
import type { CallDefinition } from "../call-definition";
import { ends, KEYS, needs } from "../claim";
import {
  ORGANIZATIONS_EXCEPTIONS,
  POLICY_CHANGES_IN_PROGRESS,
  policyNotFound,
  targetNotFound,
} from "./shared-refusals";

export const detachPolicy: CallDefinition<DetachPolicy> = {
  apply({ organization }, { policyId, targetId }) {
    if (organization.policyType(policyId) === undefined) {
      return policyNotFound(policyId);
    }
    if (!organization.isTarget(targetId)) {
      return targetNotFound(targetId);
    }
    if (!organization.isAttached(policyId, targetId)) {
      return {
        exception: "PolicyNotAttachedException",
        message: `The policy ${JSON.stringify(organization.policyName(policyId))} is not attached to ${organization.path(targetId)}.`,
      };
    }
    organization.detach(policyId, targetId);
    return undefined;
  },
  claims({ policyId, targetId }, { organization }) {
    return [
      needs(KEYS.policy(policyId), "present", organization.policyType(policyId) !== undefined),
      ends(KEYS.attachment(policyId, targetId), organization.isAttached(policyId, targetId)),
    ];
  },
  notPredicted: {
    ...ORGANIZATIONS_EXCEPTIONS,
    ...POLICY_CHANGES_IN_PROGRESS,
    "ConstraintViolationException (MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED)":
      "only the last service control policy of a target is held back",
  },
};
