import type { Organization } from "./organization";
import { organizationsError } from "./errors";
import type { OrganizationOperations, OrganizationsContext } from "./context";
import { policyType, showRoot } from "./context";

export function showOrganization(organization: Organization): object {
  const { id, managementAccountId, featureSet } = organization.identity;
  const management = organization.accounts.get(managementAccountId);
  return {
    Id: id,
    Arn: organization.arn,
    FeatureSet: featureSet,
    MasterAccountArn: management?.arn,
    MasterAccountId: managementAccountId,
    MasterAccountEmail: management?.email,
    // Deprecated by AWS and no measure of what is enabled: ListRoots is.
    AvailablePolicyTypes: featureSet === "ALL" ? [{ Type: "SERVICE_CONTROL_POLICY", Status: "ENABLED" }] : [],
  };
}

/** The organization itself, its root and its policy types. */
export function organizationOperations(context: OrganizationsContext): OrganizationOperations {
  return {
    DescribeOrganization: (organization) => ({ Organization: showOrganization(organization) }),

    DeleteOrganization: (organization) => {
      if (organization.accounts.size > 1) {
        throw organizationsError("OrganizationNotEmptyException");
      }
      context.store.current = undefined;
      return {};
    },

    ListRoots: (organization, input) =>
      context.page(input, "ListRoots", "Roots", [organization.root], (root) => showRoot(organization, root)),

    EnablePolicyType: (organization, input) => {
      const type = policyType(input, "PolicyType");
      requireRoot(organization, input.text("RootId"));
      if (organization.identity.featureSet !== "ALL") {
        throw organizationsError("PolicyTypeNotAvailableForOrganizationException");
      }
      if (organization.enabledPolicyTypes.has(type)) {
        throw organizationsError("PolicyTypeAlreadyEnabledException");
      }
      organization.enablePolicyType(type);
      return { Root: showRoot(organization, organization.root) };
    },

    DisablePolicyType: (organization, input) => {
      const type = policyType(input, "PolicyType");
      requireRoot(organization, input.text("RootId"));
      if (!organization.enabledPolicyTypes.has(type)) {
        throw organizationsError("PolicyTypeNotEnabledException");
      }
      organization.disablePolicyType(type);
      return { Root: showRoot(organization, organization.root) };
    },
  };
}

function requireRoot(organization: Organization, rootId: string): void {
  if (rootId !== organization.root.id) {
    throw organizationsError("RootNotFoundException");
  }
}
