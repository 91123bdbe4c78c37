import type { BackupWindow } from "../policy/author/values/backup-window";
import type { RetentionDays } from "../policy/author/values/retention-days";
import type { Demands } from "../review/guardrails/guardrails";
import type { FindingOptions, RequirementOptions } from "./matcher-options";

/** What `expect` can do with organizations, reviews, synthesized apps and backup policies. */
export interface BackupMatchers<R> {
  /** Recovery points of every account are kept at least so long: `minimumRetentionDays` of a guardrail. */
  toRetain: (minimum: RetentionDays, options?: RequirementOptions) => R;
  /** Copies are kept at least so long: `minimumCopyRetentionDays`. */
  toRetainCopies: (minimum: RetentionDays, options?: RequirementOptions) => R;
  /** These types are selected, `rds` for instance, and AWS Backup supports them: `resourceTypes`. */
  toBackUp: (types: string | readonly string[], options?: RequirementOptions) => R;
  /** At most this much time passes between two backups: `maximumGapHours`. */
  toBackUpEvery: (gap: BackupWindow, options?: RequirementOptions) => R;
  /** Recovery points of every Region are copied to another one: `copyToAnotherRegion`. */
  toCopyToAnotherRegion: (options?: RequirementOptions) => R;
  /** Recovery points are copied to another account: `copyToAnotherAccount`. */
  toCopyToAnotherAccount: (options?: RequirementOptions) => R;
  /** AWS publishes an effective policy for every account: `published`. */
  toBePublished: (options?: RequirementOptions) => R;
  /** One rule offers all that is demanded, or every requirement of a guardrails file is met. */
  toMeetGuardrails: (required: string | Demands, options?: RequirementOptions) => R;
  /** The review finds nothing, or nothing of a severity: what `org-backup plan` or `validate` prints. */
  toHaveNoFindings: (options?: FindingOptions) => R;
}
