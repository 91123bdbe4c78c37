import type { BackupPlan } from "../../../src/effective/backup-plan";
import { backupPlansOf } from "../../../src/effective/backup-plan/read-backup-plans";
import type { JsonObject } from "../../../src/text/json";

/** A plan as `DescribeEffectivePolicy` shows it, reduced to what a test is about. */
export function planOf(rules: JsonObject, parts: JsonObject = {}): BackupPlan {
  const [plan] = backupPlansOf({
    plans: { p: { regions: ["eu-central-1"], rules, selections: byTag(), ...parts } },
  });
  return plan!;
}

export function byTag(): JsonObject {
  return { tags: { t: { iam_role_arn: ROLE, tag_key: "backup", tag_value: ["yes"] } } };
}

export function byType(...types: readonly string[]): JsonObject {
  return { resources: { r: { iam_role_arn: ROLE, resource_types: [...types] } } };
}

const ROLE = "arn:aws:iam::$account:role/R";
