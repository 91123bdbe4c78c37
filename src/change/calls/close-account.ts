import type { CloseAccount } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, needs } from "../claim";
import {
  accountNotFound,
  CLOSED_STATES,
  constraintViolation,
  ORGANIZATIONS_EXCEPTIONS,
} from "./shared-refusals";

/** A closed account stays in its OU, suspended, for 90 days: its backups end with it. */
export const closeAccount: CallDefinition<CloseAccount> = {
  apply({ organization, isPartial }, { accountId }) {
    const account = organization.account(accountId);
    if (accountId === organization.settings.managementAccountId) {
      return constraintViolation(
        "CANNOT_CLOSE_MANAGEMENT_ACCOUNT",
        `${organization.path(accountId)} is the management account, which this call does not close.`,
      );
    }
    if (account === undefined) {
      return isPartial ? undefined : accountNotFound(accountId);
    }
    if (CLOSED_STATES.has(account.state)) {
      return {
        exception: "AccountAlreadyClosedException",
        message: `${organization.path(accountId)} is closed already.`,
      };
    }
    organization.putAccount({ ...account, state: "SUSPENDED" });
    return undefined;
  },
  claims({ accountId }, { organization }) {
    return [needs(KEYS.target(accountId), "present", organization.isTarget(accountId))];
  },
  notPredicted: {
    ...ORGANIZATIONS_EXCEPTIONS,
    ConflictException: "depends on what else runs at that moment",
    "ConstraintViolationException (CLOSE_ACCOUNT_QUOTA_EXCEEDED)":
      "accounts that were closed in the last 30 days are not recorded",
    "ConstraintViolationException (CLOSE_ACCOUNT_REQUESTS_LIMIT_EXCEEDED)":
      "depends on what else runs at that moment",
  },
};
