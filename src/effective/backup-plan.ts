import type { BackupRule } from "./backup-plan/backup-rule";
import type { BackupSelection } from "./backup-plan/backup-selection";
import type { PlanTag } from "./backup-plan/plan-tag";

/** A plan of an effective policy: what AWS Backup is told to do. The only reading of a plan; all else asks this. */
export interface BackupPlan {
  readonly name: string;
  /** As AWS writes it: `plans/daily`. */
  readonly path: string;
  readonly regions: readonly string[];
  readonly rules: readonly BackupRule[];
  /** Rules that were left out since they never run again; undefined for a plan as written. See `runningPlan`. */
  readonly leftOut?: readonly BackupRule[];
  /** Those by tag first, then those by resource type. */
  readonly selections: readonly BackupSelection[];
  readonly tags: readonly PlanTag[];
  readonly advancedSettings: readonly AdvancedSetting[];
  readonly scanSettings: readonly ScanSetting[];
  /** Equal in text for plans that do the same, whatever their name. */
  readonly content: { readonly text: string };
}

/** A setting of one service: `windows_vss` of `ec2`. */
export interface AdvancedSetting {
  readonly path: string;
  readonly service: string;
  readonly name: string;
  readonly value: string;
}

/** How a scanner looks for malware in recovery points. */
export interface ScanSetting {
  readonly path: string;
  readonly scanner: string;
  readonly resourceTypes: readonly string[];
  readonly scannerRole: string | undefined;
}
