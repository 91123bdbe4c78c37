import { declareRules } from "../../text/rule";
import type { Rule } from "../../text/rule";

/** What preflight checks, by the id of the check. A check that could not look is a warning of its rule. */
export type CheckId =
  | "caller"
  | "organization"
  | "all-features"
  | "policy-type"
  | "trusted-access"
  | "stack-sets-access"
  | "schedule"
  | "cross-account-backup"
  | "region-opt-in"
  | "caller-permissions"
  | "quota-policies"
  | "quota-policies-per-target"
  | "quota-document-size"
  | "quota-organizational-units"
  | "assume-role"
  | "role"
  | "vault"
  | "kms"
  | "delegated-administrator";

export const PREFLIGHT_RULES: Readonly<Record<`preflight-${CheckId}`, Rule>> = {
  ...declareRules("error", {
    "preflight-caller": [
      "The caller's account may not manage the organization's backup policies.",
      "Use the management account, or delegate the policies to this account in the organization's resource policy.",
    ],
    "preflight-organization": [
      "The caller may not read the organization, so nothing was checked that depends on its policies.",
      "Allow the action, or give the organization with --org FILE.",
    ],
    "preflight-all-features": [
      "The organization does not have all features.",
      "Enable all features: aws organizations enable-all-features. Invited accounts have to agree.",
    ],
    "preflight-policy-type": [
      "The policy type BACKUP_POLICY is not enabled on the root.",
      'Enable it: aws organizations enable-policy-type, or OrganizationBackupAccess with mode "adopt".',
    ],
    "preflight-trusted-access": [
      "AWS Backup has no trusted access.",
      "Enable it, see `org-backup help trusted-access`.",
    ],
    "preflight-stack-sets-access": [
      "StackSets may not deploy to the organization.",
      "Activate it in the StackSets console, or: aws cloudformation activate-organizations-access.",
    ],
    "preflight-schedule": [
      "A rule of a backup plan never runs again.",
      "Give the rule a schedule with future runs, or remove it.",
    ],
    "preflight-cross-account-backup": [
      "Policies copy to another account, and cross-account backup is off.",
      "Switch it on: aws backup update-global-settings --global-settings isCrossAccountBackupEnabled=true.",
    ],
    "preflight-region-opt-in": [
      "A resource type that policies select is not opted in, in a Region of their plans.",
      "Opt in, in the management account: aws backup update-region-settings.",
    ],
    "preflight-caller-permissions": [
      "IAM does not allow the caller an action that the change needs.",
      "Allow these actions in the caller's IAM policies.",
    ],
    "preflight-quota-policies": [
      "The organization has more backup policies than AWS allows, or nearly as many.",
      "Merge or delete policies before you add more.",
    ],
    "preflight-quota-policies-per-target": [
      "A target has more backup policies than AWS allows, or nearly as many.",
      "Merge or detach policies before you attach more.",
    ],
    "preflight-quota-document-size": [
      "A policy has more characters than AWS allows, or nearly as many.",
      "Split its plans over several policies.",
    ],
    "preflight-quota-organizational-units": [
      "The organization has more OUs than AWS allows, or nearly as many.",
      "Merge or delete OUs before you add more.",
    ],
    "preflight-assume-role": [
      "The role that looks into member accounts cannot be assumed, so nothing was checked there.",
      "Check that the role exists in the account and trusts the caller.",
    ],
    "preflight-role": [
      "A role that policies name is missing in an account, or does not fit.",
      "Create or fix the role, with MemberAccountFoundation for example, or name another one in the policy.",
    ],
    "preflight-vault": [
      "A vault that policies name is missing in an account and Region.",
      "Create it in every Region of the plan, with MemberAccountFoundation for example. Names are case-sensitive.",
    ],
    "preflight-kms": [
      "A policy denies the backup role the key of a vault.",
      "Remove the denial, or use another key.",
    ],
  }),
  ...declareRules("warning", {
    "preflight-delegated-administrator": [
      "No account administers AWS Backup, so the management account does all monitoring.",
      "AWS recommends a member account: BackupDelegation, or aws organizations register-delegated-administrator.",
    ],
  }),
};
