import { Json11Protocol } from "../../protocols/json-1-1";
import type { Operation, Operations, Service } from "../../service";
import { accountOperations } from "./account-operations";
import { mayCall } from "./authorization";
import type { OrganizationsContext } from "./context";
import { delegationOperations } from "./delegation-operations";
import { effectiveOperations } from "./effective-operations";
import { accessDenied, notInUse, organizationsError, organizationsErrors } from "./errors";
import type { Organization, OrganizationIdentity } from "./organization";
import { organizationOperations, showOrganization } from "./organization-operations";
import { policyOperations } from "./policy-operations";
import { tagOperations } from "./tag-operations";
import { treeOperations } from "./tree-operations";

/** Makes the organization of a caller who has none. */
export type CreateOrganization = (identity: OrganizationIdentity) => Organization;

/** AWS Organizations. */
export function organizationsService(context: OrganizationsContext, create: CreateOrganization): Service {
  const onOrganization = {
    ...organizationOperations(context),
    ...treeOperations(context),
    ...accountOperations(context),
    ...policyOperations(context),
    ...effectiveOperations(context),
    ...delegationOperations(context),
    ...tagOperations(context),
  };
  const operations: Operations = Object.fromEntries(
    Object.entries(onOrganization).map(([name, operation]): [string, Operation] => [
      name,
      (input, call) => {
        const organization = context.store.current;
        if (organization?.accounts.has(call.caller.accountId) !== true) {
          throw notInUse();
        }
        if (!mayCall(context.store, organization, name, input, call)) {
          throw accessDenied();
        }
        return operation(organization, input, call);
      },
    ]),
  );
  return {
    signingName: "organizations",
    actionPrefix: "organizations",
    protocol: new Json11Protocol("AWSOrganizationsV20161128", "Message"),
    errors: organizationsErrors,
    operations: {
      ...operations,
      CreateOrganization: (input, call) => {
        if (context.store.current !== undefined) {
          throw organizationsError("AlreadyInOrganizationException");
        }
        const rootId = `r-${context.identifiers.text(4)}`;
        const { accountId } = call.caller;
        const organization = create({
          id: `o-${context.identifiers.text(10)}`,
          rootId,
          rootName: "Root",
          managementAccountId: accountId,
          featureSet:
            input.optionalText("FeatureSet") === "CONSOLIDATED_BILLING" ? "CONSOLIDATED_BILLING" : "ALL",
        });
        organization.addAccount({
          id: accountId,
          name: "management",
          email: `aws+${accountId}@example.com`,
          state: "ACTIVE",
          joinedMethod: "INVITED",
          joinedAt: call.now,
        });
        context.store.current = organization;
        return { Organization: showOrganization(organization) };
      },
    },
  };
}
