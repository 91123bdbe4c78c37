import type { JsonValue } from "../../../src/text/json";
import { REFUSALS } from "../../../src/policy/validate/refusals";
import type { RefusalRule } from "../../../src/policy/validate/refusals";
import {
  append,
  assign,
  AT,
  NONE,
  refusalsOf,
  remove,
  sized,
  TAG_SELECTION,
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
  readonly rule: RefusalRule;
  readonly what: string;
  readonly refused: JsonValue;
  readonly accepted: JsonValue;
}

const control = (words: JsonValue): JsonValue =>
  withPlan({ "@@operators_allowed_for_child_policies": words });
const region = (operand: JsonValue): JsonValue => withPlan({ regions: operand });
const window = (value: JsonValue): JsonValue => withRule({ start_backup_window_minutes: assign(value) });
const days = (value: JsonValue): JsonValue => withLifecycle({ delete_after_days: assign(value) });
const role = (value: string): JsonValue =>
  withTagSelection({ ...TAG_SELECTION, iam_role_arn: assign(value) });
const copyTo = (value: string): JsonValue => withCopy({ target_backup_vault_arn: assign(value) });
const airGapped = (value: string): JsonValue =>
  withRule({ target_logically_air_gapped_backup_vault_arn: assign(value) });
const vault = (value: JsonValue): JsonValue => withRule({ target_backup_vault_name: assign(value) });
const tagValues = (operand: JsonValue): JsonValue =>
  withTagSelection({ ...TAG_SELECTION, tag_value: operand });
const planTag = (name: string, key: string): JsonValue =>
  withPlan({ backup_plan_tags: { [name]: { tag_key: assign(key), tag_value: assign("x") } } });
const resources = (...types: readonly string[]): JsonValue =>
  withResourceSelection({ resource_types: assign(types) });
const condition = (key: string): JsonValue =>
  withTagSelection({
    ...TAG_SELECTION,
    conditions: { string_like: { one: { condition_key: assign(key), condition_value: assign("a*") } } },
  });
const continuous = (lifecycle: JsonValue): JsonValue =>
  withRule({ enable_continuous_backup: assign(true), lifecycle });
const archive = (cold: string | undefined, deleted: string, schedule = "cron(0 5 1 * ? *)"): JsonValue =>
  withRule({
    schedule_expression: assign(schedule),
    lifecycle: {
      ...(cold === undefined ? {} : { move_to_cold_storage_after_days: assign(cold) }),
      delete_after_days: assign(deleted),
      opt_in_to_archive_for_supported_resources: assign("true"),
    },
  });

