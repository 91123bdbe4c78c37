import { ARCHIVE_GAP_DAYS, ARCHIVE_GAP_MINUTES, COLD_STORAGE_DAYS, CONTINUOUS_BACKUP_DAYS } from "../limits";

/** What several rules look at together: one backup rule, with its own lifecycle or that of one of its copies. */
export interface CrossFields {
  readonly isContinuous: boolean;
  readonly optsInToArchive: boolean;
  readonly deleteAfterDays: number | undefined;
  readonly coldAfterDays: number | undefined;
  /** Minutes between the next two runs; `none` if fewer than two are left, undefined if the text is no schedule. */
  readonly gapMinutes: number | "none" | undefined;
  readonly hasScanActions: boolean;
  readonly hasScanSettings: boolean;
}

/**
 * What AWS does about a rule at one of its two checks: CreatePolicy on a single document, and the
 * validation of an account's merged policy.
 */
export type CrossFieldAnswer = "refused" | "accepted" | "unknown";

/** A rule about settings that depend on each other. */
export interface CrossFieldRule {
  readonly id: string;
  /** For the reference page. */
  readonly sentence: string;
  readonly inDocument: CrossFieldAnswer;
  readonly afterMerging: CrossFieldAnswer;
  /** Whether the rule reads the lifecycle, and so looks at that of each copy as well. */
  readonly perLifecycle: boolean;
  /** The keys in the order in which AWS names them in its message. */
  readonly fields: readonly string[];
  readonly isBroken: (fields: CrossFields) => boolean;
}

const CONTINUOUS = "enable_continuous_backup";
const DELETE = "delete_after_days";
const COLD = "move_to_cold_storage_after_days";
const ARCHIVE = "opt_in_to_archive_for_supported_resources";

/** Whether recovery points would leave cold storage too early. */
export function leavesColdStorageEarly(deleteAfterDays: number, coldAfterDays: number): boolean {
  return deleteAfterDays < coldAfterDays + COLD_STORAGE_DAYS;
}

/** "At least 90 days" and "greater than 90 days" both stand in AWS's pages: exactly 90 is valid by one of them. */
export function isAtColdStorageLimit(deleteAfterDays: number, coldAfterDays: number): boolean {
  return deleteAfterDays === coldAfterDays + COLD_STORAGE_DAYS;
}

/** What there is to say of it, and what to do. */
export function coldStorageLimitWords(
  deleteAfterDays: number,
  coldAfterDays: number,
): { readonly message: string; readonly hint: string } {
  return {
    message: `Deletion after ${deleteAfterDays} days comes exactly ${COLD_STORAGE_DAYS} days after the move to cold storage (${coldAfterDays}): some pages of AWS demand at least ${COLD_STORAGE_DAYS} days, others more than ${COLD_STORAGE_DAYS}.`,
    hint: `Set delete_after_days to ${deleteAfterDays + 1} to be safe.`,
  };
}

const continuousRetentionMissing: CrossFieldRule = {
  id: "continuous-retention-missing",
  sentence: "Continuous backup needs `delete_after_days`.",
  inDocument: "refused",
  afterMerging: "unknown",
  perLifecycle: false,
  fields: [CONTINUOUS, DELETE],
  isBroken: ({ isContinuous, deleteAfterDays }) => isContinuous && deleteAfterDays === undefined,
};

const continuousRetention: CrossFieldRule = {
  id: "continuous-retention",
  sentence: `Continuous backups are kept for at most ${CONTINUOUS_BACKUP_DAYS} days.`,
  inDocument: "refused",
  afterMerging: "refused",
  perLifecycle: false,
  fields: [CONTINUOUS, DELETE],
  isBroken: ({ isContinuous, deleteAfterDays = 0 }) =>
    isContinuous && deleteAfterDays > CONTINUOUS_BACKUP_DAYS,
};

const continuousColdStorage: CrossFieldRule = {
  id: "continuous-cold-storage",
  sentence: "Continuous backups do not move to cold storage.",
  inDocument: "refused",
  afterMerging: "accepted",
  perLifecycle: false,
  fields: [CONTINUOUS, COLD],
  isBroken: ({ isContinuous, coldAfterDays }) => isContinuous && coldAfterDays !== undefined,
};

const archiveLifecycle: CrossFieldRule = {
  id: "archive-lifecycle",
  sentence: "The archive opt-in needs both other settings of the lifecycle.",
  inDocument: "refused",
  afterMerging: "unknown",
  perLifecycle: true,
  fields: [ARCHIVE, DELETE, COLD],
  isBroken: ({ optsInToArchive, deleteAfterDays, coldAfterDays }) =>
    optsInToArchive && (deleteAfterDays === undefined || coldAfterDays === undefined),
};

const archiveRetention: CrossFieldRule = {
  id: "archive-retention",
  sentence: `With the archive opt-in, deletion comes at least ${COLD_STORAGE_DAYS} days after the move to cold storage.`,
  inDocument: "refused",
  afterMerging: "refused",
  perLifecycle: true,
  fields: [ARCHIVE, DELETE, COLD],
  isBroken: ({ optsInToArchive, deleteAfterDays, coldAfterDays }) =>
    optsInToArchive &&
    deleteAfterDays !== undefined &&
    coldAfterDays !== undefined &&
    leavesColdStorageEarly(deleteAfterDays, coldAfterDays),
};

const archiveSchedule: CrossFieldRule = {
  id: "archive-schedule",
  sentence: `With the archive opt-in, the next two runs are at least ${ARCHIVE_GAP_DAYS} days apart.`,
  inDocument: "refused",
  afterMerging: "refused",
  perLifecycle: true,
  fields: [ARCHIVE, "schedule_expression"],
  isBroken: ({ optsInToArchive, gapMinutes }) =>
    optsInToArchive && typeof gapMinutes === "number" && gapMinutes < ARCHIVE_GAP_MINUTES,
};

const archiveScheduleEnded: CrossFieldRule = {
  id: "archive-schedule-ended",
  sentence: "With the archive opt-in, the schedule has at least two runs left.",
  inDocument: "refused",
  afterMerging: "unknown",
  perLifecycle: true,
  fields: [ARCHIVE, "schedule_expression"],
  isBroken: ({ optsInToArchive, gapMinutes }) => optsInToArchive && gapMinutes === "none",
};

const scanSettings: CrossFieldRule = {
  id: "scan-settings",
  sentence: "A rule with `scan_actions` needs `scan_settings` in its plan.",
  inDocument: "accepted",
  afterMerging: "refused",
  perLifecycle: false,
  fields: ["scan_actions", "scan_settings"],
  isBroken: ({ hasScanActions, hasScanSettings }) => hasScanActions && !hasScanSettings,
};

/** Every rule about settings that depend on each other; the answers are recorded except where they say `unknown`. */
export const CROSS_FIELD_RULES = {
  continuousRetentionMissing,
  continuousRetention,
  continuousColdStorage,
  archiveLifecycle,
  archiveRetention,
  archiveSchedule,
  archiveScheduleEnded,
  scanSettings,
} as const satisfies Readonly<Record<string, CrossFieldRule>>;
export type CrossFieldRuleName = keyof typeof CROSS_FIELD_RULES;
