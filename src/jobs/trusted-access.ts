import type { MissingPart } from "./missing-part";

/** The service whose trusted access is looked at. */
export const BACKUP_PRINCIPAL = "backup.amazonaws.com";

/** A role that AWS Backup uses, as it is in the management account. */
export interface BackupRole {
  readonly name: string;
  /** What it is for. */
  readonly purpose: string;
  readonly serviceLinked: boolean;
  /** `missing` where the account has none; undefined if it could not be looked up. */
  readonly status: "exists" | "missing" | undefined;
  /** The service principals that may assume it. */
  readonly trustedPrincipals: readonly string[];
}

/** A permission, what it is needed for, and whether the caller has it. */
export interface NeededPermission {
  readonly action: string;
  readonly neededFor: "status" | "enable" | "disable";
  /** True where only the console asks for it. */
  readonly consoleOnly: boolean;
  /** Undefined if IAM could not tell. */
  readonly allowed: boolean | undefined;
}

/** Trusted access of an organization, as far as the caller may see it. */
export interface TrustedAccess {
  /** Undefined if it could not be read, as the next two. */
  readonly organizationId: string | undefined;
  readonly managementAccountId: string | undefined;
  readonly caller: { readonly arn: string; readonly accountId: string } | undefined;
  /** Undefined if the organization has consolidated billing only or AWS does not tell. */
  readonly allFeatures: boolean | undefined;
  /** Every service with trusted access; undefined if it could not be read. */
  readonly principals:
    readonly { readonly principal: string; readonly enabledAt: Date | undefined }[] | undefined;
  /** Of AWS Backup; undefined if it could not be read. */
  readonly delegatedAdministrators:
    readonly { readonly accountId: string; readonly name: string }[] | undefined;
  /** AWS Backup's settings for the organization; undefined if they could not be read. */
  readonly globalSettings: ReadonlyMap<string, string> | undefined;
  readonly roles: readonly BackupRole[];
  readonly permissions: readonly NeededPermission[];
  readonly missing: readonly MissingPart[];
}

/** Undefined if it could not be read. */
export function isBackupTrusted({ principals }: TrustedAccess): boolean | undefined {
  return principals?.some(({ principal }) => principal === BACKUP_PRINCIPAL);
}

export type TrustedAccessChange = "enable" | "disable";

/** Why a change is not made. */
export interface Refusal {
  readonly reason:
    | "not-the-management-account"
    | "not-all-features"
    | "state-not-known"
    | "delegated-administrator"
    | "managed-by-terraform";
  readonly message: string;
  readonly hint: string;
}

/** A Terraform resource that decides trusted access. */
export interface TerraformManager {
  /** `aws_organizations_organization.this` */
  readonly address: string;
  readonly file: string;
}

/** Everything that speaks against a change; empty where it may be made. */
export function refusals(
  change: TrustedAccessChange,
  access: TrustedAccess,
  managers: readonly TerraformManager[],
): readonly Refusal[] {
  const found: Refusal[] = [];
  const { caller, managementAccountId, delegatedAdministrators, allFeatures } = access;
  if (caller === undefined || managementAccountId === undefined) {
    found.push({
      reason: "state-not-known",
      message: "It could not be read whether these credentials are of the management account.",
      hint: "Allow organizations:DescribeOrganization and sts:GetCallerIdentity.",
    });
  } else if (caller.accountId !== managementAccountId) {
    found.push({
      reason: "not-the-management-account",
      message: `Only the management account (${managementAccountId}) can ${change} trusted access; these credentials are of account ${caller.accountId}.`,
      hint: "Use credentials of the management account: --profile, or --role-arn.",
    });
  }
  if (change === "enable" && allFeatures === false) {
    found.push({
      reason: "not-all-features",
      message: "The organization has only consolidated billing: trusted access needs all features.",
      hint: "Enable all features in AWS Organizations first; member accounts may have to agree.",
    });
  }
  if (isBackupTrusted(access) === undefined) {
    found.push({
      reason: "state-not-known",
      message: "It could not be read whether trusted access is on.",
      hint: "Allow organizations:ListAWSServiceAccessForOrganization.",
    });
  }
  if (change === "disable" && delegatedAdministrators === undefined) {
    found.push({
      reason: "state-not-known",
      message:
        "It could not be read whether an account is delegated administrator for AWS Backup: it would lose its view.",
      hint: "Allow organizations:ListDelegatedAdministrators.",
    });
  }
  if (change === "disable" && delegatedAdministrators !== undefined && delegatedAdministrators.length > 0) {
    const names = delegatedAdministrators.map(({ accountId, name }) => `${accountId} (${name})`).join(", ");
    found.push({
      reason: "delegated-administrator",
      message: `Delegated administrator for AWS Backup: ${names}. Without trusted access it loses its view and its rights.`,
      hint: "Deregister it first: aws organizations deregister-delegated-administrator --service-principal backup.amazonaws.com --account-id ID",
    });
  }
  for (const { address, file } of managers) {
    found.push({
      reason: "managed-by-terraform",
      message: `Terraform manages trusted access: ${address} in ${file}. A change here would be drift, and the next apply may undo it.`,
      hint: "Change it there: the principals of the organization, then plan and apply.",
    });
  }
  return found;
}

/** What a change does, sentence by sentence. */
export function consequences(change: TrustedAccessChange): readonly string[] {
  return change === "enable" ? ENABLING : DISABLING;
}

const ENABLING: readonly string[] = [
  "AWS Backup may read the structure of the organization and its accounts.",
  "AWS Backup may create its service-linked role in every account, including accounts that join later.",
  "The management account can see the backup, copy and restore jobs of every account, and register delegated administrators for AWS Backup.",
  "Nothing is backed up by this alone: that takes the policy type BACKUP_POLICY on the root, and policies.",
];

const DISABLING: readonly string[] = [
  "The management account and delegated administrators see only the jobs of their own account.",
  "Member accounts keep their backups, their recovery points and the role that AWS Backup made.",
  "Backup policies stay attached. AWS does not say whether the plans they created keep running: look at the jobs of some member accounts afterwards.",
  "Switching it on again brings the view back; no new setup is needed.",
];

/** Why AWS's guide wants it done in another place. */
export const CONSOLE_ADVICE =
  "AWS recommends enabling it in the AWS Backup console (Settings): only there does AWS Backup do its own setup, such as its role and cross-account monitoring. The call made here only informs AWS Organizations; check AWS Backup's settings afterwards.";

/** What IAM has to allow, for each of the three. */
export const NEEDED_PERMISSIONS: readonly Omit<NeededPermission, "allowed">[] = [
  { action: "organizations:DescribeOrganization", neededFor: "status", consoleOnly: false },
  { action: "organizations:ListAWSServiceAccessForOrganization", neededFor: "status", consoleOnly: false },
  { action: "organizations:ListDelegatedAdministrators", neededFor: "status", consoleOnly: false },
  { action: "backup:DescribeGlobalSettings", neededFor: "status", consoleOnly: false },
  { action: "iam:GetRole", neededFor: "status", consoleOnly: false },
  { action: "iam:SimulatePrincipalPolicy", neededFor: "status", consoleOnly: false },
  { action: "organizations:EnableAWSServiceAccess", neededFor: "enable", consoleOnly: false },
  { action: "iam:CreateServiceLinkedRole", neededFor: "enable", consoleOnly: true },
  { action: "backup:UpdateGlobalSettings", neededFor: "enable", consoleOnly: true },
  { action: "organizations:DisableAWSServiceAccess", neededFor: "disable", consoleOnly: false },
];
