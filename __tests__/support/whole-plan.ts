import type { JsonObject } from "../../src/text/json";

/** A rendered policy with everything that a plan can hold. */
export const WHOLE_POLICY: JsonObject = {
  plans: {
    daily: {
      regions: ["eu-central-1", "eu-west-1"],
      rules: {
        nightly: {
          schedule_expression: "cron(0 1 ? * * *)",
          start_backup_window_minutes: "60",
          complete_backup_window_minutes: "10080",
          target_backup_vault_name: "Main",
          target_logically_air_gapped_backup_vault_arn: "arn:aws:backup:$region:$account:backup-vault:Gapped",
          enable_continuous_backup: "false",
          lifecycle: {
            move_to_cold_storage_after_days: "30",
            delete_after_days: "0365",
            opt_in_to_archive_for_supported_resources: "true",
          },
          copy_actions: {
            "arn:aws:backup:us-east-1:222222222222:backup-vault:central": {
              target_backup_vault_arn: "arn:aws:backup:us-east-1:222222222222:backup-vault:Central",
              lifecycle: { delete_after_days: "90" },
            },
            "arn:aws:backup:eu-north-1:$account:backup-vault:own": {
              target_backup_vault_arn: "arn:aws:backup:eu-north-1:$account:backup-vault:Own",
            },
          },
          recovery_point_tags: { owner: { tag_key: "Owner", tag_value: "Backup" } },
          index_actions: { resource_types: ["EBS", "S3"] },
          scan_actions: { guardduty: { scan_mode: "FULL_SCAN" } },
        },
        continuous: { enable_continuous_backup: "true", target_backup_vault_name: "Main" },
      },
      selections: {
        tags: {
          tagged: {
            iam_role_arn: "arn:aws:iam::$account:role/service-role/AWSBackupDefaultServiceRole",
            tag_key: "backup",
            tag_value: ["daily", "Daily"],
          },
        },
        resources: {
          volumes: {
            iam_role_arn: "arn:aws:iam::$account:role/Backup",
            resource_types: ["arn:aws:ec2:*:*:volume/*"],
            not_resource_types: ["arn:aws:s3:::*"],
            conditions: {
              string_not_equals: {
                c: { condition_key: "aws:ResourceTag/stage", condition_value: "test" },
              },
              string_equals: {
                b: { condition_key: "aws:ResourceTag/team", condition_value: "b" },
                a: { condition_key: "aws:ResourceTag/team", condition_value: "a" },
              },
            },
          },
        },
      },
      advanced_backup_settings: { ec2: { windows_vss: "enabled" }, s3: { backup_acls: "disabled" } },
      backup_plan_tags: { stage: { tag_key: "Stage", tag_value: "prod" } },
      scan_settings: {
        guardduty: {
          resource_types: ["ALL"],
          scanner_role_arn: "arn:aws:iam::$account:role/Scanner",
        },
      },
    },
  },
};

/** The policy document that merges into a rendered policy. */
export function documentOf(rendered: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(rendered).map(([name, value]) => [
      name,
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? documentOf(value as JsonObject)
        : { "@@assign": value },
    ]),
  );
}
