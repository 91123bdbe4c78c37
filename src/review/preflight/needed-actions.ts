/** What Terraform does to a type of resource. */
export type ChangeKind = "read" | "create" | "update" | "delete";

interface TypeActions {
  readonly read: readonly string[];
  readonly create: readonly string[];
  readonly update: readonly string[];
  readonly delete: readonly string[];
}

const organizations = actionsOf("organizations");
const backup = actionsOf("backup");
const iam = actionsOf("iam");
const cloudformation = actionsOf("cloudformation");

/** The IAM actions that the provider calls for each type of resource; types that are not here are not checked. */
const BY_TYPE: Readonly<Record<string, TypeActions>> = {
  aws_organizations_policy: {
    read: organizations("DescribePolicy", "ListTagsForResource"),
    create: organizations("CreatePolicy", "TagResource"),
    update: organizations("UpdatePolicy", "TagResource", "UntagResource"),
    delete: organizations("DeletePolicy"),
  },
  aws_organizations_policy_attachment: {
    read: organizations("ListTargetsForPolicy"),
    create: organizations("AttachPolicy"),
    update: [],
    delete: organizations("DetachPolicy"),
  },
  aws_organizations_organization: {
    read: organizations(
      "DescribeOrganization",
      "ListAccounts",
      "ListRoots",
      "ListAWSServiceAccessForOrganization",
    ),
    create: organizations("CreateOrganization", "EnableAWSServiceAccess", "EnablePolicyType"),
    update: organizations(
      "EnableAWSServiceAccess",
      "EnablePolicyType",
      "DisableAWSServiceAccess",
      "DisablePolicyType",
    ),
    delete: organizations("DeleteOrganization"),
  },
  aws_organizations_aws_service_access: {
    read: organizations("ListAWSServiceAccessForOrganization"),
    create: organizations("EnableAWSServiceAccess"),
    update: [],
    delete: organizations("DisableAWSServiceAccess"),
  },
  aws_organizations_organizational_unit: {
    read: organizations(
      "DescribeOrganizationalUnit",
      "ListAccountsForParent",
      "ListParents",
      "ListTagsForResource",
    ),
    create: organizations("CreateOrganizationalUnit", "TagResource"),
    update: organizations("UpdateOrganizationalUnit", "TagResource", "UntagResource"),
    delete: organizations("DeleteOrganizationalUnit"),
  },
  aws_organizations_delegated_administrator: {
    read: organizations("ListDelegatedAdministrators"),
    create: organizations("RegisterDelegatedAdministrator"),
    update: [],
    delete: organizations("DeregisterDelegatedAdministrator"),
  },
  aws_organizations_resource_policy: {
    read: organizations("DescribeResourcePolicy"),
    create: organizations("PutResourcePolicy"),
    update: organizations("PutResourcePolicy"),
    delete: organizations("DeleteResourcePolicy"),
  },
  aws_backup_global_settings: {
    read: backup("DescribeGlobalSettings"),
    create: backup("UpdateGlobalSettings"),
    update: backup("UpdateGlobalSettings"),
    delete: [],
  },
  aws_backup_region_settings: {
    read: backup("DescribeRegionSettings"),
    create: backup("UpdateRegionSettings"),
    update: backup("UpdateRegionSettings"),
    delete: [],
  },
  aws_backup_vault: {
    read: backup("DescribeBackupVault", "ListTags"),
    create: [...backup("CreateBackupVault", "TagResource"), "backup-storage:MountCapsule", "kms:CreateGrant"],
    update: backup("TagResource", "UntagResource"),
    delete: backup("DeleteBackupVault"),
  },
  aws_backup_vault_policy: {
    read: backup("GetBackupVaultAccessPolicy"),
    create: backup("PutBackupVaultAccessPolicy"),
    update: backup("PutBackupVaultAccessPolicy"),
    delete: backup("DeleteBackupVaultAccessPolicy"),
  },
  aws_backup_vault_lock_configuration: {
    read: backup("DescribeBackupVault"),
    create: backup("PutBackupVaultLockConfiguration"),
    update: backup("PutBackupVaultLockConfiguration"),
    delete: backup("DeleteBackupVaultLockConfiguration"),
  },
  aws_iam_role: {
    read: iam("GetRole", "ListRolePolicies", "ListAttachedRolePolicies"),
    create: iam("CreateRole", "TagRole"),
    update: iam("UpdateRole", "UpdateAssumeRolePolicy", "TagRole", "UntagRole"),
    delete: iam("DeleteRole", "ListInstanceProfilesForRole"),
  },
  aws_iam_role_policy_attachment: {
    read: iam("ListAttachedRolePolicies"),
    create: iam("AttachRolePolicy"),
    update: [],
    delete: iam("DetachRolePolicy"),
  },
  aws_cloudformation_stack_set: {
    read: cloudformation("DescribeStackSet"),
    create: cloudformation("CreateStackSet", "TagResource"),
    update: cloudformation("UpdateStackSet", "DescribeStackSetOperation"),
    delete: cloudformation("DeleteStackSet"),
  },
  aws_cloudformation_stack_set_instance: {
    read: cloudformation("ListStackInstances", "DescribeStackInstance"),
    create: cloudformation("CreateStackInstances", "DescribeStackSetOperation"),
    update: cloudformation("UpdateStackInstances", "DescribeStackSetOperation"),
    delete: cloudformation("DeleteStackInstances", "DescribeStackSetOperation"),
  },
};

/** Without a plan, every action that managing backup policies requires is checked. */
export const POLICY_MANAGEMENT: ReadonlyMap<string, ReadonlySet<ChangeKind>> = new Map(
  ["aws_organizations_policy", "aws_organizations_policy_attachment"].map((type) => [
    type,
    new Set<ChangeKind>(["read", "create", "update", "delete"]),
  ]),
);

/** The IAM actions that a change needs, sorted; reading always belongs to it. */
export function neededActions(changes: ReadonlyMap<string, ReadonlySet<ChangeKind>>): readonly string[] {
  const actions = new Set(organizations("DescribeOrganization", "ListRoots"));
  for (const [type, kinds] of changes) {
    const known = Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type] : undefined;
    for (const kind of new Set<ChangeKind>(["read", ...kinds])) {
      known?.[kind].forEach((action) => actions.add(action));
    }
  }
  return [...actions].sort();
}

function actionsOf(service: string): (...names: readonly string[]) => readonly string[] {
  return (...names) => names.map((name) => `${service}:${name}`);
}
