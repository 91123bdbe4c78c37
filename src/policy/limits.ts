/**
 * Bounds that AWS sets on values of a backup policy, each once; counts of things are in `quotas.ts`.
 * The source stands beside each: "recorded" is an answer of AWS Organizations in the conformance cases,
 * anything else names the page.
 */

/** Days that continuous backups are kept at most. Recorded; "Point-in-time recovery", AWS Backup guide. */
export const CONTINUOUS_BACKUP_DAYS = 35;

/** Days that recovery points stay in cold storage at least. Recorded with the archive opt-in; `Lifecycle`, AWS Backup API. */
export const COLD_STORAGE_DAYS = 90;

/** Days between two runs with the archive opt-in. Recorded. */
export const ARCHIVE_GAP_DAYS = 28;

export const MINUTES_OF_DAY = 24 * 60;
export const ARCHIVE_GAP_MINUTES = ARCHIVE_GAP_DAYS * MINUTES_OF_DAY;

/** Minutes between two runs. Recorded. */
export const SHORTEST_GAP_MINUTES = 60;

/** Minutes of a start or completion window. Recorded; "Backup policy syntax", AWS Organizations guide. */
export const SHORTEST_WINDOW_MINUTES = 60;

/** Minutes of a window in the AWS Backup API, which AWS Organizations does not check. `BackupRuleInput`, AWS SDK. */
export const LONGEST_WINDOW_MINUTES = 52_560_000;

/** Days of a lifecycle in AWS Backup, which AWS Organizations does not check. `Lifecycle`, AWS Backup API. */
export const LONGEST_LIFECYCLE_DAYS = 36_500;

/** Characters of the name of a plan, rule, selection or condition. Recorded. */
export const LONGEST_NAME = 50;

/** Characters of a vault's name. Recorded (at most); `CreateBackupVault`, AWS Backup API (at least). */
export const LONGEST_VAULT_NAME = 50;
export const SHORTEST_VAULT_NAME = 2;

/** Characters of a tag key and of a tag value. Recorded; "Tag naming limits", AWS General Reference. */
export const LONGEST_TAG_KEY = 128;
export const LONGEST_TAG_VALUE = 256;

/** Digits of a whole number, leading zeros included. Recorded: 16 pass, 17 do not. */
export const INTEGER_DIGITS = 16;
