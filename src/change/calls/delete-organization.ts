import type { DeleteOrganization } from "../call";
import type { CallDefinition } from "../call-definition";
import { ORGANIZATIONS_EXCEPTIONS } from "./shared-refusals";
import { grouped } from "../../text/grouped";

/**
 * Member accounts hold the deletion back; policies and OUs do not: AWS deletes them with the organization.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_org_delete.html
 */
export const deleteOrganization: CallDefinition<DeleteOrganization> = {
  apply({ organization }) {
    const { managementAccountId } = organization.settings;
    const members = [...organization.allAccounts].filter(({ id }) => id !== managementAccountId).length;
    // Without its id, one of the accounts may be the management account.
    if (members > (managementAccountId === undefined ? 1 : 0)) {
      return {
        exception: "OrganizationNotEmptyException",
        message: `The organization still has ${grouped(members)} member ${members === 1 ? "account" : "accounts"}: AWS deletes it only once the management account is alone.`,
      };
    }
    organization.deleteContents();
    return undefined;
  },
  claims: () => [],
  notPredicted: ORGANIZATIONS_EXCEPTIONS,
};