const cases: readonly Case[] = [
  {
    rule: "document-size",
    what: "10,001 characters",
    refused: sized(10_001),
    accepted: sized(10_000),
  },
  { rule: "plans-missing", what: "the empty document", refused: {}, accepted: { plans: {} } },
  {
    rule: "object-expected",
    what: "a list of plans",
    refused: { plans: [] },
    accepted: { plans: { a: {} } },
  },
  { rule: "object-expected", what: "null for a rule", refused: withRule(null), accepted: withRule({}) },
  {
    rule: "unknown-key",
    what: "a wrong top key",
    refused: { plans: {}, version: 1 },
    accepted: { PLANS: {} },
  },
  {
    rule: "unknown-key",
    what: "a key of the old pages",
    refused: withLifecycle({ to_delete_after_days: assign("7") }),
    accepted: withLifecycle({ Delete_After_Days: assign("7") }),
  },
  {
    rule: "unknown-key",
    what: "a key inside a setting",
    refused: region({ "@@assign": ["us-east-1"], assign: ["us-east-1"] }),
    accepted: region({ "@@ASSIGN": ["us-east-1"] }),
  },
  {
    rule: "unknown-key",
    what: "an unknown comparison",
    refused: withTagSelection({ ...TAG_SELECTION, conditions: { string_matches: {} } }),
    accepted: withTagSelection({ ...TAG_SELECTION, conditions: { string_equals: {} } }),
  },
  {
    rule: "duplicate-key",
    what: "names equal but for case",
    refused: { plans: { daily: {}, Daily: {} } },
    accepted: { plans: { daily: {}, daily2: {} } },
  },
  {
    rule: "duplicate-key",
    what: "names equal but for case",
    refused: { plans: { daily: {}, Daily: {} } },
    accepted: region({ "@@assign": [], "@@Assign": [] }),
  },
  {
    rule: "name-format",
    what: "51 characters",
    refused: { plans: { ["p".repeat(51)]: {} } },
    accepted: { plans: { ["p".repeat(50)]: {} } },
  },
  {
    rule: "name-format",
    what: "a space",
    refused: { plans: { "a b": {} } },
    accepted: { plans: { "a.b_c-9": {} } },
  },
  {
    rule: "name-format",
    what: "an empty name",
    refused: withPlan({ rules: { "": {} } }),
    accepted: withPlan({ rules: { r: {} } }),
  },
  {
    rule: "operator-missing",
    what: "a list without operator",
    refused: region(["us-east-1"]),
    accepted: region(assign(["us-east-1"])),
  },
  {
    rule: "operator-unknown",
    what: "a misspelt operator",
    refused: region({ "@@replace": [] }),
    accepted: region({ "@@remove": [] }),
  },
  {
    rule: "operator-unknown",
    what: "an unknown operator on a container",
    refused: withPlan({ "@@lock": true }),
    accepted: withPlan(NONE),
  },
  {
    rule: "operator-on-container",
    what: "a value for plans",
    refused: { plans: { "@@assign": null } },
    accepted: { plans: {}, "@@assign": null },
  },
  {
    rule: "operator-on-container",
    what: "a value for a lifecycle",
    refused: withLifecycle(assign("7")),
    accepted: withLifecycle(NONE),
  },
  {
    rule: "operator-on-single",
    what: "appending to a name",
    refused: withRule({ target_backup_vault_name: append(["vault"]) }),
    accepted: vault("vault"),
  },
  {
    rule: "operator-on-single",
    what: "removing a name",
    refused: withRule({ target_backup_vault_name: remove("vault") }),
    accepted: region(remove(["us-east-1"])),
  },
  {
    rule: "root-operand",
    what: "an object at the top",
    refused: { plans: {}, "@@append": {} },
    accepted: { plans: {}, "@@append": ["x"] },
  },
  { rule: "scalar-expected", what: "a list for a name", refused: vault(["vault"]), accepted: vault("vault") },
  {
    rule: "scalar-expected",
    what: "a list inside a list",
    refused: tagValues(assign([["a"]])),
    accepted: tagValues(assign(["a", 1, true])),
  },
  {
    rule: "list-expected",
    what: "one Region",
    refused: region(assign("us-east-1")),
    accepted: region(assign(["us-east-1"])),
  },
  {
    rule: "list-empty",
    what: "no tag value",
    refused: tagValues(assign([])),
    accepted: tagValues(remove(["old"])),
  },
  { rule: "list-empty", what: "no resource type", refused: resources(), accepted: resources("*") },
  { rule: "child-control", what: "a text", refused: control("@@none"), accepted: control(["@@none"]) },
  { rule: "child-control", what: "an empty list", refused: control([]), accepted: control(["@@all"]) },
  {
    rule: "child-control",
    what: "an unknown word",
    refused: control(["@@some"]),
    accepted: control(["@@ASSIGN"]),
  },
  {
    rule: "child-control",
    what: "@@none beside another",
    refused: control(["@@none", "@@remove"]),
    accepted: control(["@@all", "@@assign"]),
  },
  {
    rule: "child-control",
    what: "the same word twice",
    refused: control(["@@assign", "@@assign"]),
    accepted: control(["@@assign", "@@Assign"]),
  },
  { rule: "value-not-allowed", what: "59 minutes", refused: window("59"), accepted: window("060") },
  {
    rule: "value-not-allowed",
    what: "17 digits",
    refused: window("10000000000000000"),
    accepted: window("9999999999999999"),
  },
  { rule: "value-not-allowed", what: "a sign", refused: window("+60"), accepted: window(60) },
  { rule: "value-not-allowed", what: "a fraction", refused: window(60.5), accepted: window("60") },
  { rule: "value-not-allowed", what: "no number", refused: window(null), accepted: window("61") },
  { rule: "value-not-allowed", what: "0 days", refused: days("0"), accepted: days("1") },
  {
    rule: "value-not-allowed",
    what: "a capital in a boolean",
    refused: withRule({ enable_continuous_backup: assign("False") }),
    accepted: withRule({ enable_continuous_backup: assign(false) }),
  },
  {
    rule: "value-not-allowed",
    what: "a capital in an enumeration",
    refused: withPlan({ advanced_backup_settings: { ec2: { windows_vss: assign("Enabled") } } }),
    accepted: withPlan({ advanced_backup_settings: { EC2: { windows_vss: assign("enabled") } } }),
  },
  {
    rule: "value-not-allowed",
    what: "an unknown scan mode",
    refused: withRule({ scan_actions: { GUARDDUTY: { scan_mode: assign("QUICK_SCAN") } } }),
    accepted: withRule({ scan_actions: { guardduty: { scan_mode: assign("FULL_SCAN") } } }),
  },
  { rule: "value-not-allowed", what: "an index of EC2", refused: index("EC2"), accepted: index("EBS") },
  {
    rule: "value-not-allowed",
    what: "a Region wildcard",
    refused: region(assign(["*"])),
    accepted: region(assign(["cn-north-1"])),
  },
  {
    rule: "value-not-allowed",
    what: "an unknown Region to append",
    refused: region(append(["nowhere-1"])),
    accepted: region(append(["us-gov-west-1"])),
  },
  {
    rule: "value-not-allowed",
    what: "51 characters of a vault",
    refused: vault("v".repeat(51)),
    accepted: vault("v".repeat(50)),
  },
  { rule: "value-not-allowed", what: "a dot in a vault", refused: vault("a.b"), accepted: vault("a_b-C9") },
  {
    rule: "value-not-allowed",
    what: "a literal account in a role",
    refused: role("arn:aws:iam::111111111111:role/Backup"),
    accepted: role("arn:aws-cn:iam::$account:role/service-role/Backup"),
  },
  {
    rule: "value-not-allowed",
    what: "a user for a role",
    refused: role("arn:aws:iam::$account:user/Backup"),
    accepted: role("arn:aws-us-gov:iam::$account:role/Backup"),
  },
  {
    rule: "value-not-allowed",
    what: "$region in a copy",
    refused: copyTo("arn:aws:backup:$region:$account:backup-vault:V"),
    accepted: copyTo("arn:aws:backup:us-west-2:111111111111:backup-vault:V"),
  },
  {
    rule: "value-not-allowed",
    what: "$region missing in an air-gapped vault",
    refused: airGapped(VAULT_ARN),
    accepted: airGapped("arn:aws:backup:$region:$account:backup-vault:V"),
  },
  {
    rule: "value-not-allowed",
    what: "a resource itself",
    refused: resources("arn:aws:ec2:us-east-1:111111111111:volume/vol-1"),
    accepted: resources("arn:aws:ec2:*:*:volume/*", "arn:aws-us-gov:s3:::*"),
  },
  {
    rule: "value-not-allowed",
    what: "a blank condition key",
    refused: condition(" "),
    accepted: condition("backup"),
  },
  {
    rule: "value-not-allowed",
    what: "257 characters of a tag value",
    refused: tagValues(assign(["v".repeat(257)])),
    accepted: tagValues(assign(["v".repeat(256), ""])),
  },
  {
    rule: "value-not-allowed",
    what: "129 characters of a tag key",
    refused: withTagSelection({ ...TAG_SELECTION, tag_key: assign("k".repeat(129)) }),
    accepted: withTagSelection({ ...TAG_SELECTION, tag_key: assign("\u{1F600}".repeat(128)) }),
  },
  {
    rule: "key-required",
    what: "a tag selection without values",
    refused: withTagSelection({ tag_key: assign("backup") }),
    accepted: withTagSelection({ tag_key: assign("backup"), tag_value: append(["x"]) }),
  },
  {
    rule: "key-required",
    what: "a tag selection with a control for its values",
    refused: withTagSelection({ tag_key: assign("backup"), tag_value: NONE }),
    accepted: withTagSelection({ tag_key: assign("backup"), tag_value: { ...NONE, ...assign(["x"]) } }),
  },
  {
    rule: "key-required",
    what: "an empty tag selection",
    refused: withTagSelection({}),
    accepted: withPlan({ selections: { tags: {} } }),
  },
  {
    rule: "key-required",
    what: "a resource selection of a role",
    refused: withResourceSelection({ iam_role_arn: assign("arn:aws:iam::$account:role/R") }),
    accepted: withResourceSelection({ not_resource_types: assign(["arn:aws:s3:::*"]) }),
  },
  {
    rule: "key-required",
    what: "a copy action of a lifecycle",
    refused: withCopy({ lifecycle: { delete_after_days: assign("7") } }),
    accepted: withCopy({ target_backup_vault_arn: assign(VAULT_ARN) }),
  },
  {
    rule: "key-required",
    what: "a recovery point tag without value",
    refused: withRule({ recovery_point_tags: { owner: { tag_key: assign("owner") } } }),
    accepted: withRule({
      recovery_point_tags: { owner: { tag_key: assign("Owner"), tag_value: assign("") } },
    }),
  },
  {
    rule: "key-required",
    what: "a condition without value",
    refused: withResourceSelection({
      conditions: { string_equals: { one: { condition_key: assign("aws:ResourceTag/a") } } },
    }),
    accepted: withResourceSelection({ conditions: conditions() }),
  },
  {
    rule: "tag-name",
    what: "a plan tag of another name",
    refused: planTag("cost", "owner"),
    accepted: planTag("cost", "COST"),
  },
  {
    rule: "schedule-syntax",
    what: "rate()",
    refused: withSchedule("rate(1 day)"),
    accepted: withSchedule("cron(0 5 ? * * *)"),
  },
  {
    rule: "schedule-syntax",
    what: "an empty text",
    refused: withSchedule(""),
    accepted: withSchedule("cron(0 5 L * ? *)"),
  },
  {
    rule: "schedule-occurrences",
    what: "no run ahead",
    refused: withSchedule("cron(0 5 31 FEB ? *)"),
    accepted: withSchedule("cron(0 5 29 FEB ? *)"),
  },
  {
    rule: "schedule-occurrences",
    what: "a single run ahead",
    refused: withSchedule("cron(0 5 1 JAN ? 2030)"),
    accepted: withSchedule("cron(0 5 1 JAN ? 2030,2031)"),
  },
  {
    rule: "schedule-frequency",
    what: "59 minutes",
    refused: withSchedule("cron(0,59 7 ? * * *)"),
    accepted: withSchedule("cron(0 7,8 ? * * *)"),
  },
  {
    rule: "continuous-retention",
    what: "36 days",
    refused: continuous({ delete_after_days: assign("36") }),
    accepted: continuous({ delete_after_days: assign("35") }),
  },
  {
    rule: "continuous-retention",
    what: "no retention",
    refused: withRule({ enable_continuous_backup: assign("true") }),
    accepted: withRule({ enable_continuous_backup: assign("false") }),
  },
  {
    rule: "continuous-cold-storage",
    what: "cold storage",
    refused: continuous({ delete_after_days: assign("35"), move_to_cold_storage_after_days: assign("1") }),
    accepted: continuous({ delete_after_days: assign("35"), move_to_cold_storage_after_days: NONE }),
  },
  {
    rule: "archive-lifecycle",
    what: "no move to cold storage",
    refused: archive(undefined, "120"),
    accepted: archive("30", "120"),
  },
  {
    rule: "archive-retention",
    what: "89 days in cold storage",
    refused: archive("30", "119"),
    accepted: archive("30", "120"),
  },
  {
    rule: "archive-schedule",
    what: "weekly runs",
    refused: archive("30", "120", "cron(0 5 ? * SUN *)"),
    accepted: archive("30", "120", "cron(0 5 L * ? *)"),
  },
];

