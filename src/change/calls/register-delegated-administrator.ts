import type { RegisterDelegatedAdministrator } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, makes, needs } from "../claim";
import { isAdministrator, withAdministrator } from "./administrators";
import {
  accountNotFound,
  CLOSED_STATES,
  constraintViolation,
  ORGANIZATIONS_EXCEPTIONS,
} from "./shared-refusals";

export const registerDelegatedAdministrator: CallDefinition<RegisterDelegatedAdministrator> = {
  apply({ organization, isPartial }, { accountId, servicePrincipal }) {
    const { settings } = organization;
    const path = organization.path(accountId);
    if (accountId === settings.managementAccountId) {
      return constraintViolation(
        "CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
        `${path} is the management account, which cannot be a delegated administrator.`,
        "Register a member account.",
      );
    }
    const account = organization.account(accountId);
    if (account === undefined && !isPartial) {
      return accountNotFound(accountId);
    }
    if (settings.trustedServices?.includes(servicePrincipal) === false) {
      return constraintViolation(
        "SERVICE_ACCESS_NOT_ENABLED",
        `${servicePrincipal} has no trusted access to the organization, so ${path} cannot be registered for it.`,
        `Enable trusted access for ${servicePrincipal} first.`,
      );
    }
    if (account !== undefined && CLOSED_STATES.has(account.state)) {
      return constraintViolation(
        "CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR",
        `${path} is closed, so it cannot be registered.`,
      );
    }
    if (isAdministrator(settings, accountId, servicePrincipal)) {
      return {
        exception: "AccountAlreadyRegisteredException",
        message: `${path} is registered for ${servicePrincipal} already.`,
        hint: `Import it instead: its id is ${accountId}/${servicePrincipal}.`,
      };
    }
    organization.updateSettings(withAdministrator(settings, accountId, servicePrincipal));
    return undefined;
  },
  claims({ accountId, servicePrincipal }, { organization }) {
    const { settings } = organization;
    return [
      needs(KEYS.target(accountId), "present", organization.isTarget(accountId)),
      needs(
        KEYS.serviceAccess(servicePrincipal),
        "present",
        settings.trustedServices?.includes(servicePrincipal) ?? true,
      ),
      makes(
        KEYS.administrator(accountId, servicePrincipal),
        isAdministrator(settings, accountId, servicePrincipal),
      ),
    ];
  },
  notPredicted: {
    ...ORGANIZATIONS_EXCEPTIONS,
    "ConstraintViolationException (MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED)":
      "the number differs by service",
  },
};
