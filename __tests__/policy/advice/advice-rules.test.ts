import type { JsonValue } from "../../../src/text/json";
import { ADVICE_RULES } from "../../../src/policy/advice/advice-rules";
import {
  adviceOf,
  append,
  assign,
  NONE,
  remove,
  ROLE,
  sized,
  TAG_SELECTION,
  validate,
  VAULT_ARN,
  withCopy,
  withLifecycle,
  withPlan,
  withResourceSelection,
  withRule,
  withSchedule,
  withTagSelection,
} from "../support/fragments";

interface Case {
  readonly rule: string;
  readonly what: string;
  readonly advised: JsonValue;
  /** So close that only the rule itself tells them apart. */
  readonly quiet: JsonValue;
}

const windows = (start: string, complete: string): JsonValue =>
  withRule({ start_backup_window_minutes: assign(start), complete_backup_window_minutes: assign(complete) });
const lifecycle = (cold: string, deleted: string): JsonValue => ({
  move_to_cold_storage_after_days: assign(cold),
  delete_after_days: assign(deleted),
});
const copyFrom = (vault: string): JsonValue =>
  withPlan({
    regions: assign(["us-east-1"]),
    rules: {
      r: {
        target_backup_vault_name: assign(vault),
        copy_actions: { [VAULT_ARN]: { target_backup_vault_arn: assign(VAULT_ARN) } },
      },
    },
  });
const roleOf = (arn: string): JsonValue => withTagSelection({ ...TAG_SELECTION, iam_role_arn: assign(arn) });
const many = (count: number, child: (index: number) => JsonValue): Record<string, JsonValue> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`n${index}`, child(index)]));
const copies = (count: number): JsonValue => {
  const arns = Array.from({ length: count }, (_, index) => `${VAULT_ARN}${index}`);
  return withRule({
    copy_actions: Object.fromEntries(arns.map((arn) => [arn, { target_backup_vault_arn: assign(arn) }])),
  });
};
const recoveryPointTags = (count: number): JsonValue =>
  withRule({
    recovery_point_tags: many(count, (index) => ({ tag_key: assign(`n${index}`), tag_value: assign("x") })),
  });
const tagSelections = (count: number): JsonValue =>
  withPlan({ selections: { tags: many(count, () => TAG_SELECTION) } });
const resourceSelections = (count: number): JsonValue =>
  withPlan({ selections: { resources: many(count, () => ({ resource_types: assign(["*"]) })) } });
const tagValues = (count: number): JsonValue =>
  withTagSelection({
    ...TAG_SELECTION,
    tag_value: assign(Array.from({ length: count }, (_, index) => `v${index}`)),
  });
const conditions = (equal: number, like: number): JsonValue => {
  const condition = { condition_key: assign("aws:ResourceTag/a"), condition_value: assign("b") };
  return withTagSelection({
    ...TAG_SELECTION,
    conditions: { string_equals: many(equal, () => condition), string_like: many(like, () => condition) },
  });
};
const inRegions = (regions: JsonValue, role: string): JsonValue =>
  withPlan({
    regions,
    selections: { tags: { all: { ...TAG_SELECTION, iam_role_arn: assign(role) } } },
  });
const locked = (region: JsonValue): JsonValue => ({
  plans: { ...NONE, daily: { ...NONE, regions: { ...(region as object), ...assign(["us-east-1"]) } } },
});
const archived = (schedule: string): JsonValue =>
  withRule({
    schedule_expression: assign(schedule),
    lifecycle: {
      ...(lifecycle("30", "121") as object),
      opt_in_to_archive_for_supported_resources: assign(true),
    },
  });

const pairs = (rules: readonly string[], selections: readonly string[]): JsonValue =>
  withPlan({
    rules: Object.fromEntries(rules.map((name) => [name, {}])),
    selections: { tags: Object.fromEntries(selections.map((name) => [name, TAG_SELECTION])) },
  });

