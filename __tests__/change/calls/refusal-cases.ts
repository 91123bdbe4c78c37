import type { Call } from "../../../src/change/call";
import type { Organization } from "../../../src/organization/organization";
import { BackupEnvironment } from "../../../src/organization/backup-environment";
import type { BackupVault } from "../../../src/organization/backup-environment";
import type { OrganizationData } from "../../../src/organization/model";
import { attached, completePlan, organization, policy, ROOT, unit } from "../../support/organizations";

/** The organization of cases that name none. */
export const base: Partial<OrganizationData> = {
  settings: {
    id: "o-test",
    managementAccountId: "000000000001",
    enabledPolicyTypes: ["BACKUP_POLICY"],
    trustedServices: ["backup.amazonaws.com"],
    delegatedAdministrators: [{ accountId: "000000000002", servicePrincipals: ["backup.amazonaws.com"] }],
  },
  policies: [policy("p-1", completePlan()), policy("p-2", completePlan("q"))],
  attachments: [attached("ou-a", "p-1")],
};

const content = { kind: "known", value: completePlan() } as const;
const vault: BackupVault = {
  name: "Main",
  place: { accounts: { kind: "account", accountId: "000000000002" }, region: "eu-central-1" },
  isAirGapped: false,
  lock: undefined,
  origin: "test",
};
/** One that holds recovery points. */
export const fullVault: BackupVault = { ...vault, name: "Full" };
const role = {
  name: "Backup",
  path: "/",
  place: { accounts: { kind: "account", accountId: "000000000002" }, region: undefined },
  trustsBackup: true,
  origin: "test",
} as const;

export const environment = new BackupEnvironment({
  ...BackupEnvironment.UNKNOWN.data,
  vaults: [vault, fullVault],
  roles: [role],
});

/** A call that AWS refuses, with the exception and its reason, and what the review says. */
export interface RefusalCase {
  readonly call: Call;
  readonly refusal: string;
  /** Where AWS checks the request before it looks at the document, and the provider before that. */
  readonly refusalOnWire?: string;
  readonly message: string;
  readonly organization?: Organization;
}

function newPolicy(name: string, written: Extract<Call, { operation: "CreatePolicy" }>["content"]): Call {
  return { operation: "CreatePolicy", id: "new", name, policyType: "BACKUP_POLICY", content: written };
}

const deep = ["ou-1", "ou-2", "ou-3", "ou-4", "ou-5"].map((id, index) =>
  unit(id, index === 0 ? ROOT : `ou-${index}`),
);

