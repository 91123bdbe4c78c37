import type { DeleteOrganization } from "../call";
import type { CallDefinition } from "../call-definition";
import { ORGANIZATIONS_EXCEPTIONS } from "./shared-refusals";

export const deleteOrganization: CallDefinition<DeleteOrganization> = {
  apply({ organization }) {
    const { managementAccountId } = organization.settings;
    const members = [...organization.accountIds].filter((id) => id !== managementAccountId).length;
    const left = [
      ...(members > 1 || (members === 1 && managementAccountId !== undefined)
        ? [`${members.toLocaleString("en-US")} member ${members === 1 ? "account" : "accounts"}`]
        : []),
      ...(organization.unitCount > 0 ? [`${organization.unitCount.toLocaleString("en-US")} OUs`] : []),
      ...(organization.policyCount > 0
        ? [`${organization.policyCount.toLocaleString("en-US")} policies`]
        : []),
    ];
    if (left.length > 0) {
      return {
        exception: "OrganizationNotEmptyException",
        message: `The organization still has ${left.join(", ")}: AWS deletes an empty organization only.`,
      };
    }
    organization.updateSettings({
      trustedServices: [],
      enabledPolicyTypes: [],
      delegatedAdministrators: [],
    });
    return undefined;
  },
  claims: () => [],
  notPredicted: ORGANIZATIONS_EXCEPTIONS,
};
