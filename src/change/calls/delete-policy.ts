import type { DeletePolicy } from "../call";
import type { CallDefinition } from "../call-definition";
import { ends, KEYS, leaves, needs } from "../claim";
import { ORGANIZATIONS_EXCEPTIONS, POLICY_CHANGES_IN_PROGRESS, policyNotFound } from "./shared-refusals";

export const deletePolicy: CallDefinition<DeletePolicy> = {
  apply({ organization, isPartial }, { policyId }) {
    if (organization.policyType(policyId) === undefined) {
      return isPartial ? undefined : policyNotFound(policyId);
    }
    const targets = [...organization.targetsOf(policyId)];
    const [first] = targets;
    if (first !== undefined) {
      const others = targets.length === 1 ? "" : ` and ${targets.length - 1} more`;
      return {
        exception: "PolicyInUseException",
        message: `The policy ${JSON.stringify(organization.policyName(policyId))} is still attached to ${organization.path(first)}${others}.`,
        hint: "Detach it everywhere first.",
      };
    }
    organization.removePolicy(policyId);
    return undefined;
  },
  claims({ policyId }, { organization }) {
    const type = organization.policyType(policyId);
    return [
      ends(KEYS.policy(policyId), type !== undefined),
      ...(type === undefined
        ? []
        : [leaves(KEYS.policyName(type, organization.policyName(policyId)), "absent")]),
      ...[...organization.targetsOf(policyId)].map((targetId) =>
        needs(KEYS.attachment(policyId, targetId), "absent", true),
      ),
    ];
  },
  notPredicted: { ...ORGANIZATIONS_EXCEPTIONS, ...POLICY_CHANGES_IN_PROGRESS },
};
