import { OrgBackupError } from "../../../src/org-backup-error";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  allowChildren,
  append,
  assign,
  AwsCron,
  backupPolicy,
  backupPolicyFromJson,
  days,
  hours,
  inherited,
  json,
  lock,
  remove,
} from "../../../src/policy/author";
import type { BackupPlan, BackupPolicyInput, BackupRule } from "../../../src/policy/author";
import type { JsonObject } from "../../../src/text/json";

const AT = new Date("2026-11-10T00:00:00Z");
const fixtures = join(__dirname, "..", "..", "fixtures", "policies");

/** The JSON of a plan. */
function written(plan: BackupPlan): unknown {
  return (backupPolicy({ plans: { daily: plan } }).document.plans as JsonObject).daily;
}

/** The JSON of a rule. */
function writtenRule(rule: BackupRule): unknown {
  return written({ rules: { nightly: rule } });
}

/** What a caller without a compiler may pass. */
function fromUntyped(plans: unknown) {
  return backupPolicy({ plans } as BackupPolicyInput);
}

describe("an authored policy", () => {
  it("has the keys of AWS where the author writes camelCase", () => {
    expect(
      writtenRule({
        targetBackupVaultName: "Default",
        scanActions: { guardduty: { scanMode: "FULL_SCAN" } },
        lifecycle: { optInToArchiveForSupportedResources: false },
      }),
    ).toEqual({
      rules: {
        nightly: {
          target_backup_vault_name: { "@@assign": "Default" },
          scan_actions: { GUARDDUTY: { scan_mode: { "@@assign": "FULL_SCAN" } } },
          lifecycle: { opt_in_to_archive_for_supported_resources: { "@@assign": false } },
        },
      },
    });
  });

  it("assigns what is written as a plain value or list", () => {
    expect(written({ regions: ["eu-west-1"] })).toEqual({ regions: { "@@assign": ["eu-west-1"] } });
  });

  it("holds the operators of a list in the order in which they are written", () => {
    const plan = written({ regions: remove(["eu-west-1"]).append(["eu-north-1"]).assign(["eu-west-2"]) });
    expect(JSON.stringify(plan)).toBe(
      '{"regions":{"@@remove":["eu-west-1"],"@@append":["eu-north-1"],"@@assign":["eu-west-2"]}}',
    );
  });

  it("holds the scalars of value objects, also behind operators and controls", () => {
    expect(
      writtenRule({
        scheduleExpression: assign(AwsCron.daily("03:05")),
        startBackupWindowMinutes: lock(hours(8)),
        lifecycle: { deleteAfterDays: days(35) },
      }),
    ).toEqual({
      rules: {
        nightly: {
          schedule_expression: { "@@assign": "cron(5 3 * * ? *)" },
          start_backup_window_minutes: {
            "@@assign": 480,
            "@@operators_allowed_for_child_policies": ["@@none"],
          },
          lifecycle: { delete_after_days: { "@@assign": 35 } },
        },
      },
    });
  });

  it("keeps names as they are, whatever they mean to JavaScript", () => {
    const plans = { ["__proto__"]: { regions: ["eu-west-1"] }, constructor: {} } as const;
    const { document } = backupPolicy({ plans });
    expect(JSON.stringify(document)).toBe(
      '{"plans":{"__proto__":{"regions":{"@@assign":["eu-west-1"]}},"constructor":{}}}',
    );
    expect(Object.getPrototypeOf(document.plans)).toBe(Object.prototype);
  });

  it("leaves out what is undefined", () => {
    expect(fromUntyped({ daily: { regions: undefined } }).document).toEqual({ plans: { daily: {} } });
  });

  it("holds JSON as it is written", () => {
    expect(written({ rules: json({ Nightly: { LIFECYCLE: { "@@X": [1, null] } } }) })).toEqual({
      rules: { Nightly: { LIFECYCLE: { "@@X": [1, null] } } },
    });
  });

  it("may set nothing and only restrict policies below", () => {
    expect(
      written({ regions: allowChildren(inherited, ["append", "remove"]), rules: lock(inherited) }),
    ).toEqual({
      regions: { "@@operators_allowed_for_child_policies": ["@@append", "@@remove"] },
      rules: { "@@operators_allowed_for_child_policies": ["@@none"] },
    });
  });

  it("is accepted at a moment, as AWS decides", () => {
    const policy = backupPolicy({
      plans: { daily: { rules: { once: { scheduleExpression: "cron(0 3 1 1 ? 2027-2028)" } } } },
    });
    expect(policy.validate({ at: AT }).accepted).toBe(true);
    expect(policy.validate({ at: new Date("2027-06-01T00:00:00Z") }).accepted).toBe(false);
  });

  it("is refused for what AWS refuses, with the path in the document", () => {
    const { accepted, issues } = backupPolicy({
      plans: { daily: { rules: { nightly: { lifecycle: { deleteAfterDays: days(0) } } } } },
    }).validate({ at: AT });
    expect(accepted).toBe(false);
    expect(issues).toContainEqual(
      expect.objectContaining({
        rule: "value-not-allowed",
        path: "plans/daily/rules/nightly/lifecycle/delete_after_days",
      }),
    );
  });
});

