import { roleKey } from "../../organization/backup-environment";
import type { CreateRole } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, makes } from "../claim";
import { IAM_EXCEPTIONS } from "./iam-exceptions";

export const createRole: CallDefinition<CreateRole> = {
  apply({ environment }, { role }) {
    if (role.place.accounts.kind !== "unknown" && environment.role(role) !== undefined) {
      return {
        exception: "EntityAlreadyExistsException",
        message: `The role ${JSON.stringify(role.name)} exists already.`,
        hint: "Import the existing role, or choose another name.",
      };
    }
    environment.putRole(role);
    return undefined;
  },
  claims({ role }, { environment }) {
    return [makes(KEYS.role(roleKey(role)), environment.role(role) !== undefined)];
  },
  notPredicted: {
    ...IAM_EXCEPTIONS,
    LimitExceededException: "the number of roles of an account is not recorded",
    MalformedPolicyDocumentException: "trust policies are read for AWS Backup only",
  },
};
