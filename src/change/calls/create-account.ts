import type { CreateAccount } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, leaves } from "../claim";
import { ORGANIZATIONS_EXCEPTIONS } from "./shared-refusals";

export const createAccount: CallDefinition<CreateAccount> = {
  apply({ organization }, { id, name, email }) {
    organization.putAccount({
      id,
      name,
      parentId: organization.root.id,
      state: "ACTIVE",
      ...(email === undefined ? {} : { email }),
    });
    return undefined;
  },
  claims({ id }) {
    return [leaves(KEYS.target(id), "present")];
  },
  notPredicted: {
    ...ORGANIZATIONS_EXCEPTIONS,
    "ConstraintViolationException (ACCOUNT_NUMBER_LIMIT_EXCEEDED)": "the quota differs by organization",
    FinalizingOrganizationException: "depends on the age of the organization; retried by the provider",
    "FailureReason EMAIL_ALREADY_EXISTS": "addresses of accounts outside the organization are not known",
  },
};
