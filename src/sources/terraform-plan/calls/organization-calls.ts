import type { Call } from "../../../change/call";
import type { UnknownIdentifier } from "../../../change/identifier";
import type { JsonObject } from "../../../text/json";
import { textOf, textsOf } from "../../../text/json";
import { isUnknown } from "../plan-resource";
import type { PlanResource } from "../plan-resource";
import type { CallContext } from "./call-context";
import type { NodeCalls } from "./node-calls";
import { resourceAction } from "./resource-action";

const PRINCIPALS = "aws_service_access_principals";
const TYPES = "enabled_policy_types";

/**
 * `aws_organizations_organization`: each service principal and policy type is a call, and the provider
 * disables principals, enables principals, disables types and enables types, in this order. An argument that
 * is left out is an empty set: everything is disabled.
 */
export function organizationCalls(resource: PlanResource, context: CallContext): NodeCalls {
  const { destroys, creates, updates } = resourceAction(resource);
  const before = creates ? undefined : resource.before;
  const settings = creates || updates ? settingCalls(resource, before, context) : [];
  const created: readonly Call[] = creates
    ? [{ operation: "CreateOrganization", featureSet: textOf(resource.after?.feature_set) ?? "ALL" }]
    : [];
  return {
    destroy: destroys ? [{ call: { operation: "DeleteOrganization" } }] : [],
    apply: [...created, ...settings].map((call) => ({ call })),
  };
}

function settingCalls(
  resource: PlanResource,
  before: JsonObject | undefined,
  context: CallContext,
): readonly Call[] {
  const principals = difference(resource, before, PRINCIPALS);
  const types = difference(resource, before, TYPES);
  const open = (argument: string): UnknownIdentifier => ({
    candidates: before === undefined ? undefined : textsOf(before[argument]),
    expression: context.sentence(resource, argument),
  });
  return [
    ...principals.removed.map((name): Call => ({
      operation: "DisableAWSServiceAccess",
      servicePrincipal: name,
    })),
    ...principals.added.map((name): Call => ({
      operation: "EnableAWSServiceAccess",
      servicePrincipal: name,
    })),
    ...(isUnknown(resource, PRINCIPALS)
      ? [{ operation: "DisableAWSServiceAccess", servicePrincipal: open(PRINCIPALS) } as const]
      : []),
    ...types.removed.map((name): Call => ({ operation: "DisablePolicyType", policyType: name })),
    ...types.added.map((name): Call => ({ operation: "EnablePolicyType", policyType: name })),
    ...(isUnknown(resource, TYPES)
      ? [{ operation: "DisablePolicyType", policyType: open(TYPES) } as const]
      : []),
  ];
}

function difference(
  resource: PlanResource,
  before: JsonObject | undefined,
  argument: string,
): { readonly removed: readonly string[]; readonly added: readonly string[] } {
  if (isUnknown(resource, argument)) {
    return { removed: [], added: [] };
  }
  const [old, now] = [textsOf(before?.[argument]), textsOf(resource.after?.[argument])];
  return {
    removed: old.filter((name) => !now.includes(name)),
    added: now.filter((name) => !old.includes(name)),
  };
}
