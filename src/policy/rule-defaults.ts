/**
 * When AWS Backup starts the backups of a rule without a schedule: daily at 05:00 UTC.
 *
 * Source: `ScheduleExpression` of BackupRule, AWS Backup API reference.
 */
export const DEFAULT_SCHEDULE = "cron(0 5 ? * * *)";

/**
 * Minutes within which a backup must start where the rule says nothing: eight hours.
 *
 * Source: "Start within" in "Backup plan options and configuration", AWS Backup developer guide.
 */
export const DEFAULT_START_WINDOW_MINUTES = 480;
