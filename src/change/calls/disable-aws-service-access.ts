import type { DisableAwsServiceAccess } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, leaves } from "../claim";
import { ORGANIZATIONS_EXCEPTIONS } from "./shared-refusals";

/** Disabling what is not enabled succeeds. */
export const disableAwsServiceAccess: CallDefinition<DisableAwsServiceAccess> = {
  apply({ organization }, { servicePrincipal }) {
    const { trustedServices } = organization.settings;
    if (trustedServices?.includes(servicePrincipal) === true) {
      organization.updateSettings({
        trustedServices: trustedServices.filter((principal) => principal !== servicePrincipal),
      });
    }
    return undefined;
  },
  claims: ({ servicePrincipal }) => [leaves(KEYS.serviceAccess(servicePrincipal), "absent")],
  notPredicted: {
    ...ORGANIZATIONS_EXCEPTIONS,
    "ConstraintViolationException (POLICY_TYPE_ENABLED_FOR_THIS_SERVICE)":
      "which policy types hold back which services is not documented",
  },
};
