/** What code creates for backups to work with: roles and vaults, directly or through stack sets. */
export interface Infrastructure {
  /** Path and name of each role: `service-role/AWSBackupDefaultServiceRole`. */
  readonly roles: ReadonlySet<string>;
  /** By name, whatever the account and Region. */
  readonly vaults: ReadonlyMap<string, DeclaredVault>;
  /** False where a name or a template could not be read, so that something may be missing here. */
  readonly complete: boolean;
}

export interface DeclaredVault {
  readonly name: string;
  readonly lock?: VaultLock;
}

/** AWS Backup Vault Lock; retention in days. */
export interface VaultLock {
  readonly minimumDays?: number;
  readonly maximumDays?: number;
  /** True where nobody can take the lock away after its grace time. */
  readonly compliance: boolean;
}
