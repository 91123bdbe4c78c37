import type { Finding } from "../../src/text/finding";
import { validatePolicyText } from "../../src/policy/validate";
import {
  assign,
  AT,
  rulesOf,
  TAG_SELECTION,
  validate,
  withLifecycle,
  withPlan,
  withRule,
  withSchedule,
} from "./support/fragments";

function hintOf(policy: Parameters<typeof validate>[0]): string | undefined {
  return validate(policy).issues[0]?.hint;
}

describe("A validation", () => {
  it("reports all problems of a document at once, refusals first, each kind in the order of the text", () => {
    const text = `{
  "plans": {
    "Daily": {
      "regions": { "@@assign": ["us-east-1", "nowhere"] },
      "rules": {
        "Nightly": {
          "index_actions": { "resource_types": { "@@assign": ["EBS", "S3"] } },
          "start_backup_window_minutes": "60",
          "lifecycle": { "delete_after_days": { "@@assign": 0 } }
        }
      },
      "selections": { "tags": { "all": { "tag_key": { "@@assign": "backup" } } } }
    }
  }
}`;
    const { accepted, issues } = validatePolicyText(text, { at: AT });
    expect(accepted).toBe(false);
    expect(
      issues.map(({ rule, severity, path, position }) => [
        severity,
        rule,
        path,
        position?.line,
        position?.column,
      ]),
    ).toEqual([
      ["error", "value-not-allowed", "plans/daily/regions", 4, 46],
      ["error", "operator-missing", "plans/daily/rules/nightly/start_backup_window_minutes", 8, 42],
      ["error", "value-not-allowed", "plans/daily/rules/nightly/lifecycle/delete_after_days", 9, 61],
      ["error", "key-required", "plans/daily/selections/tags/all", 12, 33],
      ["notice", "index-resource-types", "plans/daily/rules/nightly/index_actions/resource_types", 7, 62],
    ]);
  });

  it("says nothing of missing settings where the container itself is unreadable", () => {
    expect(rulesOf(validate(withPlan({ selections: { tags: { all: [] } } })).issues)).toEqual([
      "object-expected",
    ]);
    const raw = withPlan({ selections: { tags: { all: { ...TAG_SELECTION, tag_value: ["daily"] } } } });
    expect(rulesOf(validate(raw).issues)).toEqual(["operator-missing"]);
  });

  it("has no positions for a document without text", () => {
    const [issue] = validate({}).issues;
    expect(issue).toEqual<Finding>({
      rule: "plans-missing",
      severity: "error",
      message: 'The document has no key "plans"; a backup policy contains plans and nothing else.',
      path: "",
      hint: 'Write {"plans": {...}}.',
      accounts: [],
      policies: [],
      documentation: "help/findings.md#plans-missing",
    });
  });

  it("does not repeat that a lifecycle is incomplete where its values are unreadable", () => {
    const policy = withRule({
      enable_continuous_backup: assign(true),
      lifecycle: { delete_after_days: assign("many") },
    });
    expect(rulesOf(validate(policy).issues)).toEqual(["value-not-allowed"]);
    const raw = withRule({ enable_continuous_backup: assign(true), lifecycle: { delete_after_days: "35" } });
    expect(rulesOf(validate(raw).issues)).toEqual(["operator-missing"]);
  });
});

describe("A refused text", () => {
  it.each([
    ["", "the text is empty", 1, 1],
    ['{"plans": {},}', "JSON allows no trailing comma", 1, 14],
    ['{\n  // comment\n  "plans": {}}', "JSON allows no comments", 2, 3],
    ["{'plans': {}}", "", 1, 2],
  ])("%j is not JSON", (text, reason, line, column) => {
    const { accepted, issues } = validatePolicyText(text, { at: AT });
    expect(accepted).toBe(false);
    expect(issues).toEqual([
      expect.objectContaining({
        rule: "json-syntax",
        severity: "error",
        path: "",
        position: { line, column },
      }),
    ]);
    expect(issues[0]?.message).toContain(reason);
  });

  it("may be YAML where YAML is expected", () => {
    const text = "plans:\n  daily:\n    regions:\n      '@@assign': [us-east-1]\n";
    expect(validatePolicyText(text, { at: AT, format: "yaml" })).toEqual({ accepted: true, issues: [] });
    expect(rulesOf(validatePolicyText("plans: [", { at: AT, format: "yaml" }).issues)).toContain(
      "yaml-syntax",
    );
  });
});

