import type { BackupRule, Lifecycle } from "../authored-nodes";
import { AwsCron } from "../values/aws-cron";
import type { DayOfMonth, Month, Weekday } from "../values/aws-cron";
import type { BackupWindow } from "../values/backup-window";
import type { ContinuousDays, RetentionDays } from "../values/retention-days";
import type { TimeOfDay } from "../values/time-of-day";
import type { CopyActions } from "./copies";
import { tags } from "./tags";

/** How long recovery points are kept. */
export interface SnapshotRetention {
  readonly retention: RetentionDays | "forever";
  /** When recovery points move to cold storage; they must stay there for at least 90 days. */
  readonly coldStorageAfter?: RetentionDays;
  readonly continuous?: false;
}

/** How long continuous backups are kept: at most 35 days, and never in cold storage. */
export interface ContinuousRetention {
  readonly retention: RetentionDays<ContinuousDays>;
  readonly coldStorageAfter?: never;
  /** Keeps continuous backups for restoring to a point in time. */
  readonly continuous: true;
}

export type RetentionOptions = SnapshotRetention | ContinuousRetention;

export type RuleOptions = RetentionOptions & {
  /** Vault in every account and Region of the plan; `Default` unless given. */
  readonly vault?: string;
  /** Time in which a backup must start. */
  readonly startWithin?: BackupWindow;
  /** Time in which a backup must complete. */
  readonly completeWithin?: BackupWindow;
  /** Copies to other vaults, from `copyTo` or `copyToRegions`. */
  readonly copies?: CopyActions;
  /** Tags for every recovery point. */
  readonly recoveryPointTags?: Readonly<Record<string, string>>;
};

/** When a rule runs, in UTC. */
export interface DailySchedule {
  readonly at: TimeOfDay;
}
export interface WeeklySchedule {
  readonly on: Weekday | readonly [Weekday, ...Weekday[]];
  readonly at: TimeOfDay;
}
export interface MonthlySchedule {
  readonly on: DayOfMonth;
  readonly at: TimeOfDay;
}
export interface YearlySchedule {
  readonly month: Month;
  readonly on: DayOfMonth;
  readonly at: TimeOfDay;
}

/** A rule with any schedule. */
export function backupRule(schedule: AwsCron | `cron(${string})`, options: RuleOptions): BackupRule {
  const { vault = "Default", startWithin, completeWithin, copies, recoveryPointTags, continuous } = options;
  const lifecycle = lifecycleOf(options);
  return {
    targetBackupVaultName: vault,
    scheduleExpression: schedule,
    ...(startWithin === undefined ? {} : { startBackupWindowMinutes: startWithin }),
    ...(completeWithin === undefined ? {} : { completeBackupWindowMinutes: completeWithin }),
    ...(continuous === true ? { enableContinuousBackup: true } : {}),
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(copies === undefined ? {} : { copyActions: copies }),
    ...(recoveryPointTags === undefined ? {} : { recoveryPointTags: tags(recoveryPointTags) }),
  };
}

export function dailyRule(options: DailySchedule & RuleOptions): BackupRule {
  return backupRule(AwsCron.daily(options.at), options);
}

export function weeklyRule(options: WeeklySchedule & RuleOptions): BackupRule {
  return backupRule(AwsCron.weekly(options.on, options.at), options);
}

export function monthlyRule(options: MonthlySchedule & RuleOptions): BackupRule {
  return backupRule(AwsCron.monthly(options.on, options.at), options);
}

export function yearlyRule(options: YearlySchedule & RuleOptions): BackupRule {
  return backupRule(AwsCron.yearly(options.month, options.on, options.at), options);
}

function lifecycleOf({ retention, coldStorageAfter }: RetentionOptions): Lifecycle | undefined {
  const cold = coldStorageAfter === undefined ? {} : { moveToColdStorageAfterDays: coldStorageAfter };
  if (retention === "forever") {
    return coldStorageAfter === undefined ? undefined : cold;
  }
  return { ...cold, deleteAfterDays: retention };
}
