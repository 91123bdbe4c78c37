import type { CreateOrganization } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, makes } from "../claim";
import { ORGANIZATIONS_EXCEPTIONS } from "./shared-refusals";

/** A new organization has no trusted service; with all features, service control policies alone are there. */
export const createOrganization: CallDefinition<CreateOrganization> = {
  apply({ organization }) {
    organization.updateSettings({
      trustedServices: [],
      enabledPolicyTypes: [],
      delegatedAdministrators: [],
    });
    return undefined;
  },
  claims: (_, { organization }) => [makes(KEYS.organization, organization.isInUse)],
  notPredicted: {
    ...ORGANIZATIONS_EXCEPTIONS,
    AlreadyInOrganizationException: "an organization file may be of the organization that the account leaves",
    "ConstraintViolationException (ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED)": "depends on the moment",
  },
};
