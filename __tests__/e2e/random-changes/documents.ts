/** The text of a backup policy with one plan. */
export function documentOf(plan: string, days: string): string {
  return JSON.stringify({
    plans: {
      [plan]: {
        regions: { "@@assign": ["eu-central-1"] },
        rules: {
          nightly: {
            schedule_expression: { "@@assign": "cron(0 5 ? * * *)" },
            target_backup_vault_name: { "@@assign": "Main" },
            lifecycle: { delete_after_days: { "@@assign": days } },
          },
        },
        selections: {
          tags: {
            all: {
              iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/BackupRole" },
              tag_key: { "@@assign": "backup" },
              tag_value: { "@@assign": ["daily"] },
            },
          },
        },
      },
    },
  });
}

/** Texts that the provider takes for JSON and AWS does not take for a backup policy. */
export const REFUSED_DOCUMENTS = [
  "[]",
  JSON.stringify({ Version: "2012-10-17", Statement: [] }),
  JSON.stringify({ plans: { p: { rulez: {} } } }),
  JSON.stringify({ plans: { p: { regions: { "@@assign": "eu-central-1" } } } }),
  `${documentOf("long", "35").slice(0, -1)}${" ".repeat(10_000)}}`,
] as const;
