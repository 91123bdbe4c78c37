import type { Severity } from "../../../src/text/severity";

/** A finding of a case: what it weighs, says, points at, and which policies of the case are behind it. */
export type ExpectedFinding = readonly [
  severity: Severity,
  message: string,
  path: string,
  policies: readonly string[],
];

/** Everything that the rule of a case finds where it fires; policies without the prefix of the case. */
export const EXPECTED_FINDINGS: Readonly<Record<string, readonly ExpectedFinding[]>> = {
  "policy-refused": [
    [
      "error",
      '"policy-refused-own": "rate(1 day)" is not a schedule: write cron(minutes hours day-of-month month day-of-week year).',
      "plans/daily/rules/nightly/schedule_expression",
      ["own"],
    ],
  ],
  "account-unprotected": [["error", 'No backup plan is left: "daily" is gone.', "plans", ["own"]]],
  "account-withheld": [
    [
      "error",
      "AWS withholds the merged policy: ELEMENTS_TOO_FEW, 'regions' is less than the allowed minimum limit 1.",
      "plans/daily/regions",
      ["own", "less"],
    ],
  ],
  "plan-removed": [
    ["error", 'Plan "weekly" is removed (1 rule in eu-central-1 and eu-west-1).', "plans/weekly", ["own"]],
  ],
  "rule-removed": [
    [
      "error",
      'Rule "weekly" is removed (Sundays at 03:00 UTC, kept for 90 days).',
      "plans/daily/rules/weekly",
      ["own"],
    ],
  ],
  "selection-removed": [
    [
      "error",
      'Selection "tagged" becomes narrower: resources with backup = gold are left out.',
      "plans/daily/selections/tags/tagged/tag_value",
      ["own"],
    ],
  ],
  "region-removed": [
    [
      "error",
      'The plan "daily" no longer backs up eu-central-1; 1 Region left.',
      "plans/daily/regions",
      ["own"],
    ],
  ],
  "retention-shortened": [
    [
      "error",
      "Retention drops from 35 to 14 days: about 21 of 35 recovery points per resource are no longer kept.",
      "plans/daily/rules/nightly/lifecycle/delete_after_days",
      ["own"],
    ],
  ],
  "continuous-backup-off": [
    [
      "error",
      'Rule "nightly" no longer makes continuous backups.',
      "plans/daily/rules/nightly/enable_continuous_backup",
      ["own"],
    ],
  ],
  "copy-removed": [
    [
      "error",
      "Recovery points are no longer copied to arn:aws:backup:us-east-1:$account:backup-vault:copies; 1 copy destination left.",
      "plans/daily/rules/nightly/copy_actions/arn:aws:backup:us-east-1:$account:backup-vault:copies",
      ["own"],
    ],
  ],
  "copy-no-longer-cross-region": [
    [
      "error",
      "Recovery points of eu-central-1 are no longer copied to another Region.",
      "plans/daily/rules/nightly/copy_actions",
      ["own"],
    ],
  ],
  "copy-no-longer-cross-account": [
    [
      "error",
      "Recovery points are no longer copied to another account.",
      "plans/daily/rules/nightly/copy_actions",
      ["own"],
    ],
  ],
  "less-frequent-backups": [
    [
      "warning",
      "The longest time between two backups grows from 1 day to 7 days: Sundays at 05:00 UTC.",
      "plans/daily/rules/nightly/schedule_expression",
      ["own"],
    ],
  ],
  "vault-changed": [
    [
      "warning",
      'Recovery points go to the vault "second" instead of "main".',
      "plans/daily/rules/nightly/target_backup_vault_name",
      ["own"],
    ],
  ],
  "role-changed": [
    [
      "warning",
      'The selection "tagged" uses arn:aws:iam::$account:role/other instead of arn:aws:iam::$account:role/backup.',
      "plans/daily/selections/tags/tagged/iam_role_arn",
      ["own"],
    ],
  ],
  "lock-loosened": [
    [
      "warning",
      'Lower-level policies may use @@assign, @@append and @@remove here, which "lock-loosened-own" currently forbids.',
      "plans/daily/rules/nightly/lifecycle/delete_after_days",
      ["own"],
    ],
  ],
  "blocked-by-parent": [
    [
      "warning",
      '"blocked-by-parent-child" cannot set "7" here: "blocked-by-parent-own" (Root/blocked-by-parent) locks it (@@none).',
      "plans/daily/rules/nightly/lifecycle/delete_after_days",
      ["child", "own"],
    ],
  ],
  "order-dependent": [
    [
      "warning",
      'The value is "10" or "20", depending on which policy was attached first.',
      "plans/peer/rules/nightly/lifecycle/delete_after_days",
      ["first", "second"],
    ],
  ],
  "not-knowable": [
    [
      "error",
      'The content of "not-knowable-own" holds aws_backup_vault.later.arn, which is known only after apply.',
      "",
      ["own"],
    ],
  ],
  "not-as-written": [
    [
      "warning",
      "Recovery points move to cold storage after 30 days and are deleted after 100: AWS Backup keeps them there for at least 90 days.",
      "plans/daily/rules/nightly/lifecycle",
      [],
    ],
  ],
  "prerequisite-missing": [
    [
      "error",
      'No vault "nowhere" in eu-central-1: the code neither creates it nor declares it as existing.',
      "plans/more/rules/nightly/target_backup_vault_name",
      ["own"],
    ],
    [
      "error",
      'No vault "nowhere" in eu-west-1: the code neither creates it nor declares it as existing.',
      "plans/more/rules/nightly/target_backup_vault_name",
      ["own"],
    ],
  ],
  "quota-reached": [
    [
      "warning",
      "Root/quota-reached: 10 backup policies attached directly to a root, organizational unit or account: the quota is reached.",
      "",
      [
        "quota-0",
        "quota-1",
        "quota-2",
        "quota-3",
        "quota-4",
        "quota-5",
        "quota-6",
        "quota-7",
        "quota-8",
        "quota-9",
      ],
    ],
  ],
  "policy-unattached": [["notice", '"policy-unattached-spare" is not attached to anything.', "", ["spare"]]],
  "cold-storage-changed": [
    [
      "notice",
      "Recovery points move to cold storage after 60 days instead of 30 days.",
      "plans/daily/rules/nightly/lifecycle/move_to_cold_storage_after_days",
      ["own"],
    ],
  ],
  "depends-on-assumption": [
    [
      "notice",
      "The plan's name is shown in lower case, as AWS's own command-line sample and all recorded names are; some pages of the guide keep its case. Evidence: documented.",
      "plans/capitals",
      [],
    ],
  ],
};
