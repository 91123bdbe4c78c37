import type { Construct } from "../framework";
import type { AccessMode } from "./access-mode";
import {
  ALL_FEATURES,
  POLICY_TYPE_ENABLED,
  readOrganization,
  trustedAccessOf,
} from "./verified-organization";

/** Reads the organization and changes nothing. */
export function verifyAccess(scope: Construct): AccessMode {
  const organization = readOrganization(scope, "organization", [ALL_FEATURES, POLICY_TYPE_ENABLED]);
  return {
    rootId: organization.roots.get(0).id,
    organizationId: organization.id,
    managementAccountId: organization.masterAccountId,
    elements: [organization],
    useServices: (principals) => {
      organization.lifecycle = {
        postcondition: [ALL_FEATURES, ...principals.map(trustedAccessOf), POLICY_TYPE_ENABLED],
      };
    },
  };
}
