import type { OrganizationSettings } from "../../organization/model";
import type { DeclaredSet } from "../../sources/declared/declared-resources";
import { BACKUP_POLICY_TYPE, BACKUP_PRINCIPAL } from "./access-props";
import type { OrganizationBackupAccessProps } from "./access-props";

export interface AccessOutcome {
  readonly trustedServices: DeclaredSet;
  readonly enabledPolicyTypes: DeclaredSet;
}

/**
 * What an access construct makes of the organization's services and policy types.
 *
 * @param services services that need trusted access, AWS Backup included
 * @returns undefined if it leaves all as it is
 */
export function accessOutcome(
  mode: NonNullable<OrganizationBackupAccessProps["mode"]>,
  trustedAccess: "on" | "off",
  services: readonly string[],
  policyTypes: readonly string[],
  current: OrganizationSettings | undefined,
): AccessOutcome | undefined {
  const needed = services.filter((service) => trustedAccess === "on" || service !== BACKUP_PRINCIPAL);
  const types = [...new Set([BACKUP_POLICY_TYPE, ...policyTypes])].sort();
  switch (mode) {
    case "verify":
      return undefined;
    case "create":
      return { trustedServices: needed, enabledPolicyTypes: types };
    case "adopt":
    case "serviceAccessResource":
      return {
        trustedServices: adopted(trustedAccess, needed, current),
        enabledPolicyTypes: { kind: "union", members: mode === "adopt" ? types : [] },
      };
  }
}

function adopted(
  trustedAccess: "on" | "off",
  needed: readonly string[],
  current: OrganizationSettings | undefined,
): DeclaredSet {
  if (trustedAccess === "on" || current?.trustedServices === undefined) {
    return { kind: "union", members: needed };
  }
  const all = new Set([...current.trustedServices, ...needed]);
  all.delete(BACKUP_PRINCIPAL);
  return [...all].sort();
}
