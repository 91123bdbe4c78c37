import type { Call, Operation } from "../call";
import type { CallDefinition } from "../call-definition";
import { attachPolicy } from "./attach-policy";
import { closeAccount } from "./close-account";
import { createAccount } from "./create-account";
import { createBackupVault } from "./create-backup-vault";
import { createOrganization } from "./create-organization";
import { createOrganizationalUnit } from "./create-organizational-unit";
import { createPolicy } from "./create-policy";
import { createRole } from "./create-role";
import { deleteBackupVault } from "./delete-backup-vault";
import { deleteBackupVaultLockConfiguration } from "./delete-backup-vault-lock-configuration";
import { deleteOrganization } from "./delete-organization";
import { deleteOrganizationalUnit } from "./delete-organizational-unit";
import { deletePolicy } from "./delete-policy";
import { deleteResourcePolicy } from "./delete-resource-policy";
import { deleteRole } from "./delete-role";
import { deregisterDelegatedAdministrator } from "./deregister-delegated-administrator";
import { detachPolicy } from "./detach-policy";
import { disableAwsServiceAccess } from "./disable-aws-service-access";
import { disablePolicyType } from "./disable-policy-type";
import { enableAwsServiceAccess } from "./enable-aws-service-access";
import { enablePolicyType } from "./enable-policy-type";
import { moveAccount } from "./move-account";
import { putBackupVaultLockConfiguration } from "./put-backup-vault-lock-configuration";
import { putResourcePolicy } from "./put-resource-policy";
import { registerDelegatedAdministrator } from "./register-delegated-administrator";
import { removeAccountFromOrganization } from "./remove-account-from-organization";
import { updateAssumeRolePolicy } from "./update-assume-role-policy";
import { updateGlobalSettings } from "./update-global-settings";
import { updateOrganizationalUnit } from "./update-organizational-unit";
import { updatePolicy } from "./update-policy";
import { updateRegionSettings } from "./update-region-settings";

/** Every call that a change can make. */
export const ALL_CALLS: {
  readonly [O in Operation]: CallDefinition<Extract<Call, { readonly operation: O }>>;
} = {
  AttachPolicy: attachPolicy,
  CloseAccount: closeAccount,
  CreateAccount: createAccount,
  CreateBackupVault: createBackupVault,
  CreateOrganization: createOrganization,
  CreateOrganizationalUnit: createOrganizationalUnit,
  CreatePolicy: createPolicy,
  CreateRole: createRole,
  DeleteBackupVault: deleteBackupVault,
  DeleteBackupVaultLockConfiguration: deleteBackupVaultLockConfiguration,
  DeleteOrganization: deleteOrganization,
  DeleteOrganizationalUnit: deleteOrganizationalUnit,
  DeletePolicy: deletePolicy,
  DeleteResourcePolicy: deleteResourcePolicy,
  DeleteRole: deleteRole,
  DeregisterDelegatedAdministrator: deregisterDelegatedAdministrator,
  DetachPolicy: detachPolicy,
  DisableAWSServiceAccess: disableAwsServiceAccess,
  DisablePolicyType: disablePolicyType,
  EnableAWSServiceAccess: enableAwsServiceAccess,
  EnablePolicyType: enablePolicyType,
  MoveAccount: moveAccount,
  PutBackupVaultLockConfiguration: putBackupVaultLockConfiguration,
  PutResourcePolicy: putResourcePolicy,
  RegisterDelegatedAdministrator: registerDelegatedAdministrator,
  RemoveAccountFromOrganization: removeAccountFromOrganization,
  UpdateAssumeRolePolicy: updateAssumeRolePolicy,
  UpdateGlobalSettings: updateGlobalSettings,
  UpdateOrganizationalUnit: updateOrganizationalUnit,
  UpdatePolicy: updatePolicy,
  UpdateRegionSettings: updateRegionSettings,
};
