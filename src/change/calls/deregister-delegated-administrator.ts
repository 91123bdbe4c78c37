import type { DeregisterDelegatedAdministrator } from "../call";
import type { CallDefinition } from "../call-definition";
import { ends, KEYS } from "../claim";
import { isAdministrator, withoutAdministrator } from "./administrators";
import { ORGANIZATIONS_EXCEPTIONS } from "./shared-refusals";

export const deregisterDelegatedAdministrator: CallDefinition<DeregisterDelegatedAdministrator> = {
  apply({ organization }, { accountId, servicePrincipal }) {
    const { settings } = organization;
    if (settings.delegatedAdministrators === undefined) {
      return undefined;
    }
    if (!isAdministrator(settings, accountId, servicePrincipal)) {
      return {
        exception: "AccountNotRegisteredException",
        message: `${organization.path(accountId)} is not registered for ${servicePrincipal}.`,
      };
    }
    organization.updateSettings(withoutAdministrator(settings, accountId, servicePrincipal));
    return undefined;
  },
  claims({ accountId, servicePrincipal }, { organization }) {
    return [
      ends(
        KEYS.administrator(accountId, servicePrincipal),
        isAdministrator(organization.settings, accountId, servicePrincipal),
      ),
    ];
  },
  notPredicted: ORGANIZATIONS_EXCEPTIONS,
};
