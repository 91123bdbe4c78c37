import { QUOTAS } from "../../policy/quotas";
import type { CreatePolicy } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, leaves, makes } from "../claim";
import { BACKUP_POLICY_TYPE } from "../draft/organization-draft";
import { constraintViolation, ORGANIZATIONS_EXCEPTIONS } from "./shared-refusals";
import { acceptedContent } from "./written-policy";
import { grouped } from "../../text/grouped";

export const createPolicy: CallDefinition<CreatePolicy> = {
  apply({ organization, at }, call, origin) {
    const { id, name, policyType, description, tags } = call;
    if (policyType !== BACKUP_POLICY_TYPE) {
      organization.putOtherPolicy(id, { name, policyType });
      return undefined;
    }
    const written = acceptedContent(name, call.content, at);
    if ("refusal" in written) {
      return written.refusal;
    }
    if (organization.hasPolicyNamed(name, policyType)) {
      return {
        exception: "DuplicatePolicyException",
        message: `A policy named ${JSON.stringify(name)} exists already.`,
        hint: "Import the existing policy, or choose another name.",
      };
    }
    const { limit } = QUOTAS.policiesPerOrganization;
    if (organization.policyCount >= limit) {
      return constraintViolation(
        "POLICY_NUMBER_LIMIT_EXCEEDED",
        `The organization has ${grouped(limit)} backup policies already; AWS allows no more.`,
      );
    }
    organization.putPolicy({
      id,
      name,
      content: written.content,
      origin,
      ...(description === undefined ? {} : { description }),
      ...(tags === undefined ? {} : { tags }),
    });
    return undefined;
  },
  claims({ id, name, policyType }, { organization }) {
    return [
      makes(KEYS.policyName(policyType, name), organization.hasPolicyNamed(name, policyType)),
      leaves(KEYS.policy(id), "present"),
    ];
  },
  notPredicted: {
    ...ORGANIZATIONS_EXCEPTIONS,
    PolicyTypeNotAvailableForOrganizationException: "the feature set of the organization is not recorded",
  },
};
