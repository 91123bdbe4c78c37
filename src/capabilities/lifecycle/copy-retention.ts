import type { BackupCopy, BackupRule } from "../../effective/backup-plan/backup-rule";

/** How long copies are kept, counted from the day on which their source was made. */
export interface CopyRetention {
  /** Undefined if they are kept forever. */
  readonly days: number | undefined;
  /** `own`: the copy action says so. `source`: it says nothing, and the copy follows the lifecycle of its source. */
  readonly from: "own" | "source";
}

/**
 * How long AWS Backup keeps the copies of a rule. A copy without a lifecycle follows its source, and one that
 * should never expire takes over the expiry of its source.
 */
export function copyRetention(rule: BackupRule, copy: BackupCopy): CopyRetention {
  return copy.retentionDays === undefined
    ? { days: rule.retentionDays, from: "source" }
    : { days: copy.retentionDays, from: "own" };
}
