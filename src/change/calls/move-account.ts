import type { MoveAccount } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, leaves, needs } from "../claim";
import { accountNotFound, ORGANIZATIONS_EXCEPTIONS } from "./shared-refusals";

export const moveAccount: CallDefinition<MoveAccount> = {
  apply({ organization }, { accountId, sourceParentId, destinationParentId }) {
    const account = organization.account(accountId);
    if (account === undefined) {
      return accountNotFound(accountId);
    }
    const path = organization.path(accountId);
    if (!organization.isParent(destinationParentId)) {
      return {
        exception: "DestinationParentNotFoundException",
        message:
          organization.account(destinationParentId) === undefined
            ? `There is no root or OU ${JSON.stringify(destinationParentId)} to move ${path} to.`
            : `${organization.path(destinationParentId)} is an account: only the root and OUs can contain accounts.`,
      };
    }
    if (account.parentId === destinationParentId) {
      return {
        exception: "DuplicateAccountException",
        message: `${path} is there already.`,
      };
    }
    if (sourceParentId !== undefined && account.parentId !== sourceParentId) {
      return {
        exception: "SourceParentNotFoundException",
        message: `${path} is not in ${organization.path(sourceParentId)}, its expected parent.`,
        hint: "The state or the organization file is older than the last move: refresh it.",
      };
    }
    organization.putAccount({ ...account, parentId: destinationParentId });
    return undefined;
  },
  claims({ accountId, destinationParentId }, { organization }) {
    const parentId = organization.account(accountId)?.parentId;
    return [
      needs(KEYS.target(accountId), "present", parentId !== undefined),
      needs(KEYS.target(destinationParentId), "present", organization.isParent(destinationParentId)),
      leaves(KEYS.child(destinationParentId, accountId), "present"),
      ...(parentId === undefined ? [] : [leaves(KEYS.child(parentId, accountId), "absent")]),
    ];
  },
  notPredicted: ORGANIZATIONS_EXCEPTIONS,
};
