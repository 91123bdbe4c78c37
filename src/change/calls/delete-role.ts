import { roleKey } from "../../organization/backup-environment";
import type { DeleteRole } from "../call";
import type { CallDefinition } from "../call-definition";
import { ends, KEYS } from "../claim";
import { IAM_EXCEPTIONS } from "./iam-exceptions";

export const deleteRole: CallDefinition<DeleteRole> = {
  apply({ environment }, { role }) {
    environment.removeRole(role);
    return undefined;
  },
  claims({ role }, { environment }) {
    return [ends(KEYS.role(roleKey(role)), environment.role(role) !== undefined)];
  },
  notPredicted: {
    ...IAM_EXCEPTIONS,
    DeleteConflictException: "policies that are attached to the role elsewhere are not recorded",
    NoSuchEntityException: "taken for success by the provider",
  },
};
