export { BackupDelegation } from "./backup-delegation";
export type { BackupDelegationProps, PolicyManagementDelegation } from "./backup-delegation";
export { BackupOrganization } from "./backup-organization";
export type { BackupOrganizationProps, ExistingRole, ExistingVault } from "./backup-organization";
export { BackupPolicy } from "./backup-policy";
export type { BackupPolicyProps } from "./backup-policy";
export { BackupReporting } from "./backup-reporting";
export type { BackupReportingProps, ComplianceReport, JobReport, ReportFormat } from "./backup-reporting";
export { BackupServiceRole } from "./backup-service-role";
export type { BackupServiceRoleProps } from "./backup-service-role";
export { BackupSettings } from "./backup-settings";
export type { BackupSettingsProps, GlobalBackupSettings, RegionalBackupSettings } from "./backup-settings";
export { BackupVault } from "./backup-vault";
export type { BackupVaultProps } from "./backup-vault-props";
export { MemberAccountFoundation } from "./member-account-foundation";
export type { MemberAccountFoundationProps, MemberVault } from "./member-account-foundation";
export { OrganizationalUnits } from "./organizational-units";
export type {
  OrganizationalUnitHandle,
  OrganizationalUnitNode,
  OrganizationalUnitsProps,
} from "./organizational-units";
export { OrganizationBackupAccess } from "./organization-backup-access";
export type {
  AdoptAccessProps,
  CreateAccessProps,
  OrganizationBackupAccessProps,
  ServiceAccessResourceProps,
  VerifyAccessProps,
} from "./organization-backup-access";
export { useAwsProviderVersion } from "./provider-version";
export type { ServiceRoleProps } from "./service-role-definition";
export { useStateBackend } from "./state-backend";
export type { CloudState, LocalState, S3State, StateBackend } from "./state-backend";
export type {
  ComplianceLock,
  GovernanceLock,
  VaultEncryption,
  VaultLock,
  VaultProps,
} from "./vault-definition";
export type { AttachmentTarget } from "./resolved-target";
export type { PolicyContent } from "./policy-content";
export type { IamStatement } from "./iam-document";
export type { Acknowledgement } from "../review/acknowledgement";
export type { AccountFilter } from "../review/account-filter";
