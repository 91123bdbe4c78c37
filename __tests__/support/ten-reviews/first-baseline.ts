import type { JsonObject } from "../../../src/text/json";
import type { Scenario } from "./scenario";
import {
  CENTRAL_VAULT,
  DAILY,
  finding,
  NORDWIND,
  organizationOf,
  policyOf,
  ROOT,
  ruleOf,
  tagSelection,
} from "./builder";

/** Nothing was backed up; a policy on the root brings two plans with everything a plan can hold. */
export function firstBaseline(): Scenario {
  const baseline: JsonObject = {
    plans: {
      Baseline: {
        regions: { "@@assign": ["eu-central-1", "eu-west-1"] },
        rules: {
          Daily: {
            ...ruleOf({ schedule: DAILY, vault: "Main", days: "35", copies: { [CENTRAL_VAULT]: "90" } }),
            start_backup_window_minutes: { "@@assign": "60" },
            complete_backup_window_minutes: { "@@assign": "1200" },
            recovery_point_tags: {
              project: { tag_key: { "@@assign": "project" }, tag_value: { "@@assign": "backup" } },
            },
          },
          Monthly: ruleOf({ schedule: "cron(0 2 1 * ? *)", vault: "Archive", cold: "30", days: "2555" }),
        },
        selections: {
          tags: { Tagged: tagSelection("backup", "daily", "true") },
          resources: {
            Databases: {
              iam_role_arn: {
                "@@assign": "arn:aws:iam::$account:role/service-role/AWSBackupDefaultServiceRole",
              },
              resource_types: { "@@assign": ["arn:aws:rds:*:*:db:*", "arn:aws:dynamodb:*:*:table/*"] },
              conditions: {
                string_not_equals: {
                  exempt: {
                    condition_key: { "@@assign": "aws:ResourceTag/backup" },
                    condition_value: { "@@assign": "none" },
                  },
                },
              },
            },
          },
        },
        advanced_backup_settings: { ec2: { windows_vss: { "@@assign": "enabled" } } },
        backup_plan_tags: {
          owner: { tag_key: { "@@assign": "owner" }, tag_value: { "@@assign": "platform" } },
        },
      },
      PointInTime: {
        regions: { "@@assign": ["eu-central-1"] },
        rules: { Continuous: ruleOf({ vault: "Main", days: "14", continuous: true }) },
        selections: { tags: { Tagged: tagSelection("backup", "pitr") } },
      },
    },
  };
  const policies = [policyOf("org-baseline", baseline)];
  return {
    before: organizationOf(NORDWIND, [], {}),
    after: organizationOf(NORDWIND, policies, { [ROOT]: ["p-org-baseline"] }),
    findings: [
      finding(
        "role-and-vault-must-exist",
        "notice",
        "The role and the vaults must exist in every account and Region.",
        {
          policies: ["p-org-baseline"],
          hint: "Let the stack set create them first.",
        },
      ),
    ],
  };
}
