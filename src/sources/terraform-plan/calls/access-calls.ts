import { textOf } from "../../../text/json";
import type { PlanResource } from "../plan-resource";
import type { CallContext } from "./call-context";
import type { NodeCalls } from "./node-calls";
import { resourceAction } from "./resource-action";

/** `aws_organizations_delegated_administrator`: both arguments force replacement. */
export function administratorCalls(resource: PlanResource, context: CallContext): NodeCalls {
  const { destroys, creates } = resourceAction(resource);
  const { before, after } = resource;
  const [accountId, principal] = [textOf(before?.account_id), textOf(before?.service_principal)];
  return {
    destroy:
      destroys && accountId !== undefined && principal !== undefined
        ? [
            {
              call: {
                operation: "DeregisterDelegatedAdministrator",
                accountId,
                servicePrincipal: principal,
              },
              tolerates: ["AccountNotRegisteredException"],
            },
          ]
        : [],
    apply: creates
      ? [
          {
            call: {
              operation: "RegisterDelegatedAdministrator",
              accountId: context.identifier(resource, "account_id", "account"),
              servicePrincipal: textOf(after?.service_principal) ?? "",
            },
          },
        ]
      : [],
  };
}

/** `aws_organizations_aws_service_access`, of provider 6 and later. */
export function serviceAccessCalls(resource: PlanResource): NodeCalls {
  const { before, after } = resource;
  return accessCalls(resource, textOf(before?.service_principal), textOf(after?.service_principal));
}

/** `aws_ram_sharing_with_organization` stands for the trusted access of AWS RAM. */
export function ramSharingCalls(resource: PlanResource): NodeCalls {
  return accessCalls(resource, "ram.amazonaws.com", "ram.amazonaws.com");
}

function accessCalls(
  resource: PlanResource,
  before: string | undefined,
  after: string | undefined,
): NodeCalls {
  const { destroys, creates } = resourceAction(resource);
  return {
    destroy:
      destroys && before !== undefined
        ? [{ call: { operation: "DisableAWSServiceAccess", servicePrincipal: before } }]
        : [],
    apply:
      creates && after !== undefined
        ? [{ call: { operation: "EnableAWSServiceAccess", servicePrincipal: after } }]
        : [],
  };
}

/** `aws_organizations_resource_policy`: the one delegation policy of the organization. */
export function resourcePolicyCalls(resource: PlanResource, context: CallContext): NodeCalls {
  const { destroys, creates, updates } = resourceAction(resource);
  return {
    destroy: destroys
      ? [
          {
            call: { operation: "DeleteResourcePolicy" },
            tolerates: ["ResourcePolicyNotFoundException"],
          },
        ]
      : [],
    apply:
      creates || (updates && resource.before?.content !== resource.after?.content)
        ? [{ call: { operation: "PutResourcePolicy", content: context.content(resource, "content") } }]
        : [],
  };
}