export const refusalCases: readonly RefusalCase[] = [
  {
    call: newPolicy("new", { kind: "not-a-document", text: "" }),
    refusal: "MalformedPolicyDocumentException",
    refusalOnWire: "InvalidInputException INPUT_REQUIRED",
    message: 'The content of "new" is not a JSON object: it is empty.',
  },
  {
    call: newPolicy("new", { kind: "known", value: { plan: {} } }),
    refusal: "MalformedPolicyDocumentException",
    message: 'AWS does not accept the content of "new": ',
  },
  {
    call: newPolicy("new", {
      kind: "known",
      value: completePlan(),
      text: JSON.stringify(completePlan()).padEnd(10_001, " "),
    }),
    refusal: "ConstraintViolationException POLICY_CONTENT_LIMIT_EXCEEDED",
    message: "The document has 10,001 characters; AWS accepts at most 10,000, white space included.",
  },
  {
    call: newPolicy("name-of-p-2", content),
    refusal: "DuplicatePolicyException",
    message: 'A policy named "name-of-p-2" exists already.',
  },
  {
    call: newPolicy("one-more", content),
    refusal: "ConstraintViolationException POLICY_NUMBER_LIMIT_EXCEEDED",
    message: "The organization has 1,000 backup policies already; AWS allows no more.",
    organization: organization({
      policies: Array.from({ length: 1_000 }, (_, index) => policy(`p-${index}`, {})),
    }),
  },
  {
    call: { operation: "UpdatePolicy", policyId: "p-9", name: "x" },
    refusal: "PolicyNotFoundException",
    message: 'There is no policy "p-9".',
  },
  {
    call: { operation: "UpdatePolicy", policyId: "p-1", name: "name-of-p-2" },
    refusal: "DuplicatePolicyException",
    message: 'A policy named "name-of-p-2" exists already.',
  },
  {
    call: { operation: "UpdatePolicy", policyId: "p-1", content: { kind: "not-a-document", text: "[]" } },
    refusal: "MalformedPolicyDocumentException",
    message: 'The content of "name-of-p-1" is not a JSON object.',
  },
  {
    call: { operation: "DeletePolicy", policyId: "p-9" },
    refusal: "PolicyNotFoundException",
    message: 'There is no policy "p-9".',
  },
  {
    call: { operation: "DeletePolicy", policyId: "p-1" },
    refusal: "PolicyInUseException",
    message: 'The policy "name-of-p-1" is still attached to Root/a.',
  },
  {
    call: { operation: "AttachPolicy", policyId: "p-9", targetId: ROOT },
    refusal: "PolicyNotFoundException",
    message: 'There is no policy "p-9".',
  },
  {
    call: { operation: "AttachPolicy", policyId: "p-1", targetId: "ou-z" },
    refusal: "TargetNotFoundException",
    message: 'There is no root, OU or account "ou-z".',
  },
  {
    call: { operation: "AttachPolicy", policyId: "p-1", targetId: "ou-a" },
    refusal: "DuplicatePolicyAttachmentException",
    message: 'The policy "name-of-p-1" is attached to Root/a already.',
  },
  {
    call: { operation: "AttachPolicy", policyId: "p-1", targetId: ROOT },
    refusal: "PolicyTypeNotEnabledException",
    message:
      'The policy type BACKUP_POLICY is not enabled in the organization, so "name-of-p-1" cannot be attached.',
    organization: organization({ ...base, settings: { id: "o-test", enabledPolicyTypes: [] } }),
  },
  {
    call: { operation: "DetachPolicy", policyId: "p-9", targetId: ROOT },
    refusal: "PolicyNotFoundException",
    message: 'There is no policy "p-9".',
  },
  {
    call: { operation: "DetachPolicy", policyId: "p-1", targetId: "ou-z" },
    refusal: "TargetNotFoundException",
    message: 'There is no root, OU or account "ou-z".',
  },
  {
    call: { operation: "DetachPolicy", policyId: "p-2", targetId: "ou-a" },
    refusal: "PolicyNotAttachedException",
    message: 'The policy "name-of-p-2" is not attached to Root/a.',
  },
  {
    call: { operation: "CreateOrganizationalUnit", id: "new", name: "x", parentId: "ou-z" },
    refusal: "ParentNotFoundException",
    message: 'There is no root or OU "ou-z" to hold the OU "x".',
  },
  {
    call: { operation: "CreateOrganizationalUnit", id: "new", name: "a", parentId: ROOT },
    refusal: "DuplicateOrganizationalUnitException",
    message: 'Root holds an OU named "a" already.',
  },
  {
    call: { operation: "CreateOrganizationalUnit", id: "new", name: "x", parentId: "ou-5" },
    refusal: "ConstraintViolationException OU_DEPTH_LIMIT_EXCEEDED",
    message: 'The OU "x" would be 6 levels below the root; AWS allows 5.',
    organization: organization({ organizationalUnits: deep, accounts: [] }),
  },
  {
    call: { operation: "CreateOrganizationalUnit", id: "new", name: "x", parentId: ROOT },
    refusal: "ConstraintViolationException OU_NUMBER_LIMIT_EXCEEDED",
    message: "The organization has 2,000 OUs already; AWS allows no more.",
    organization: organization({
      organizationalUnits: Array.from({ length: 2_000 }, (_, index) => unit(`ou-${index}`, ROOT)),
      accounts: [],
    }),
  },
  {
    call: { operation: "UpdateOrganizationalUnit", unitId: "ou-z", name: "x" },
    refusal: "OrganizationalUnitNotFoundException",
    message: 'There is no OU "ou-z".',
  },
  {
    call: { operation: "UpdateOrganizationalUnit", unitId: "ou-c", name: "a" },
    refusal: "DuplicateOrganizationalUnitException",
    message: 'Root holds an OU named "a" already.',
    organization: organization({
      organizationalUnits: [unit("ou-a", ROOT), unit("ou-c", ROOT)],
      accounts: [],
    }),
  },
  {
    call: { operation: "DeleteOrganizationalUnit", unitId: "ou-z" },
    refusal: "OrganizationalUnitNotFoundException",
    message: 'There is no OU "ou-z".',
  },
  {
    call: { operation: "DeleteOrganizationalUnit", unitId: "ou-a" },
    refusal: "OrganizationalUnitNotEmptyException",
    message: "The OU Root/a still holds 1 account and 1 OU: AWS deletes empty OUs only.",
  },
  {
    call: { operation: "MoveAccount", accountId: "000000000009", destinationParentId: ROOT },
    refusal: "AccountNotFoundException",
    message: 'There is no account "000000000009" in the organization.',
  },
  {
    call: { operation: "MoveAccount", accountId: "000000000002", destinationParentId: "ou-z" },
    refusal: "DestinationParentNotFoundException",
    message: 'There is no root or OU "ou-z" to move Root/a/account-2 to.',
  },
  {
    call: { operation: "MoveAccount", accountId: "000000000002", destinationParentId: "ou-a" },
    refusal: "DuplicateAccountException",
    message: "Root/a/account-2 is there already.",
  },
  {
    call: {
      operation: "MoveAccount",
      accountId: "000000000002",
      sourceParentId: "ou-b",
      destinationParentId: ROOT,
    },
    refusal: "SourceParentNotFoundException",
    message: "Root/a/account-2 is not in Root/a/b, its expected parent.",
  },
  {
    call: { operation: "RemoveAccountFromOrganization", accountId: "000000000001" },
    refusal: "MasterCannotLeaveOrganizationException",
    message: "Root/account-1 is the management account, which cannot leave its organization.",
  },
  {
    call: { operation: "RemoveAccountFromOrganization", accountId: "000000000009" },
    refusal: "AccountNotFoundException",
    message: 'There is no account "000000000009" in the organization.',
  },
  {
    call: { operation: "RemoveAccountFromOrganization", accountId: "000000000002" },
    refusal: "ConstraintViolationException CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG",
    message:
      "Root/a/account-2 is a delegated administrator (backup.amazonaws.com) and cannot leave the organization.",
  },
  {
    call: { operation: "CloseAccount", accountId: "000000000001" },
    refusal: "ConstraintViolationException CANNOT_CLOSE_MANAGEMENT_ACCOUNT",
    message: "Root/account-1 is the management account, which this call does not close.",
  },
  {
    call: { operation: "CloseAccount", accountId: "000000000009" },
    refusal: "AccountNotFoundException",
    message: 'There is no account "000000000009" in the organization.',
  },
  {
    call: { operation: "CloseAccount", accountId: "000000000002" },
    refusal: "AccountAlreadyClosedException",
    message: "Root/account-2 is closed already.",
    organization: organization({
      organizationalUnits: [],
      accounts: [{ id: "000000000002", name: "account-2", parentId: ROOT, state: "SUSPENDED" }],
    }),
  },
  {
    call: { operation: "EnablePolicyType", policyType: "BACKUP_POLICY" },
    refusal: "PolicyTypeAlreadyEnabledException",
    message: "The policy type BACKUP_POLICY is enabled already.",
  },
  {
    call: { operation: "DisablePolicyType", policyType: "TAG_POLICY" },
    refusal: "PolicyTypeNotEnabledException",
    message: "The policy type TAG_POLICY is not enabled.",
  },
  {
    call: {
      operation: "RegisterDelegatedAdministrator",
      accountId: "000000000001",
      servicePrincipal: "backup.amazonaws.com",
    },
    refusal: "ConstraintViolationException CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR",
    message: "Root/account-1 is the management account, which cannot be a delegated administrator.",
  },
  {
    call: {
      operation: "RegisterDelegatedAdministrator",
      accountId: "000000000009",
      servicePrincipal: "backup.amazonaws.com",
    },
    refusal: "AccountNotFoundException",
    message: 'There is no account "000000000009" in the organization.',
  },
  {
    call: {
      operation: "RegisterDelegatedAdministrator",
      accountId: "000000000003",
      servicePrincipal: "ram.amazonaws.com",
    },
    refusal: "ConstraintViolationException SERVICE_ACCESS_NOT_ENABLED",
    message:
      "ram.amazonaws.com has no trusted access to the organization, so Root/a/b/account-3 cannot be registered for it.",
  },
  {
    call: {
      operation: "RegisterDelegatedAdministrator",
      accountId: "000000000002",
      servicePrincipal: "backup.amazonaws.com",
    },
    refusal: "AccountAlreadyRegisteredException",
    message: "Root/a/account-2 is registered for backup.amazonaws.com already.",
  },
  {
    call: {
      operation: "DeregisterDelegatedAdministrator",
      accountId: "000000000003",
      servicePrincipal: "backup.amazonaws.com",
    },
    refusal: "AccountNotRegisteredException",
    message: "Root/a/b/account-3 is not registered for backup.amazonaws.com.",
  },
  {
    call: { operation: "PutResourcePolicy", content: { kind: "not-a-document", text: "x" } },
    refusal: "InvalidInputException INVALID_RESOURCE_POLICY_JSON",
    message: "The content of the delegation policy is not a JSON object.",
  },
  {
    call: {
      operation: "RegisterDelegatedAdministrator",
      accountId: "000000000002",
      servicePrincipal: "backup.amazonaws.com",
    },
    refusal: "ConstraintViolationException CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR",
    message: "Root/account-2 is closed, so it cannot be registered.",
    organization: organization({
      settings: { id: "o-test", trustedServices: ["backup.amazonaws.com"] },
      organizationalUnits: [],
      accounts: [{ id: "000000000002", name: "account-2", parentId: ROOT, state: "SUSPENDED" }],
    }),
  },
  {
    call: { operation: "DeleteOrganization" },
    refusal: "OrganizationNotEmptyException",
    message:
      "The organization still has 2 member accounts: AWS deletes it only once the management account is alone.",
  },
  {
    call: { operation: "CreateBackupVault", vault },
    refusal: "AlreadyExistsException",
    message: 'The vault "Main" exists already.',
  },
  {
    call: {
      operation: "DeleteBackupVault",
      vault: fullVault,
      deletesRecoveryPoints: false,
      recoveryPoints: 2,
    },
    refusal: "InvalidRequestException",
    message: 'The vault "Full" holds 2 recovery points: AWS deletes empty vaults only.',
  },
  {
    call: { operation: "CreateRole", role },
    refusal: "EntityAlreadyExistsException",
    message: 'The role "Backup" exists already.',
  },
];
