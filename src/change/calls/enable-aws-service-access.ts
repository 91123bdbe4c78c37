import type { EnableAwsServiceAccess } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, leaves } from "../claim";
import { ORGANIZATIONS_EXCEPTIONS } from "./shared-refusals";

/** Enabling what is enabled succeeds. */
export const enableAwsServiceAccess: CallDefinition<EnableAwsServiceAccess> = {
  apply({ organization }, { servicePrincipal, isExhaustive }) {
    const { trustedServices } = organization.settings;
    // If the source does not show the principals, naming one alone would look like a removal of all others.
    const isUnknown = trustedServices === undefined && isExhaustive !== true;
    if (!isUnknown && trustedServices?.includes(servicePrincipal) !== true) {
      organization.updateSettings({ trustedServices: [...(trustedServices ?? []), servicePrincipal] });
    }
    return undefined;
  },
  claims: ({ servicePrincipal }) => [leaves(KEYS.serviceAccess(servicePrincipal), "present")],
  notPredicted: {
    ...ORGANIZATIONS_EXCEPTIONS,
    "ConstraintViolationException (ORGANIZATION_NOT_IN_ALL_FEATURES_MODE)":
      "the feature set of the organization is not recorded",
  },
};
