import type { RemoveAccountFromOrganization } from "../call";
import type { CallDefinition } from "../call-definition";
import { ends, KEYS, leaves, needs } from "../claim";
import { attachmentsEndWith } from "./attachments-end-with";
import { accountNotFound, constraintViolation, ORGANIZATIONS_EXCEPTIONS } from "./shared-refusals";

export const removeAccountFromOrganization: CallDefinition<RemoveAccountFromOrganization> = {
  apply({ organization, isPartial }, { accountId }) {
    const account = organization.account(accountId);
    const { managementAccountId, delegatedAdministrators = [] } = organization.settings;
    if (accountId === managementAccountId) {
      return {
        exception: "MasterCannotLeaveOrganizationException",
        message: `${organization.path(accountId)} is the management account, which cannot leave its organization.`,
      };
    }
    if (account === undefined) {
      return isPartial ? undefined : accountNotFound(accountId);
    }
    const registered = delegatedAdministrators.find((administrator) => administrator.accountId === accountId);
    if (registered !== undefined && registered.servicePrincipals.length > 0) {
      return constraintViolation(
        "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
        `${organization.path(accountId)} is a delegated administrator (${registered.servicePrincipals.join(", ")}) and cannot leave the organization.`,
        "Deregister the account first.",
      );
    }
    organization.removeAccount(accountId);
    return undefined;
  },
  claims({ accountId }, { organization }) {
    const { delegatedAdministrators = [] } = organization.settings;
    const parentId = organization.account(accountId)?.parentId;
    return [
      ends(KEYS.target(accountId), parentId !== undefined),
      ...(parentId === undefined ? [] : [leaves(KEYS.child(parentId, accountId), "absent")]),
      ...attachmentsEndWith(accountId, organization),
      ...delegatedAdministrators
        .filter((administrator) => administrator.accountId === accountId)
        .flatMap(({ servicePrincipals }) =>
          servicePrincipals.map((principal) =>
            needs(KEYS.administrator(accountId, principal), "absent", true),
          ),
        ),
    ];
  },
  notPredicted: {
    ...ORGANIZATIONS_EXCEPTIONS,
    "ConstraintViolationException (WAIT_PERIOD_ACTIVE)":
      "the day on which an account was created is not recorded",
    "ConstraintViolationException (MEMBER_ACCOUNT_PAYMENT_INSTRUMENT_REQUIRED)":
      "the contact and payment details of accounts are not recorded",
  },
};
