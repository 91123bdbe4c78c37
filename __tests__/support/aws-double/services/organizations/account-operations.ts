import type { OrganizationOperations, OrganizationsContext } from "./context";
import { findAccount, showAccount } from "./context";
import { constraint, organizationsError } from "./errors";
import type { AccountTarget, Organization } from "./organization";
import type { AccountCreation } from "./organizations-store";
import { applyTags } from "./tag-operations";
import { requireParent } from "./tree-operations";

/** Accounts: how they join, move and leave. */
export function accountOperations(context: OrganizationsContext): OrganizationOperations {
  const show = (organization: Organization, account: AccountTarget): object =>
    showAccount(context, organization, account);
  return {
    CreateAccount: (organization, input, call) => {
      const id = `car-${context.identifiers.text(32)}`;
      const accountName = input.text("AccountName");
      const email = input.text("Email");
      const request = { id, accountName, requestedAt: call.now };
      if (organization.emails.has(email)) {
        const failed = {
          ...request,
          state: "FAILED",
          accountId: undefined,
          failureReason: "EMAIL_ALREADY_EXISTS",
        } as const;
        context.store.creations.set(id, failed);
      } else {
        const account = organization.addAccount({
          id: context.identifiers.accountId(),
          name: accountName,
          email,
          state: "ACTIVE",
          joinedMethod: "CREATED",
          joinedAt: call.now,
        });
        applyTags(account.tags, input.tags());
        const roleName = input.optionalText("RoleName") ?? "OrganizationAccountAccessRole";
        context.store.emit({ kind: "created", account, roleName });
        const succeeded = {
          ...request,
          state: "SUCCEEDED",
          accountId: account.id,
          failureReason: undefined,
        } as const;
        context.store.creations.set(id, succeeded);
      }
      return {
        CreateAccountStatus: {
          Id: id,
          AccountName: accountName,
          State: "IN_PROGRESS",
          RequestedTimestamp: call.now,
        },
      };
    },

    DescribeCreateAccountStatus: (_organization, input) => {
      const creation = context.store.creations.get(input.text("CreateAccountRequestId"));
      if (creation === undefined) {
        throw organizationsError("CreateAccountStatusNotFoundException");
      }
      return { CreateAccountStatus: showCreation(creation) };
    },

    ListCreateAccountStatus: (_organization, input) => {
      const states = input.texts("States");
      const creations = [...context.store.creations.values()].filter(
        ({ state }) => states.length === 0 || states.includes(state),
      );
      return context.page(input, "ListCreateAccountStatus", "CreateAccountStatuses", creations, showCreation);
    },

    DescribeAccount: (organization, input) => ({
      Account: show(organization, findAccount(organization, input.text("AccountId"))),
    }),

    ListAccounts: (organization, input) =>
      context.page(input, "ListAccounts", "Accounts", [...organization.accounts.values()], (account) =>
        show(organization, account),
      ),

    ListAccountsForParent: (organization, input) => {
      const parent = requireParent(organization, input.text("ParentId"));
      const list = `ListAccountsForParent/${parent.id}`;
      return context.page(input, list, "Accounts", parent.accountIds, (id) =>
        show(organization, findAccount(organization, id)),
      );
    },

    MoveAccount: (organization, input) => {
      const account = findAccount(organization, input.text("AccountId"));
      const source = organization.parent(input.text("SourceParentId"));
      const destination = organization.parent(input.text("DestinationParentId"));
      if (source?.id !== account.parentId) {
        throw organizationsError("SourceParentNotFoundException");
      }
      if (destination === undefined) {
        throw organizationsError("DestinationParentNotFoundException");
      }
      if (source === destination) {
        throw organizationsError("DuplicateAccountException");
      }
      organization.moveAccount(account, destination);
      context.store.emit({ kind: "moved", account });
      return {};
    },

    CloseAccount: (organization, input) => {
      const account = findAccount(organization, input.text("AccountId"));
      if (account.id === organization.identity.managementAccountId) {
        throw constraint("CANNOT_CLOSE_MANAGEMENT_ACCOUNT", "You cannot close the management account.");
      }
      if (account.state !== "ACTIVE") {
        throw organizationsError("AccountAlreadyClosedException");
      }
      account.state = "SUSPENDED";
      return {};
    },

    RemoveAccountFromOrganization: (organization, input) => {
      const account = findAccount(organization, input.text("AccountId"));
      if (account.id === organization.identity.managementAccountId) {
        throw organizationsError("MasterCannotLeaveOrganizationException");
      }
      if (organization.delegatedAdministrators.has(account.id)) {
        throw constraint(
          "CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
          "You cannot remove a delegated administrator from the organization.",
        );
      }
      organization.removeAccount(account);
      context.store.emit({ kind: "removed", account });
      return {};
    },
  };
}

function showCreation(creation: AccountCreation): object {
  return {
    Id: creation.id,
    AccountName: creation.accountName,
    State: creation.state,
    RequestedTimestamp: creation.requestedAt,
    CompletedTimestamp: creation.requestedAt,
    AccountId: creation.accountId,
    FailureReason: creation.failureReason,
  };
}
