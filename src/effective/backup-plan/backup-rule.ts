import type { PlanTag } from "./plan-tag";

/** How long a recovery point is kept. */
export interface Lifecycle {
  /** Undefined if recovery points are kept forever. */
  readonly retentionDays: number | undefined;
  /** Undefined if recovery points never move to cold storage. */
  readonly coldAfterDays: number | undefined;
  /** Whether resources that archive on request only (Amazon EBS snapshots) move to the archive tier too. */
  readonly optsInToArchive: boolean;
}

/** When backups start, where they go and how long they are kept. */
export interface BackupRule extends Lifecycle {
  readonly name: string;
  readonly path: string;
  /** The expression as written, or AWS Backup's default. */
  readonly schedule: string;
  readonly usesDefaultSchedule: boolean;
  /** Undefined if the rule leaves it to AWS Backup. */
  readonly startWindowMinutes: number | undefined;
  /** Undefined if the rule leaves it to AWS Backup. */
  readonly completeWindowMinutes: number | undefined;
  readonly continuous: boolean;
  readonly vault: string | undefined;
  /** The ARN of a logically air-gapped vault that receives the recovery points too. */
  readonly airGappedVault: string | undefined;
  readonly copies: readonly BackupCopy[];
  readonly recoveryPointTags: readonly PlanTag[];
  /** The resource types whose recovery points are indexed for search. */
  readonly indexedTypes: readonly string[];
  readonly scans: readonly ScanAction[];
  /** Equal in text for rules that do the same, whatever their name. */
  readonly content: { readonly text: string };
}

/** How long copies are kept, counted from the day on which their source was made. */
export interface CopyRetention {
  /** Undefined if they are kept forever. */
  readonly days: number | undefined;
  /** `own`: the copy action says so. `source`: it names no end, and the copy follows the lifecycle of its source. */
  readonly from: "own" | "source";
}

/** A copy of each recovery point to another vault. Its lifecycle is what the copy action says; see `kept`. */
export interface BackupCopy extends Lifecycle {
  /**
   * How long AWS Backup keeps the copies: one without a lifecycle follows its source, and one that should never
   * expire takes over the expiry of its source.
   */
  readonly kept: CopyRetention;
  /** The name of its container: the vault's ARN in lower case. */
  readonly key: string;
  readonly path: string;
  /** The destination vault, as the policy writes it. */
  readonly arn: string;
  /** A Region, or `$region`; undefined if the ARN cannot be read. */
  readonly region: string | undefined;
  /** Twelve digits, or `$account` for the account itself; undefined if the ARN cannot be read. */
  readonly account: string | undefined;
  /** Undefined if the ARN cannot be read. */
  readonly vault: string | undefined;
  /** Where copies go: one vault, or one in each Region of the plan if the ARN says `$region`. */
  readonly destinations: readonly VaultPlace[];
}

/** A vault in a Region of an account. */
export interface VaultPlace {
  readonly vault: string;
  readonly region: string;
  /** Undefined for the account that the policy applies to. */
  readonly accountId: string | undefined;
}

/** A scan of recovery points for malware. */
export interface ScanAction {
  readonly path: string;
  readonly scanner: string;
  readonly mode: string | undefined;
}
