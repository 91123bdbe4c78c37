import type { Identifiers } from "../../identifiers";
import { QueryProtocol } from "../../protocols/query";
import type { Service } from "../../service";
import type { OrganizationsStore } from "../organizations/organizations-store";
import { queryErrors } from "../query-errors";
import { instanceOperations } from "./instance-operations";
import { stackSetOperations } from "./stack-set-operations";
import type { StackSetStore } from "./stack-set-store";

/** AWS CloudFormation, stack sets only. */
export function cloudFormationService(
  store: StackSetStore,
  organizations: OrganizationsStore,
  identifiers: Identifiers,
): Service {
  return {
    signingName: "cloudformation",
    actionPrefix: "cloudformation",
    protocol: new QueryProtocol("http://cloudformation.amazonaws.com/doc/2010-05-15/"),
    errors: queryErrors,
    operations: {
      ...stackSetOperations(store, organizations, identifiers),
      ...instanceOperations(store, organizations),
    },
  };
}