describe("what the compiler would refuse is reported, and no document is written without it", () => {
  const twice = (append(["a"]) as unknown as { append(list: readonly string[]): unknown }).append(["b"]);
  const cases: readonly [string, unknown, string, string, RegExp][] = [
    [
      "a key of AWS",
      { daily: { rules: { r: { target_backup_vault_name: "x" } } } },
      "unknown-key",
      "plans/daily/rules/r/target_backup_vault_name",
      /Write targetBackupVaultName\./,
    ],
    [
      "an alias",
      { daily: { rules: { r: { start_window_minutes: 60 } } } },
      "unknown-key",
      "plans/daily/rules/r/start_window_minutes",
      /Write startBackupWindowMinutes\./,
    ],
    [
      "a misspelt key",
      { daily: { regoins: ["eu-west-1"] } },
      "unknown-key",
      "plans/daily/regoins",
      /Write regions\./,
    ],
    [
      "a key like nothing known",
      { daily: { x: 1 } },
      "unknown-key",
      "plans/daily/x",
      /Known keys: regions, rules, selections, advancedBackupSettings/,
    ],
    [
      "an operator of AWS in a container",
      { daily: { "@@assign": 1 } },
      "unknown-key",
      "plans/daily/@@assign",
      /assign, append, remove and lock/,
    ],
    [
      "an operator of AWS as a name",
      { "@@operators_allowed_for_child_policies": ["@@none"] },
      "name-format",
      "plans/@@operators_allowed_for_child_policies",
      /assign, append, remove and lock/,
    ],
    [
      "an operator of AWS in a setting",
      { daily: { regions: { "@@assign": [] } } },
      "authored-value",
      "plans/daily/regions",
      /assign, append, remove and lock/,
    ],
    [
      "an operator on a container",
      { daily: { rules: append(["x"]) } },
      "authored-value",
      "plans/daily/rules",
      /^The rules of a plan must be an object, and this is an operator/,
    ],
    [
      "an operator twice",
      { daily: { regions: twice } },
      "duplicate-key",
      "plans/daily/regions",
      /@@append appears twice/,
    ],
    ["a value for a container", { daily: 5 }, "authored-value", "plans/daily", /this is the number 5/],
    [
      "a list for a container",
      { daily: { rules: [] } },
      "authored-value",
      "plans/daily/rules",
      /this is a list/,
    ],
    ["null for a container", { daily: null }, "authored-value", "plans/daily", /this is null/],
    [
      "an instance of a class",
      { daily: new Map() },
      "authored-value",
      "plans/daily",
      /this is a value of type object/,
    ],
    [
      "a number that JSON cannot hold",
      { daily: { rules: { r: { lifecycle: { deleteAfterDays: NaN } } } } },
      "authored-value",
      "plans/daily/rules/r/lifecycle/delete_after_days",
      /The number NaN cannot be written as JSON/,
    ],
    [
      "a function",
      { daily: { regions: () => ["eu-west-1"] } },
      "authored-value",
      "plans/daily/regions",
      /type function/,
    ],
    [
      "JSON that holds itself",
      { daily: json(selfContaining()) },
      "authored-value",
      "plans/daily",
      /cannot be written as JSON/,
    ],
  ];

  function selfContaining(): JsonObject {
    const outer: Record<string, JsonObject> = {};
    outer.first = outer;
    outer.second = outer;
    return outer;
  }

  test.each(cases)("%s", (_, plans, rule, path, text) => {
    const policy = fromUntyped(plans);
    expect(policy.issues).toEqual([expect.objectContaining({ rule, path, severity: "error" })]);
    expect(`${policy.issues[0]!.message} ${policy.issues[0]!.hint}`).toMatch(text);
    const { accepted, issues } = policy.validate({ at: AT });
    expect(accepted).toBe(false);
    expect(issues[0]).toBe(policy.issues[0]);
  });

  test.each([5, null, undefined, [], "text", () => 1])("%p for the whole policy", (input) => {
    const policy = backupPolicy(input as unknown as BackupPolicyInput);
    expect(() => policy.document).toThrow(/^The policy cannot be written\. /);
    expect(policy.validate({ at: AT }).accepted).toBe(false);
  });

  it("a misspelt key, with the right one, by whoever asks for the document: tsx and swc do not check types", () => {
    const policy = fromUntyped({
      weekly: {
        rules: { r: { scheduleExpresion: "cron(0 3 ? * SUN *)", lifecycle: { delete_after_days: 7 } } },
      },
    });
    const refusal = [
      "The policy cannot be written.",
      'plans/weekly/rules/r/scheduleexpresion: "scheduleExpresion" is not a key of a rule. Write scheduleExpression.',
    ].join(" ");
    const second =
      'plans/weekly/rules/r/lifecycle/delete_after_days: "delete_after_days" is not a key of a lifecycle. Write deleteAfterDays.';
    for (const read of [() => policy.document, () => policy.text, () => policy.minified]) {
      expect(read).toThrow(new OrgBackupError("input", `${refusal}\n${second}`));
    }
  });

  it("lists for settings with one value, and the other way round, as the validation words it", () => {
    const { issues } = fromUntyped({
      daily: { regions: "eu-west-1", rules: { r: { targetBackupVaultName: append(["x"]) } } },
    }).validate({ at: AT });
    expect(issues.map(({ rule, path }) => [rule, path])).toEqual(
      expect.arrayContaining([
        ["list-expected", "plans/daily/regions"],
        ["operator-on-single", "plans/daily/rules/r/target_backup_vault_name"],
      ]),
    );
  });
});