const cases: readonly Case[] = [
  {
    rule: "backup-maximum",
    what: "a window above AWS Backup's own maximum",
    advised: windows("60", "52560001"),
    quiet: windows("60", "52560000"),
  },
  {
    rule: "backup-maximum",
    what: "a retention above AWS Backup's own maximum",
    advised: withLifecycle({ delete_after_days: assign("36501") }),
    quiet: withLifecycle({ delete_after_days: assign("36500") }),
  },
  {
    rule: "cold-storage-minimum",
    what: "deletion 89 days after the move",
    advised: withLifecycle(lifecycle("30", "119")),
    quiet: withLifecycle(lifecycle("30", "121")),
  },
  {
    rule: "cold-storage-limit",
    what: "deletion exactly 90 days after the move",
    advised: withLifecycle(lifecycle("30", "120")),
    quiet: withLifecycle(lifecycle("30", "121")),
  },
  {
    rule: "cold-storage-limit",
    what: "the same in a copy",
    advised: withCopy({ target_backup_vault_arn: assign(VAULT_ARN), lifecycle: lifecycle("30", "120") }),
    quiet: withCopy({ target_backup_vault_arn: assign(VAULT_ARN), lifecycle: lifecycle("30", "121") }),
  },
  {
    rule: "cold-storage-minimum",
    what: "the same in a copy",
    advised: withCopy({ target_backup_vault_arn: assign(VAULT_ARN), lifecycle: lifecycle("30", "60") }),
    quiet: withCopy({
      target_backup_vault_arn: assign(VAULT_ARN),
      lifecycle: { delete_after_days: assign("60") },
    }),
  },
  {
    rule: "copy-action-key",
    what: "a copy named unlike its target",
    advised: withCopy({ target_backup_vault_arn: assign(VAULT_ARN) }, `${VAULT_ARN}2`),
    quiet: withCopy({ target_backup_vault_arn: assign(VAULT_ARN) }, VAULT_ARN.toUpperCase()),
  },
  {
    rule: "copy-to-itself",
    what: "a copy to the rule's own vault",
    advised: copyFrom("Vault"),
    quiet: copyFrom("Main"),
  },
  {
    rule: "unlisted-region",
    what: "a Region that no list names",
    advised: withPlan({ regions: assign(["me-west-1"]) }),
    quiet: withPlan({ regions: assign(["me-central-1"]) }),
  },
  {
    rule: "default-role-path",
    what: "the default role without its path",
    advised: roleOf("arn:aws:iam::$account:role/AWSBackupDefaultServiceRole"),
    quiet: roleOf("arn:aws:iam::$account:role/service-role/AWSBackupDefaultServiceRole"),
  },
  {
    rule: "default-role-path",
    what: "the same in a resource selection",
    advised: withResourceSelection({
      iam_role_arn: assign("arn:aws-cn:iam::$account:role/AWSBackupDefaultServiceRole"),
      resource_types: assign(["*"]),
    }),
    quiet: withResourceSelection({
      iam_role_arn: assign("arn:aws-cn:iam::$account:role/MyAWSBackupDefaultServiceRole"),
      resource_types: assign(["*"]),
    }),
  },
  { rule: "document-near-limit", what: "9,000 characters", advised: sized(9_000), quiet: sized(8_999) },
  {
    rule: "ignored-operator",
    what: "a value operator beside plans",
    advised: { plans: {}, "@@assign": null },
    quiet: { plans: {}, "@@operators_allowed_for_child_policies": ["@@all"] },
  },
  { rule: "incomplete-lock", what: "one open setting in a lock", advised: locked({}), quiet: locked(NONE) },
  {
    rule: "incomplete-lock",
    what: "an open rule in a lock",
    advised: { plans: { daily: { ...NONE, rules: { nightly: {} } } } },
    quiet: { plans: { daily: { ...NONE, rules: { "@@operators_allowed_for_child_policies": ["@@all"] } } } },
  },
  {
    rule: "index-resource-types",
    what: "two types to index",
    advised: withRule({ index_actions: { resource_types: { ...assign(["EBS"]), ...append(["S3"]) } } }),
    quiet: withRule({ index_actions: { resource_types: { ...assign(["EBS"]), ...remove(["S3"]) } } }),
  },
  {
    rule: "mixed-selections",
    what: "tags and resources",
    advised: withPlan({
      selections: { tags: { a: TAG_SELECTION }, resources: { b: { resource_types: assign(["*"]) } } },
    }),
    quiet: withPlan({ selections: { tags: { a: TAG_SELECTION }, resources: {} } }),
  },
  {
    rule: "not-recorded",
    what: "one operator in two spellings",
    advised: withPlan({ regions: { "@@assign": ["eu-west-1"], "@@ASSIGN": ["eu-west-1"] } }),
    quiet: withPlan({ regions: {} }),
  },
  {
    rule: "not-recorded",
    what: "null as a tag value",
    advised: withPlan({ backup_plan_tags: { a: { tag_key: assign("a"), tag_value: assign(null) } } }),
    quiet: withPlan({ backup_plan_tags: { a: { tag_key: assign("a"), tag_value: assign("null") } } }),
  },
  {
    rule: "not-recorded",
    what: "a resource selection of empty conditions",
    advised: withResourceSelection({ conditions: {} }),
    quiet: withResourceSelection({ conditions: {}, resource_types: assign(["*"]) }),
  },
  {
    rule: "partition-mismatch",
    what: "a role of another partition than the Regions",
    advised: inRegions(assign(["us-gov-west-1"]), ROLE),
    quiet: inRegions(assign(["us-west-1"]), ROLE),
  },
  {
    rule: "partition-mismatch",
    what: "Regions of two partitions",
    advised: inRegions({ ...assign(["us-east-1"]), ...append(["cn-north-1"]) }, ROLE),
    quiet: inRegions({ ...assign(["us-east-1"]), ...remove(["cn-north-1"]) }, ROLE),
  },
  {
    rule: "partition-mismatch",
    what: "a resource type of another partition",
    advised: withPlan({
      regions: assign(["cn-north-1"]),
      selections: { resources: { a: { resource_types: assign(["*", "arn:aws:s3:::*"]) } } },
    }),
    quiet: withPlan({
      selections: { resources: { a: { resource_types: assign(["*", "arn:aws:s3:::*"]) } } },
    }),
  },
  {
    rule: "partition-mismatch",
    what: "a vault whose Region lies in another partition than its ARN",
    advised: withCopy(
      { target_backup_vault_arn: assign("arn:aws:backup:cn-north-1:$account:backup-vault:V") },
      "arn:aws:backup:cn-north-1:$account:backup-vault:V",
    ),
    quiet: withCopy(
      { target_backup_vault_arn: assign("arn:aws-cn:backup:cn-north-1:$account:backup-vault:V") },
      "arn:aws-cn:backup:cn-north-1:$account:backup-vault:V",
    ),
  },
  {
    rule: "quota-exceeded",
    what: "eleven rules",
    advised: withPlan({ rules: many(11, () => ({})) }),
    quiet: withPlan({ rules: many(10, () => ({})) }),
  },
  { rule: "quota-exceeded", what: "six copies", advised: copies(6), quiet: copies(5) },
  {
    rule: "quota-exceeded",
    what: "eleven tags",
    advised: recoveryPointTags(11),
    quiet: recoveryPointTags(10),
  },
  {
    rule: "quota-exceeded",
    what: "eleven tag selections",
    advised: tagSelections(11),
    quiet: tagSelections(10),
  },
  {
    rule: "quota-exceeded",
    what: "101 selections",
    advised: resourceSelections(101),
    quiet: resourceSelections(100),
  },
  { rule: "quota-exceeded", what: "31 tag values", advised: tagValues(31), quiet: tagValues(30) },
  { rule: "quota-exceeded", what: "31 conditions", advised: conditions(15, 16), quiet: conditions(15, 15) },
  {
    rule: "quota-exceeded",
    what: "301 plans",
    advised: { plans: many(301, () => ({})) },
    quiet: { plans: many(300, () => ({})) },
  },
  {
    rule: "reserved-tag-key",
    what: "a tag that AWS reserves",
    advised: withPlan({
      backup_plan_tags: { "aws:a": { tag_key: assign("aws:a"), tag_value: assign("x") } },
    }),
    quiet: withPlan({ backup_plan_tags: { "aws-a": { tag_key: assign("aws-a"), tag_value: assign("x") } } }),
  },
  {
    rule: "schedule-time-dependent",
    what: "close runs later in the day",
    advised: withSchedule("cron(0,59 6 ? * * *)"),
    quiet: withSchedule("cron(0 6,7 ? * * *)"),
  },
  {
    rule: "schedule-time-dependent",
    what: "runs closer than 28 days with the archive opt-in",
    advised: archived("cron(0 5 1,29 JAN,FEB ? *)"),
    quiet: archived("cron(0 5 1 * ? *)"),
  },
  {
    rule: "schedule-without-effect",
    what: "a seventh field",
    advised: withSchedule("cron(0 5 1 * ? * garbage)"),
    quiet: withSchedule("cron(0 5 1 * ? *)"),
  },
  {
    rule: "shared-rules",
    what: "selections named after single rules",
    advised: pairs(["Daily_Rule", "WeeklyRule"], ["daily-selection", "weekly"]),
    quiet: pairs(["Daily_Rule", "WeeklyRule"], ["daily-selection", "databases"]),
  },
  {
    rule: "shared-rules",
    what: "the same, where the names do not all start alike",
    advised: pairs(["Backup.Daily", "Weekly"], ["Backup.Databases", "Weekly"]),
    quiet: pairs(["Backup.Daily", "Backup.Weekly"], ["Backup.Databases", "Weekly"]),
  },
  {
    rule: "vault-name-length",
    what: "a vault of one character",
    advised: withRule({ target_backup_vault_name: assign("a") }),
    quiet: withRule({ target_backup_vault_name: assign("ab") }),
  },
  {
    rule: "window-order",
    what: "less time to complete than to start",
    advised: windows("120", "119"),
    quiet: windows("120", "120"),
  },
];

describe("Advice", () => {
  it.each(cases.map((example): [string, string, Case] => [example.rule, example.what, example]))(
    "%s is given for %s",
    (rule, _what, { advised }) => {
      expect(adviceOf(advised)).toEqual([rule]);
    },
  );

  it.each(cases.map((example): [string, string, Case] => [example.rule, example.what, example]))(
    "%s is not given for the neighbour of %s",
    (_rule, _what, { quiet }) => {
      expect(adviceOf(quiet)).toEqual([]);
    },
  );

  it("has an example for every rule here", () => {
    expect([...new Set(cases.map(({ rule }) => rule))].sort()).toEqual(ADVICE_RULES.map(({ id }) => id));
  });

  it("never changes that AWS accepts a document", () => {
    expect(cases.filter(({ advised }) => !validate(advised).accepted)).toEqual([]);
  });

  it("is not given to a fragment that is incomplete alone, for policies are merged", () => {
    expect(validate(withRule({ target_backup_vault_name: assign("Vault") })).issues).toEqual([]);
  });
});
