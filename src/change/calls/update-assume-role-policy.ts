import { roleKey } from "../../organization/backup-environment";
import type { UpdateAssumeRolePolicy } from "../call";
import type { CallDefinition } from "../call-definition";
import { KEYS, needs } from "../claim";
import { IAM_EXCEPTIONS } from "./iam-exceptions";

export const updateAssumeRolePolicy: CallDefinition<UpdateAssumeRolePolicy> = {
  apply({ environment }, { role, trustsBackup }, origin) {
    const known = environment.role(role) ?? { ...role, origin };
    environment.putRole({ ...known, trustsBackup });
    return undefined;
  },
  claims({ role }, { environment }) {
    return [needs(KEYS.role(roleKey(role)), "present", environment.role(role) !== undefined)];
  },
  notPredicted: {
    ...IAM_EXCEPTIONS,
    MalformedPolicyDocumentException: "trust policies are read for AWS Backup only",
    NoSuchEntityException: "the role may be managed elsewhere",
  },
};
