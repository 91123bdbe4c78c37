import type {
  BackupJob,
  CopyJob,
  RecoveryPointByBackupVault,
  RestoreJobsListMember,
} from "@aws-sdk/client-backup";
import { Scoped } from "../../scoped";

export interface VaultLock {
  readonly minRetentionDays: number | undefined;
  readonly maxRetentionDays: number | undefined;
  /** From then on no one can take the lock away; undefined in governance mode. */
  readonly lockDate: Date | undefined;
}

export interface Vault {
  readonly name: string;
  readonly arn: string;
  readonly type: "BACKUP_VAULT" | "LOGICALLY_AIR_GAPPED_BACKUP_VAULT";
  readonly createdAt: Date;
  readonly creatorRequestId: string | undefined;
  readonly encryptionKeyArn: string;
  readonly tags: Map<string, string>;
  accessPolicy: string | undefined;
  lock: VaultLock | undefined;
  notifications: { readonly topicArn: string; readonly events: readonly string[] } | undefined;
  readonly recoveryPoints: RecoveryPointByBackupVault[];
}

export interface ReportPlan {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: Date;
  readonly tags: Map<string, string>;
  settings: Readonly<Record<string, unknown>>;
}

/** AWS Backup of one account in one Region. */
export interface BackupRegion {
  readonly vaults: Map<string, Vault>;
  readonly reportPlans: Map<string, ReportPlan>;
  readonly optIn: Map<string, boolean>;
  readonly management: Map<string, boolean>;
}

/** A job and where it runs: jobs themselves do not name their Region. */
export interface RegionalJob<T> {
  readonly region: string;
  readonly job: T;
}

export type GlobalSetting =
  "isCrossAccountBackupEnabled" | "isMpaEnabled" | "isDelegatedAdministratorEnabled";

/** The resource types of AWS Backup and whether a new account is opted in to them. */
const OPT_IN_DEFAULTS: Readonly<Record<string, boolean>> = {
  Aurora: true,
  CloudFormation: true,
  DSQL: true,
  DocumentDB: true,
  DynamoDB: true,
  EBS: true,
  EC2: true,
  EFS: true,
  EKS: false,
  FSx: true,
  Neptune: true,
  RDS: true,
  Redshift: true,
  "Redshift Serverless": false,
  S3: true,
  "SAP HANA on Amazon EC2": false,
  "Storage Gateway": true,
  Timestream: false,
  VirtualMachine: true,
};

/** AWS Backup of every account. Jobs are put in by tests: nothing here runs. */
export class BackupStore {
  readonly globalSettings = new Map<GlobalSetting, string>([
    ["isCrossAccountBackupEnabled", "false"],
    ["isMpaEnabled", "false"],
    ["isDelegatedAdministratorEnabled", "false"],
  ]);
  globalSettingsUpdatedAt: Date | undefined;
  readonly backupJobs: RegionalJob<BackupJob>[] = [];
  readonly copyJobs: RegionalJob<CopyJob>[] = [];
  readonly restoreJobs: RegionalJob<RestoreJobsListMember>[] = [];
  private readonly regions = new Scoped<BackupRegion>(() => ({
    vaults: new Map(),
    reportPlans: new Map(),
    optIn: new Map(Object.entries(OPT_IN_DEFAULTS)),
    management: new Map([
      ["DynamoDB", false],
      ["EFS", false],
    ]),
  }));

  region(accountId: string, region: string): BackupRegion {
    return this.regions.in(accountId, region);
  }

  addVault(
    accountId: string,
    region: string,
    name: string,
    details: Partial<Pick<Vault, "type" | "creatorRequestId" | "encryptionKeyArn" | "lock">> & {
      readonly createdAt: Date;
    },
  ): Vault {
    const vault: Vault = {
      type: "BACKUP_VAULT",
      creatorRequestId: undefined,
      encryptionKeyArn: `arn:aws:kms:${region}:${accountId}:key/aws-backup`,
      lock: undefined,
      ...details,
      name,
      arn: `arn:aws:backup:${region}:${accountId}:backup-vault:${name}`,
      tags: new Map(),
      accessPolicy: undefined,
      notifications: undefined,
      recoveryPoints: [],
    };
    this.region(accountId, region).vaults.set(name, vault);
    return vault;
  }
}
