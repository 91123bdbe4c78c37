import type { Demands } from "./guardrails";

/** Requirements that a published control states explicitly. */
export interface Preset {
  readonly id: string;
  /** What the control says, quoted. */
  readonly says: string;
  readonly source: string;
  readonly require: Demands;
}

const AUDIT_MANAGER = 'AWS Backup Developer Guide, "Choosing your controls" (AWS Backup Audit Manager)';

/** A framework without numbers for backups has no preset: an invented one would look like an obligation. */
export const PRESETS: readonly Preset[] = [
  {
    id: "aws-backup-audit-manager-frequency-and-retention",
    says: "Evaluates if backup frequency is at least [1 day] and retention period is at least [35 days].",
    source: `${AUDIT_MANAGER}, control "Backup plan has minimum frequency and minimum retention"`,
    require: { minimumRetentionDays: 35, maximumGapHours: 24 },
  },
  {
    id: "aws-backup-audit-manager-recovery-point-retention",
    says: "Evaluates if the recovery point retention period is at least [35 days].",
    source: `${AUDIT_MANAGER}, control "Minimum retention established for recovery point"`,
    require: { minimumRetentionDays: 35 },
  },
  {
    id: "aws-config-backup-plan-min-frequency-and-min-retention-check",
    says: "Checks if a backup plan has a backup rule that satisfies the required frequency and retention period. Defaults: requiredFrequencyValue 1, requiredFrequencyUnit days, requiredRetentionDays 35.",
    source: "AWS Config Developer Guide, managed rule backup-plan-min-frequency-and-min-retention-check",
    require: { minimumRetentionDays: 35, maximumGapHours: 24 },
  },
];
