import { AwsError } from "../../aws-error";
import type { Operations } from "../../service";
import {
  backupPage,
  findVault,
  insufficientPrivileges,
  invalidParameter,
  invalidRequest,
  regionOf,
  resourceNotFound,
} from "./backup-answers";
import type { BackupStore, Vault } from "./backup-store";

const DAY = 24 * 60 * 60 * 1000;

/** Vaults with their policies, locks and notifications. */
export function vaultOperations(store: BackupStore): Operations {
  return {
    CreateBackupVault: (input, call) => {
      const name = input.text("BackupVaultName");
      requireFreeName(store, name, call.caller.accountId, call.caller.region);
      const key = input.optionalText("EncryptionKeyArn");
      const vault = store.addVault(call.caller.accountId, call.caller.region, name, {
        createdAt: call.now,
        creatorRequestId: input.optionalText("CreatorRequestId"),
        ...(key === undefined ? {} : { encryptionKeyArn: key }),
      });
      for (const [tag, value] of input.textMap("BackupVaultTags")) {
        vault.tags.set(tag, value);
      }
      return { BackupVaultName: name, BackupVaultArn: vault.arn, CreationDate: vault.createdAt };
    },

    CreateLogicallyAirGappedBackupVault: (input, call) => {
      const name = input.text("BackupVaultName");
      requireFreeName(store, name, call.caller.accountId, call.caller.region);
      const [minimum, maximum] = [
        input.number("MinRetentionDays") ?? 0,
        input.number("MaxRetentionDays") ?? 0,
      ];
      if (minimum < 7 || maximum < minimum) {
        throw invalidParameter(
          "Minimum retention days must be at least 7 and not above maximum retention days.",
        );
      }
      const key = input.optionalText("EncryptionKeyArn");
      const vault = store.addVault(call.caller.accountId, call.caller.region, name, {
        createdAt: call.now,
        creatorRequestId: input.optionalText("CreatorRequestId"),
        type: "LOGICALLY_AIR_GAPPED_BACKUP_VAULT",
        lock: { minRetentionDays: minimum, maxRetentionDays: maximum, lockDate: call.now },
        ...(key === undefined ? {} : { encryptionKeyArn: key }),
      });
      for (const [tag, value] of input.textMap("BackupVaultTags")) {
        vault.tags.set(tag, value);
      }
      return {
        BackupVaultName: name,
        BackupVaultArn: vault.arn,
        CreationDate: vault.createdAt,
        VaultState: "CREATING",
      };
    },

    DescribeBackupVault: (input, call) => {
      const vault = regionOf(store, call).vaults.get(input.text("BackupVaultName"));
      if (vault === undefined) {
        // AWS does not say that a vault is missing: it denies access, to administrators as well.
        throw insufficientPrivileges();
      }
      return showVault(vault);
    },

    ListBackupVaults: (input, call) => {
      const type = input.optionalText("vaultType");
      const vaults = [...regionOf(store, call).vaults.values()].filter(
        (vault) => type === undefined || vault.type === type,
      );
      return backupPage(input, "ListBackupVaults", "BackupVaultList", vaults, showVault);
    },

    DeleteBackupVault: (input, call) => {
      const vault = findVault(store, input, call);
      if (vault.recoveryPoints.length > 0) {
        throw invalidRequest(
          `Backup vault cannot be deleted (contains ${vault.recoveryPoints.length} recovery points)`,
        );
      }
      regionOf(store, call).vaults.delete(vault.name);
    },

    PutBackupVaultAccessPolicy: (input, call) => {
      const vault = findVault(store, input, call);
      const policy = input.text("Policy");
      try {
        JSON.parse(policy);
      } catch {
        throw invalidParameter("The policy is not valid JSON.");
      }
      vault.accessPolicy = policy;
    },

    GetBackupVaultAccessPolicy: (input, call) => {
      const vault = findVault(store, input, call);
      if (vault.accessPolicy === undefined) {
        throw resourceNotFound("Backup Vault policy not found.");
      }
      return { BackupVaultName: vault.name, BackupVaultArn: vault.arn, Policy: vault.accessPolicy };
    },

    DeleteBackupVaultAccessPolicy: (input, call) => {
      findVault(store, input, call).accessPolicy = undefined;
    },

    PutBackupVaultLockConfiguration: (input, call) => {
      const vault = findVault(store, input, call);
      requireChangeable(vault, call.now);
      const days = input.number("ChangeableForDays");
      if (days !== undefined && days < 3) {
        throw invalidParameter("ChangeableForDays must be at least 3.");
      }
      vault.lock = {
        minRetentionDays: input.number("MinRetentionDays"),
        maxRetentionDays: input.number("MaxRetentionDays"),
        lockDate: days === undefined ? undefined : new Date(call.now.getTime() + days * DAY),
      };
    },

    DeleteBackupVaultLockConfiguration: (input, call) => {
      const vault = findVault(store, input, call);
      requireChangeable(vault, call.now);
      vault.lock = undefined;
    },

    PutBackupVaultNotifications: (input, call) => {
      findVault(store, input, call).notifications = {
        topicArn: input.text("SNSTopicArn"),
        events: input.texts("BackupVaultEvents"),
      };
    },

    GetBackupVaultNotifications: (input, call) => {
      const { name, arn, notifications } = findVault(store, input, call);
      if (notifications === undefined) {
        throw resourceNotFound("Failed reading notifications from database for Backup vault.");
      }
      return {
        BackupVaultName: name,
        BackupVaultArn: arn,
        SNSTopicArn: notifications.topicArn,
        BackupVaultEvents: notifications.events,
      };
    },

    DeleteBackupVaultNotifications: (input, call) => {
      findVault(store, input, call).notifications = undefined;
    },
  };
}

function showVault(vault: Vault): object {
  return {
    BackupVaultName: vault.name,
    BackupVaultArn: vault.arn,
    VaultType: vault.type,
    VaultState: "AVAILABLE",
    EncryptionKeyArn: vault.encryptionKeyArn,
    CreationDate: vault.createdAt,
    CreatorRequestId: vault.creatorRequestId,
    NumberOfRecoveryPoints: vault.recoveryPoints.length,
    Locked: vault.lock !== undefined,
    MinRetentionDays: vault.lock?.minRetentionDays,
    MaxRetentionDays: vault.lock?.maxRetentionDays,
    LockDate: vault.lock?.lockDate,
  };
}

function requireChangeable(vault: Vault, now: Date): void {
  if (vault.lock?.lockDate !== undefined && vault.lock.lockDate <= now) {
    throw invalidRequest(`Backup vault ${vault.name} is locked and can no longer be changed.`);
  }
}

function requireFreeName(store: BackupStore, name: string, accountId: string, region: string): void {
  if (!/^[a-zA-Z0-9_-]{2,50}$/.test(name)) {
    throw invalidParameter(
      "The name of a backup vault has 2 to 50 letters, digits, hyphens and underscores.",
    );
  }
  const existing = store.region(accountId, region).vaults.get(name);
  if (existing !== undefined) {
    throw new AwsError("AlreadyExistsException", "Backup vault with the same name already exists", 400, {
      Arn: existing.arn,
    });
  }
}
