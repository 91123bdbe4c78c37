import type { BackupRole, BackupVault, VaultLock } from "../organization/backup-environment";
import type { PolicyContent } from "../organization/model";
import type { Place } from "../organization/place";
import type { Identifier } from "./identifier";

/** One AWS call with its arguments. */
export type Call =
  | CreatePolicy
  | UpdatePolicy
  | DeletePolicy
  | AttachPolicy
  | DetachPolicy
  | CreateOrganizationalUnit
  | UpdateOrganizationalUnit
  | DeleteOrganizationalUnit
  | CreateAccount
  | MoveAccount
  | RemoveAccountFromOrganization
  | CloseAccount
  | EnablePolicyType
  | DisablePolicyType
  | EnableAwsServiceAccess
  | DisableAwsServiceAccess
  | RegisterDelegatedAdministrator
  | DeregisterDelegatedAdministrator
  | PutResourcePolicy
  | DeleteResourcePolicy
  | CreateOrganization
  | DeleteOrganization
  | CreateBackupVault
  | DeleteBackupVault
  | PutBackupVaultLockConfiguration
  | DeleteBackupVaultLockConfiguration
  | CreateRole
  | DeleteRole
  | UpdateAssumeRolePolicy
  | UpdateGlobalSettings
  | UpdateRegionSettings;

export type Operation = Call["operation"];

/** A policy's content as a change gives it; a text that is not a document is one that AWS refuses. */
export type WrittenContent = PolicyContent | { readonly kind: "not-a-document"; readonly text: string };

export interface CreatePolicy {
  readonly operation: "CreatePolicy";
  /** Stands for the id that AWS gives. */
  readonly id: string;
  readonly name: string;
  readonly policyType: string;
  readonly content: WrittenContent;
  readonly description?: string;
  readonly tags?: ReadonlyMap<string, string>;
}

/** Sends only what changes; an undefined argument stays as it is. */
export interface UpdatePolicy {
  readonly operation: "UpdatePolicy";
  readonly policyId: Identifier;
  readonly name?: string;
  readonly content?: WrittenContent;
  readonly description?: string;
}

export interface DeletePolicy {
  readonly operation: "DeletePolicy";
  readonly policyId: Identifier;
}

export interface AttachPolicy {
  readonly operation: "AttachPolicy";
  readonly policyId: Identifier;
  readonly targetId: Identifier;
  /** The type of an existing policy that is no backup policy: AWS may refuse it, and backups depend on no more. */
  readonly policyType?: string;
}

export interface DetachPolicy {
  readonly operation: "DetachPolicy";
  readonly policyId: Identifier;
  readonly targetId: Identifier;
}

export interface CreateOrganizationalUnit {
  readonly operation: "CreateOrganizationalUnit";
  /** Stands for the id that AWS gives. */
  readonly id: string;
  readonly name: string;
  readonly parentId: Identifier;
}

export interface UpdateOrganizationalUnit {
  readonly operation: "UpdateOrganizationalUnit";
  readonly unitId: Identifier;
  readonly name: string;
}

export interface DeleteOrganizationalUnit {
  readonly operation: "DeleteOrganizationalUnit";
  readonly unitId: Identifier;
}

/** AWS puts a new account below the root; a MoveAccount follows if it belongs elsewhere. */
export interface CreateAccount {
  readonly operation: "CreateAccount";
  /** Stands for the id that AWS gives. */
  readonly id: string;
  readonly name: string;
  readonly email?: string;
}

export interface MoveAccount {
  readonly operation: "MoveAccount";
  readonly accountId: Identifier;
  /** Undefined if the account is moved from wherever it is. */
  readonly sourceParentId?: Identifier;
  readonly destinationParentId: Identifier;
}

export interface RemoveAccountFromOrganization {
  readonly operation: "RemoveAccountFromOrganization";
  readonly accountId: Identifier;
}

export interface CloseAccount {
  readonly operation: "CloseAccount";
  readonly accountId: Identifier;
}

export interface EnablePolicyType {
  readonly operation: "EnablePolicyType";
  readonly policyType: Identifier;
  /** True if the code lists every type that is enabled afterwards. */
  readonly isExhaustive?: boolean;
}

export interface DisablePolicyType {
  readonly operation: "DisablePolicyType";
  readonly policyType: Identifier;
}

export interface EnableAwsServiceAccess {
  readonly operation: "EnableAWSServiceAccess";
  readonly servicePrincipal: Identifier;
  /** True if the code lists every principal that is enabled afterwards. */
  readonly isExhaustive?: boolean;
}

export interface DisableAwsServiceAccess {
  readonly operation: "DisableAWSServiceAccess";
  readonly servicePrincipal: Identifier;
}

export interface RegisterDelegatedAdministrator {
  readonly operation: "RegisterDelegatedAdministrator";
  readonly accountId: Identifier;
  readonly servicePrincipal: string;
}

export interface DeregisterDelegatedAdministrator {
  readonly operation: "DeregisterDelegatedAdministrator";
  readonly accountId: Identifier;
  readonly servicePrincipal: string;
}

export interface PutResourcePolicy {
  readonly operation: "PutResourcePolicy";
  readonly content: WrittenContent;
}

export interface DeleteResourcePolicy {
  readonly operation: "DeleteResourcePolicy";
}

export interface CreateOrganization {
  readonly operation: "CreateOrganization";
  readonly featureSet: string;
}

export interface DeleteOrganization {
  readonly operation: "DeleteOrganization";
}

/** A vault, with or without the air gap. */
export interface CreateBackupVault {
  readonly operation: "CreateBackupVault";
  readonly vault: BackupVault;
}

/** The vault or role that a call is about: in one place, by its name. */
export interface NamedAt {
  readonly name: string;
  readonly place: Place;
}

export interface DeleteBackupVault {
  readonly operation: "DeleteBackupVault";
  readonly vault: NamedAt;
  /** True with `force_destroy`: every recovery point is deleted first. */
  readonly deletesRecoveryPoints: boolean;
  /** Recovery points in the vault when the plan was made; undefined if not known. */
  readonly recoveryPoints?: number;
}

export interface PutBackupVaultLockConfiguration {
  readonly operation: "PutBackupVaultLockConfiguration";
  readonly vault: NamedAt;
  readonly lock: VaultLock;
}

export interface DeleteBackupVaultLockConfiguration {
  readonly operation: "DeleteBackupVaultLockConfiguration";
  readonly vault: NamedAt;
}

export interface CreateRole {
  readonly operation: "CreateRole";
  readonly role: BackupRole;
}

export interface RoleAt extends NamedAt {
  readonly path: string;
}

export interface DeleteRole {
  readonly operation: "DeleteRole";
  readonly role: RoleAt;
}

export interface UpdateAssumeRolePolicy {
  readonly operation: "UpdateAssumeRolePolicy";
  readonly role: RoleAt;
  /** Undefined if the new trust policy is not known. */
  readonly trustsBackup: boolean | undefined;
}

/** The whole map is sent; keys that it leaves out stay as they are. */
export interface UpdateGlobalSettings {
  readonly operation: "UpdateGlobalSettings";
  readonly values: ReadonlyMap<string, string>;
}

export interface UpdateRegionSettings {
  readonly operation: "UpdateRegionSettings";
  readonly place: Place;
  readonly optIn: ReadonlyMap<string, boolean | "unknown">;
  readonly management: ReadonlyMap<string, boolean>;
}
