import type { ResourceProps } from "./resource-props";
import type { VaultProps } from "./vault-definition";

/** What a backup vault is made of. */
export interface BackupVaultProps extends VaultProps, ResourceProps {
  /**
   * The name of the vault.
   *
   * @default - the id of the construct
   */
  readonly vaultName?: string;

  /**
   * The account the vault is in. If it is set, {@link BackupVault.vaultArn} is known before apply.
   *
   * @default - the management account
   */
  readonly accountId?: string;

  /**
   * The Region the vault is in: the Region of the provider.
   *
   * @default - the Region of the provider
   */
  readonly region?: string;

  /**
   * Makes the vault logically air-gapped: AWS keeps its recovery points apart, locked in compliance mode.
   * Excludes `lock` and `encryption`.
   *
   * @default - an ordinary vault
   */
  readonly logicallyAirGapped?: { readonly minRetentionDays: number; readonly maxRetentionDays: number };

  /**
   * Sends notifications of vault events to an SNS topic: an existing one that lets AWS Backup publish, or a new
   * one.
   *
   * @default - no notifications
   */
  readonly notifications?: {
    /** The topic; absent for a new one. */
    readonly topicArn?: string;
    /** `BACKUP_JOB_FAILED` for example. */
    readonly events: readonly string[];
  };

  /**
   * The organization whose accounts may copy into the vault.
   *
   * @default - the organization of the app
   */
  readonly organizationId?: string;

  /**
   * The partition of AWS.
   *
   * @default "aws"
   */
  readonly partition?: string;

  /**
   * Deletes all recovery points when the vault is deleted. Without it, AWS refuses to delete a vault that
   * contains any.
   *
   * @default false
   */
  readonly deleteRecoveryPoints?: boolean;
}