describe("an existing policy", () => {
  const files = readdirSync(fixtures).filter((file) => file.endsWith(".json"));

  test.each(files)("%s is accepted as it is, text included", (file) => {
    const text = readFileSync(join(fixtures, file), "utf8");
    const policy = backupPolicyFromJson(text);
    expect(policy.text).toBe(text);
    expect(policy.document).toEqual(JSON.parse(text));
    expect(policy.validate({ at: AT }).accepted).toBe(true);
  });

  it("may be a value; its text is then minified", () => {
    const policy = backupPolicyFromJson({ plans: { Daily: { REGIONS: { "@@Assign": ["eu-west-1"] } } } });
    expect(policy.text).toBe('{"plans":{"Daily":{"REGIONS":{"@@Assign":["eu-west-1"]}}}}');
    expect(policy.validate({ at: AT }).accepted).toBe(true);
  });

  it("keeps positions, and the spelling of numbers that AWS looks at", () => {
    const { accepted, issues } = backupPolicyFromJson(
      '{"plans": {"a": {"rules": {"r": {\n"start_backup_window_minutes": {"@@assign": 60.0}}}}}}',
    ).validate({ at: AT });
    expect(accepted).toBe(false);
    expect(issues[0]).toMatchObject({ rule: "value-not-allowed", position: { line: 2 } });
  });

  it("that is no JSON is refused with the place of the mistake, and with nothing else", () => {
    const policy = backupPolicyFromJson('{"plans": }');
    expect(() => policy.text).toThrow(/^The policy cannot be written\. This is not JSON: /);
    expect(policy.validate({ at: AT })).toEqual({
      accepted: false,
      issues: [expect.objectContaining({ rule: "json-syntax", position: { line: 1, column: 11 } })],
    });
  });

  it("that is no object is refused", () => {
    expect(backupPolicyFromJson("[]").validate({ at: AT }).accepted).toBe(false);
    expect(backupPolicyFromJson("[]").document).toEqual({});
  });
});