describe("The hint of a refusal", () => {
  it.each([
    ["to_delete_after_days", 'Write "delete_after_days".'],
    ["DeleteAfterDays", 'Write "delete_after_days".'],
    ["delete-after-days", 'Write "delete_after_days".'],
    ["delete_after_day", 'Did you mean "delete_after_days"?'],
    ["regions", '"regions" belongs at plans/<plan>/regions.'],
    ["tag_key", undefined],
  ])("for the key %s in a lifecycle names what is meant", (key, hint) => {
    const found = hintOf(withLifecycle({ [key]: assign("7") }));
    expect(found).toEqual(hint ?? expect.stringMatching(/^"tag_key" belongs at plans\/.* or plans\//));
  });

  it("says what reads an organization file", () => {
    const text = '{"organization":{"id":"o-1"},"plans":{}}';
    const { issues } = validatePolicyText(text, { at: AT });
    expect(issues.find(({ path }) => path === "organization")?.hint).toContain("`org-backup effective");
  });

  it("lists the keys where nothing is near", () => {
    expect(hintOf(withLifecycle({ colour: assign("red") }))).toBe(
      "Known keys: move_to_cold_storage_after_days, delete_after_days, opt_in_to_archive_for_supported_resources.",
    );
  });

  it.each([
    ["vault", "target_backup_vault_name"],
    ["target_vault_name", "target_backup_vault_name"],
    ["schedule", "schedule_expression"],
    ["ScheduleExpression", "schedule_expression"],
  ])("for the widely copied key %s in a rule is %s", (wrong, right) => {
    expect(hintOf(withRule({ [wrong]: assign("x") }))).toBe(`Write "${right}".`);
  });

  it("for ScanMode is scan_mode", () => {
    expect(hintOf(withRule({ scan_actions: { GUARDDUTY: { ScanMode: assign("FULL_SCAN") } } }))).toBe(
      'Write "scan_mode".',
    );
  });

  it("for a key that only AWS Backup knows says so", () => {
    expect(hintOf(withRule({ schedule_expression_timezone: assign("UTC") }))).toContain(
      "schedules are in UTC",
    );
  });

  it.each([
    [withPlan({ regions: "us-east-1" }), 'Write {"@@assign": ["us-east-1"]}.'],
    [withPlan({ regions: ["us-east-1", "us-west-2"] }), 'Write {"@@assign": ["us-east-1","us-west-2"]}.'],
    [withRule({ target_backup_vault_name: "Vault" }), 'Write {"@@assign": "Vault"}.'],
    [withRule({ target_backup_vault_name: ["Vault"] }), 'Write {"@@assign": "Vault"}.'],
    [withRule({ start_backup_window_minutes: 60 }), 'Write {"@@assign": 60}.'],
    [
      withRule({ target_backup_vault_name: "v".repeat(100) }),
      'Write {"@@assign": ...} with 1 to 50 letters, digits, hyphens and underscores, or remove target_backup_vault_name.',
    ],
  ])("for a value without operator shows it with one", (policy, hint) => {
    expect(hintOf(policy)).toBe(hint);
  });

  it.each([
    [withPlan({ regions: assign(["eu-west1"]) }), 'Did you mean "eu-west-1"?'],
    [withPlan({ regions: assign(["*"]) }), "A policy names each Region; there is no wildcard."],
    [withPlan({ regions: { "@@asign": ["us-east-1"] } }), 'Did you mean "@@assign"?'],
    [withRule({ enable_continuous_backup: assign("FALSE") }), 'Did you mean "false"?'],
    [withRule({ start_backup_window_minutes: assign("60.0") }), 'Write "60".'],
    [withRule({ start_backup_window_minutes: assign(" 60") }), 'Write "60".'],
    [withRule({ target_backup_vault_name: assign(["Vault"]) }), 'Write {"@@assign": "Vault"}.'],
    [withPlan({ regions: assign("us-east-1") }), 'Write {"@@assign": ["us-east-1"]}.'],
    [
      withSchedule("rate(12 hours)"),
      "Backup policies take cron expressions only; for example cron(0 5 ? * * *) for daily runs at 05:00 UTC.",
    ],
  ])("for a value that is not allowed leads to one that is", (policy, hint) => {
    expect(hintOf(policy)).toBe(hint);
  });

  it("for a number that cannot be meant points at the syntax", () => {
    expect(hintOf(withRule({ start_backup_window_minutes: assign("59") }))).toBe(
      "`org-backup help policy-syntax` shows what each setting takes.",
    );
  });

  it("for a document that fits without white space says so", () => {
    const value = withPlan({ regions: { "@@remove": Array.from({ length: 400 }, () => "us-east-1") } });
    const { accepted, issues } = validatePolicyText(JSON.stringify(value, null, 4), { at: AT });
    expect(accepted).toBe(false);
    expect(issues[0]).toMatchObject({
      rule: "document-size",
      message: "The document has 13,339 characters; AWS accepts at most 10,000, white space included.",
      hint: "Without white space it has 4,846 and fits: send it minified.",
    });
  });
});

describe("A schedule that is refused at another time", () => {
  it("is reported with the moment, although it is accepted now", () => {
    const { accepted, issues } = validate(
      withSchedule("cron(0,59 7 ? * * *)"),
      new Date("2026-09-13T07:40:34Z"),
    );
    expect(accepted).toBe(true);
    expect(issues).toEqual([
      expect.objectContaining({
        rule: "schedule-time-dependent",
        severity: "warning",
        path: "plans/daily/rules/nightly/schedule_expression",
        message: expect.stringContaining(
          "shortly before 2026-09-14T07:00:00.000Z: the runs from then on are 59 minutes apart",
        ) as string,
      }),
    ]);
  });

  it("is really refused then", () => {
    expect(validate(withSchedule("cron(0,59 7 ? * * *)"), new Date("2026-09-14T06:59:00Z")).accepted).toBe(
      false,
    );
  });

  it("is judged by 28 days with the archive opt-in of a copy", () => {
    const lifecycle = {
      move_to_cold_storage_after_days: assign("30"),
      delete_after_days: assign("121"),
      opt_in_to_archive_for_supported_resources: assign("true"),
    };
    const arn = "arn:aws:backup:us-east-1:$account:backup-vault:Vault";
    const policy = withRule({
      schedule_expression: assign("cron(0 5 1,29 JAN,FEB ? *)"),
      copy_actions: { [arn]: { target_backup_vault_arn: assign(arn), lifecycle } },
    });
    const { accepted, issues } = validate(policy);
    expect(accepted).toBe(true);
    expect(issues.map(({ rule, message }) => [rule, /are [^,]+ apart/.exec(message)?.[0]])).toEqual([
      ["schedule-time-dependent", "are 3 days apart"],
    ]);
    expect(issues[0]?.message).toContain("at least 28 days apart with the archive opt-in");
  });
});