function conditions(): JsonValue {
  return {
    string_equals: { one: { condition_key: assign("aws:ResourceTag/a"), condition_value: assign("b") } },
  };
}

function index(type: string): JsonValue {
  return withRule({ index_actions: { resource_types: assign([type]) } });
}

describe("CreatePolicy refuses", () => {
  it.each(cases.map((example): [string, string, Case] => [example.rule, example.what, example]))(
    "by %s: %s, and nothing else is wrong",
    (rule, _what, { refused }) => {
      expect(new Set(refusalsOf(refused))).toEqual(new Set([rule]));
    },
  );

  it.each(cases.map((example): [string, string, Case] => [example.what, example.rule, example]))(
    "not the neighbour of %s (%s)",
    (_what, _rule, { accepted }) => {
      expect(refusalsOf(accepted)).toEqual([]);
    },
  );

  it("every rule that has an example here, except those about texts", () => {
    const elsewhere: readonly RefusalRule[] = ["json-syntax", "yaml-syntax", "more-problems"];
    const covered = new Set([...elsewhere, ...cases.map(({ rule }) => rule)]);
    expect([...covered].sort()).toEqual(Object.keys(REFUSALS).sort());
  });
});

describe("the moment of the call decides", () => {
  const schedule = withSchedule("cron(0,59 7 ? * * *)");

  it("a schedule is accepted between its close runs and refused after them", () => {
    expect(refusalsOf(schedule, new Date("2026-09-13T07:40:34Z"))).toEqual([]);
    expect(refusalsOf(schedule, new Date("2026-09-13T07:59:30Z"))).toEqual(["schedule-frequency"]);
  });

  it("seconds within the minute of a run change nothing", () => {
    expect(refusalsOf(schedule, new Date("2026-09-13T07:00:00.000Z"))).toEqual([]);
    expect(refusalsOf(schedule, new Date("2026-09-13T06:59:59.999Z"))).toEqual(["schedule-frequency"]);
  });

  it("without effect where no schedule stands", () => {
    expect(refusalsOf(withRule({}), AT)).toEqual([]);
  });
});
