import { OPT_IN_NAMES } from "../../src/capabilities/opt-in";
import { backupPlansIn, backupPlansOf } from "../../src/effective/backup-plan/read-backup-plans";
import { mergeLevels } from "../../src/effective/inherit";
import type { MergedNode } from "../../src/effective/merged-node";
import { plansProtect, stateProtects } from "../../src/review/plan-protects";
import type { RecordedOptIn } from "../../src/review/recorded-opt-in";
import type { JsonObject } from "../../src/text/json";
import { level } from "../support/policies";
import { WHOLE_POLICY } from "../support/whole-plan";
import { assign, daily, ROLE } from "./support/policy-documents";
import type { RuleDocument } from "./support/policy-documents";

const AT = new Date("2026-01-15T10:00:00Z");
const PAST = "cron(0 5 ? * * 2020-2025)";

function stateOf(rules: Readonly<Record<string, RuleDocument>>): MergedNode {
  return mergeLevels([level("root", [daily({}, { rules })])]);
}

describe("a policy", () => {
  it.each<[string, Readonly<Record<string, RuleDocument>>, string]>([
    ["one rule runs, another has ended", { nightly: {}, old: { schedule: PAST } }, "yes"],
    ["no rule runs again", { feb: { schedule: "cron(0 5 31 2 ? *)" }, old: { schedule: PAST } }, "no"],
    ["no schedule can be read", { odd: { schedule: "rate(1 day)" } }, "unknown"],
    [
      "one has ended and the other cannot be read",
      { odd: { schedule: "rate(1 day)" }, old: { schedule: PAST } },
      "unknown",
    ],
    ["one runs and the other cannot be read", { odd: { schedule: "rate(1 day)" }, nightly: {} }, "yes"],
  ])("of which %s", (_, rules, expected) => {
    expect(stateProtects(stateOf(rules), AT, undefined)).toBe(expected);
    expect(plansProtect(backupPlansIn(stateOf(rules)), AT, undefined)).toBe(expected);
  });

  it("without a plan protects nothing", () => {
    expect(plansProtect([], AT, undefined)).toBe("no");
    expect(stateProtects(mergeLevels([]), AT, undefined)).toBe("no");
  });
});

test("a plan protects only with Regions, rules and selections", () => {
  const { daily: plan } = WHOLE_POLICY.plans as { daily: JsonObject };
  const without = (name: string): string =>
    plansProtect(
      backupPlansOf({
        plans: { p: Object.fromEntries(Object.entries(plan).filter(([key]) => key !== name)) },
      }),
      AT,
      undefined,
    );
  expect([without("regions"), without("rules"), without("selections"), without("scan_settings")]).toEqual([
    "no",
    "no",
    "no",
    "yes",
  ]);
});

