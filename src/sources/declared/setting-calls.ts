import type { Call } from "../../change/call";
import type { UnknownIdentifier } from "../../change/identifier";
import type { OrganizationSettings } from "../../organization/model";
import type { DeclaredResources, DeclaredSet } from "./declared-resources";
import { unknownValues } from "./spelled-reference";

/** The calls that bring the settings of the organization to what the code declares, in the provider's order. */
export function settingCalls(
  current: OrganizationSettings,
  { organization, serviceAccess = [] }: DeclaredResources,
): readonly Call[] {
  const principals = difference(current.trustedServices, organization?.trustedServices);
  const types = difference(current.enabledPolicyTypes, organization?.enabledPolicyTypes);
  const added = new Set([
    ...principals.added,
    ...serviceAccess.filter((name) => current.trustedServices?.includes(name) !== true),
  ]);
  return [
    ...principals.removed.map((servicePrincipal): Call => ({
      operation: "DisableAWSServiceAccess",
      servicePrincipal,
    })),
    ...[...added].map((servicePrincipal): Call => ({
      operation: "EnableAWSServiceAccess",
      servicePrincipal,
      ...exhaustive(organization?.trustedServices),
    })),
    ...open(current.trustedServices, organization?.trustedServices).map((servicePrincipal): Call => ({
      operation: "DisableAWSServiceAccess",
      servicePrincipal,
    })),
    ...types.removed.map((policyType): Call => ({ operation: "DisablePolicyType", policyType })),
    ...types.added.map((policyType): Call => ({
      operation: "EnablePolicyType",
      policyType,
      ...exhaustive(organization?.enabledPolicyTypes),
    })),
    ...open(current.enabledPolicyTypes, organization?.enabledPolicyTypes).map((policyType): Call => ({
      operation: "DisablePolicyType",
      policyType,
    })),
  ];
}

function difference(
  current: readonly string[] | undefined,
  declared: DeclaredSet | undefined,
): { readonly removed: readonly string[]; readonly added: readonly string[] } {
  const isList = isNames(declared);
  const wanted = isList ? declared : (declared?.members ?? []);
  return {
    removed: isList ? (current ?? []).filter((name) => !wanted.includes(name)) : [],
    added: wanted.filter((name) => current?.includes(name) !== true),
  };
}

/** A set that is known only after apply may leave out anything that is enabled now and that it is not known to hold. */
function open(
  current: readonly string[] | undefined,
  declared: DeclaredSet | undefined,
): readonly UnknownIdentifier[] {
  if (declared === undefined || isNames(declared) || declared.kind === "union") {
    return [];
  }
  const candidates = current?.filter((name) => !declared.members.includes(name));
  return [{ candidates, expression: unknownValues(declared.expression) }];
}

function isNames(set: DeclaredSet | undefined): set is readonly string[] {
  return Array.isArray(set);
}

function exhaustive(set: DeclaredSet | undefined): { readonly isExhaustive?: true } {
  return isNames(set) ? { isExhaustive: true } : {};
}
