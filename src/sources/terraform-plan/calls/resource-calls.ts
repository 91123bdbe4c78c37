import type { PlanResource } from "../plan-resource";
import { accountCalls } from "./account-calls";
import { administratorCalls, ramSharingCalls, resourcePolicyCalls, serviceAccessCalls } from "./access-calls";
import { attachmentCalls } from "./attachment-calls";
import {
  globalSettingsCalls,
  regionSettingsCalls,
  roleCalls,
  vaultCalls,
  vaultLockCalls,
} from "./backup-calls";
import type { CallContext } from "./call-context";
import type { NodeCalls } from "./node-calls";
import { organizationCalls } from "./organization-calls";
import { policyCalls } from "./policy-calls";
import { unitCalls } from "./unit-calls";

/** The calls of each type of resource; every other type makes none that backups depend on. */
export const RESOURCE_CALLS: ReadonlyMap<
  string,
  (resource: PlanResource, context: CallContext) => NodeCalls
> = new Map([
  ["aws_organizations_organization", organizationCalls],
  ["aws_organizations_organizational_unit", unitCalls],
  ["aws_organizations_account", accountCalls],
  ["aws_organizations_policy", policyCalls],
  ["aws_organizations_policy_attachment", attachmentCalls],
  ["aws_organizations_delegated_administrator", administratorCalls],
  ["aws_organizations_aws_service_access", serviceAccessCalls],
  ["aws_organizations_resource_policy", resourcePolicyCalls],
  ["aws_ram_sharing_with_organization", ramSharingCalls],
  ["aws_backup_vault", vaultCalls],
  ["aws_backup_logically_air_gapped_vault", vaultCalls],
  ["aws_backup_vault_lock_configuration", vaultLockCalls],
  ["aws_backup_global_settings", globalSettingsCalls],
  ["aws_backup_region_settings", regionSettingsCalls],
  ["aws_iam_role", roleCalls],
]);