describe("what a plan selects", () => {
  const VOLUMES = "arn:aws:ec2:*:*:volume/*";
  const TIMESTREAM = "arn:aws:timestream:*:*:database/*";
  const CLUSTERS = "arn:aws:rds:*:*:cluster:*";

  function protection(
    regions: readonly string[],
    selection: JsonObject,
    kind: "tags" | "resources" = "resources",
    optIn?: RecordedOptIn,
  ): string {
    const selections = { [kind]: { s: { iam_role_arn: assign(ROLE), ...selection } } };
    return stateProtects(
      mergeLevels([level("root", [daily({}, { regions, raw: { selections } })])]),
      AT,
      optIn,
    );
  }

  it.each([
    ["a type in a Region that has it", [TIMESTREAM], ["us-west-1", "eu-west-1"], "yes"],
    ["a type in no Region that has it", [TIMESTREAM], ["us-west-1"], "no"],
    ["a type of which pages differ", [CLUSTERS], ["us-west-1"], "yes"],
    ["a type beside one that the Region has not", [TIMESTREAM, VOLUMES], ["us-west-1"], "yes"],
    ["a Region that no page lists", [VOLUMES], ["me-west-1"], "unknown"],
    ["nothing that AWS Backup knows", ["arn:aws:sqs:*"], ["eu-west-1"], "no"],
  ])("is protected or not: %s", (_, types, regions, expected) => {
    expect(protection(regions, { resource_types: assign(types) })).toBe(expected);
  });

  const TAGGED: JsonObject = { tag_key: assign("backup"), tag_value: assign(["daily"]) };
  const NO_TYPE = Object.fromEntries(OPT_IN_NAMES.map((name) => [name, false]));

  it.each<[string, string, "tags" | "resources", JsonObject, RecordedOptIn]>([
    ["nothing by tags where every type is off", "no", "tags", TAGGED, { "eu-west-1": NO_TYPE }],
    ["nothing where every type is off in each Region", "no", "tags", TAGGED, { "*": NO_TYPE }],
    ["other types by tags", "yes", "tags", TAGGED, { "eu-west-1": { ...NO_TYPE, EFS: true } }],
    ["what is off in another Region", "yes", "tags", TAGGED, { "eu-west-2": NO_TYPE }],
    ["types of which nothing is recorded", "yes", "tags", TAGGED, { "eu-west-1": { EBS: false } }],
    [
      "a type that the selection names, whatever its opt-in",
      "yes",
      "resources",
      { resource_types: assign([VOLUMES]) },
      { "eu-west-1": NO_TYPE },
    ],
    [
      "perhaps a named type of which pages differ",
      "unknown",
      "resources",
      { resource_types: assign(["arn:aws:fsx:*:*:file-system/*"]) },
      { "eu-west-1": NO_TYPE },
    ],
  ])("under recorded opt-in settings is %s: %s", (_, expected, kind, selection, optIn) => {
    expect(protection(["eu-west-1"], selection, kind, optIn)).toBe(expected);
    // What is known under some settings is not taken for what others say.
    expect(protection(["eu-west-1"], selection, kind)).toBe("yes");
  });

  const where = (...conditions: readonly (readonly [string, string, string?])[]): JsonObject => ({
    conditions: Object.fromEntries(
      [...new Set(conditions.map(([operator]) => operator))].map((operator) => [
        operator,
        Object.fromEntries(
          conditions.flatMap(([own, value, key = "aws:ResourceTag/env"], index) =>
            own === operator
              ? [[`c${index}`, { condition_key: assign(key), condition_value: assign(value) }]]
              : [],
          ),
        ),
      ]),
    ),
  });
  const both = (one: readonly [string, string, string?], other: readonly [string, string, string?]): string =>
    protection(["eu-west-1"], { resource_types: assign("*"), ...where(one, other) });

  it.each([
    [["string_equals", "a"], ["string_equals", "b"], "no"],
    [["string_equals", "a"], ["string_equals", "a"], "yes"],
    [["string_equals", "a"], ["string_equals", "b", "aws:ResourceTag/team"], "yes"],
    [["string_equals", "a"], ["string_not_equals", "a"], "no"],
    [["string_equals", "a"], ["string_not_equals", "b"], "yes"],
    [["string_equals", "ab"], ["string_like", "a*"], "yes"],
    [["string_equals", "ba"], ["string_like", "a*"], "no"],
    [["string_equals", "ab"], ["string_not_like", "a*"], "no"],
    [["string_like", "ab"], ["string_not_like", "a*"], "no"],
    [["string_like", "ab"], ["string_like", "cd"], "no"],
    [["string_like", "ab*"], ["string_not_like", "a*"], "no"],
    [["string_like", "a*"], ["string_not_like", "ab*"], "yes"],
    [["string_like", "a*"], ["string_not_equals", "a"], "yes"],
    [["string_like", "a*"], ["string_like", "b*"], "no"],
    [["string_like", "*a"], ["string_like", "*b"], "no"],
    [["string_like", "a*"], ["string_like", "*b"], "yes"],
    [["string_like", "a*"], ["string_like", "ab*c"], "yes"],
    [["string_not_like", "*"], ["string_not_equals", "a"], "yes"],
    [["string_equals", "a"], ["string_equals", "b", "aws:other"], "unknown"],
    [["string_equals", "a", "aws:other"], ["string_equals", "b", "aws:other"], "unknown"],
    [["string_equals", "a", "awsbackup-restore-test"], ["string_equals", "b"], "unknown"],
    [["string_equals", "a", "aws:ResourceTag/awsbackup-restore-test"], ["string_equals", "b"], "no"],
  ] as const)("is protected under the conditions %j and %j: %s", (one, other, expected) => {
    expect(both(one, other)).toBe(expected);
  });

  it("is protected if one of the values of a tag passes the conditions", () => {
    const tagged = (values: readonly string[]): string =>
      protection(
        ["eu-west-1"],
        { tag_key: assign("env"), tag_value: assign(values), ...where(["string_not_equals", "test"]) },
        "tags",
      );
    expect([tagged(["test", "prod"]), tagged(["test"])]).toEqual(["yes", "no"]);
  });
});
