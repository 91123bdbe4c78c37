import { mergeLevels } from "../../src/effective/inherit";
import { EffectivePolicyValidator } from "../../src/effective/effective-policy";
import type { EffectivePolicy } from "../../src/effective/effective-policy";
import type { JsonObject } from "../../src/text/json";
import { levelsFrom } from "../support/policies";

const AT = new Date("2026-01-01T00:00:00Z");

function merged(...documents: readonly JsonObject[]): EffectivePolicy {
  const levels = levelsFrom(documents.map((document) => [document]));
  return new EffectivePolicyValidator(AT).validate(mergeLevels(levels), levels);
}

function errorsOf(policy: EffectivePolicy): readonly string[] {
  return policy.errors.map(({ code, message, path }) => `${code} ${message} (${path})`);
}

function notesOf(policy: EffectivePolicy): readonly string[] {
  return policy.notes.map(({ assumption, path }) => `${assumption} (${path})`);
}

const ROLE = { "@@assign": "arn:aws:iam::$account:role/R" };
const tagged: JsonObject = {
  tags: { s: { iam_role_arn: ROLE, tag_key: { "@@assign": "k" }, tag_value: { "@@assign": ["v"] } } },
};

function plan({ rule = {}, selections = tagged, ...rest }: Readonly<Record<string, JsonObject>>): JsonObject {
  return {
    plans: {
      p: {
        regions: { "@@assign": ["us-east-1"] },
        rules: { r: { target_backup_vault_name: { "@@assign": "Vault" }, ...rule } },
        selections,
        ...rest,
      },
    },
  };
}

const below = (content: JsonObject): JsonObject => ({ plans: { p: content } });

test("errors of plans that hold the same name each plan", () => {
  const broken: JsonObject = { "@@assign": "x" };
  const found = errorsOf(merged({ plans: { first: broken, second: broken } }));
  expect(found).toEqual(
    ["first", "second"].flatMap((name) =>
      ["regions", "rules", "selections"].map((key) => `KEY_REQUIRED '${key}' is missing (plans/${name})`),
    ),
  );
});

describe("a selection without a role", () => {
  test.each([
    ["tags", { s: { tag_key: { "@@assign": "k" }, tag_value: { "@@assign": ["v"] } } }],
    ["resources", { s: { resource_types: { "@@assign": ["*"] } } }],
  ])("is an error with the same note for %s", (kind, selection) => {
    const policy = merged(plan({ selections: { [kind]: selection } }));
    expect(errorsOf(policy)).toEqual([
      `KEY_REQUIRED 'iam_role_arn' is missing (plans/p/selections/${kind}/s)`,
    ]);
    expect(notesOf(policy)).toEqual([`required-as-documented (plans/p/selections/${kind}/s)`]);
  });
});

describe("a list emptied by merging", () => {
  test.each([
    [
      "tags",
      "tag_value",
      { iam_role_arn: ROLE, tag_key: { "@@assign": "k" }, tag_value: { "@@assign": ["v"] } },
      "v",
    ],
    ["resources", "resource_types", { iam_role_arn: ROLE, resource_types: { "@@assign": ["*"] } }, "*"],
  ])("is an error with the same notes for %s", (kind, key, selection, member) => {
    const policy = merged(
      plan({ selections: { [kind]: { s: selection } } }),
      below({ selections: { [kind]: { s: { [key]: { "@@remove": [member] } } } } }),
    );
    const path = `plans/p/selections/${kind}/s/${key}`;
    expect(errorsOf(policy)).toEqual([
      `ELEMENTS_TOO_FEW '${key}' is less than the allowed minimum limit 1 (${path})`,
    ]);
    expect(notesOf(policy)).toContain(`required-settings-by-analogy (${path})`);
  });
});

describe("quotas", () => {
  const copies = Object.fromEntries(
    [...Array(6).keys()].map((index) => {
      const arn = `arn:aws:backup:us-west-2:$account:backup-vault:V${index}`;
      return [arn, { target_backup_vault_arn: { "@@assign": arn } }];
    }),
  );

  test("other than rules are a note and a warning with the figures, not an error", () => {
    const policy = merged(plan({ rule: { copy_actions: copies } }));
    expect(policy.status).toBe("published");
    expect(policy.notes.map(({ message, path }) => [path, message.split(".")[0]])).toEqual([
      ["plans/p/rules/r/copy_actions", "6 here; the quota is 5 copy actions in a rule"],
    ]);
    expect(policy.advice).toMatchObject([
      {
        rule: "merged-quota-exceeded",
        severity: "warning",
        path: "plans/p/rules/r/copy_actions",
        message:
          "6 here; the quota is 5 copy actions in a rule. Whether AWS withholds the policy or ignores the excess is not recorded.",
      },
    ]);
  });

  test("of rules is the recorded error", () => {
    const rules = Object.fromEntries(
      [...Array(11).keys()].map((index) => [
        `r${index}`,
        { target_backup_vault_name: { "@@assign": "Vault" } },
      ]),
    );
    expect(errorsOf(merged(plan({}), below({ rules })))).toEqual([
      "ELEMENTS_TOO_MANY 'rules' exceeds the allowed maximum limit 10 (plans/p/rules)",
    ]);
  });

  test("of conditions counts all comparisons of a selection together", () => {
    const condition = {
      condition_key: { "@@assign": "aws:ResourceTag/a" },
      condition_value: { "@@assign": "b" },
    };
    const sixteen = Object.fromEntries([...Array(16).keys()].map((index) => [`c${index}`, condition]));
    const selection = { iam_role_arn: ROLE, conditions: { string_equals: sixteen, string_like: sixteen } };
    expect(notesOf(merged(plan({ selections: { resources: { s: selection } } })))).toEqual([
      "quota-exceeded-by-merging (plans/p/selections/resources/s/conditions)",
    ]);
  });
});

describe("settings that depend on each other", () => {
  const archive = {
    move_to_cold_storage_after_days: { "@@assign": "30" },
    delete_after_days: { "@@assign": "120" },
    opt_in_to_archive_for_supported_resources: { "@@assign": "true" },
  };

  test("note an archive opt-in whose schedule has no further runs", () => {
    const policy = merged(
      plan({ rule: { schedule_expression: { "@@assign": "cron(0 5 1 1 ? 2025)" }, lifecycle: archive } }),
    );
    expect(errorsOf(policy)).toEqual([]);
    expect(notesOf(policy)).toEqual(["archive-schedule-ended (plans/p/rules/r)"]);
  });

  test("look at each copy's lifecycle, and report identical errors once", () => {
    const target = (name: string): JsonObject => ({
      target_backup_vault_arn: { "@@assign": `arn:aws:backup:us-west-2:$account:backup-vault:${name}` },
      lifecycle: { ...archive, delete_after_days: { "@@assign": "100" } },
    });
    const rule = {
      schedule_expression: { "@@assign": "cron(0 5 1 * ? *)" },
      copy_actions: { a: target("A"), b: target("B") },
    };
    expect(errorsOf(merged(plan({ rule })))).toEqual([
      "CROSS_ATTRIBUTE_VALIDATION Dependent fields opt_in_to_archive_for_supported_resources=true,delete_after_days=100,move_to_cold_storage_after_days=30 in policy block r are invalid when used together (plans/p/rules/r)",
    ]);
  });

  test("note continuous backup without a retention, and accept it with cold storage", () => {
    const continuous = { enable_continuous_backup: { "@@assign": "true" } };
    expect(notesOf(merged(plan({ rule: continuous })))).toEqual([
      "continuous-backup-needs-retention (plans/p/rules/r)",
    ]);
    const cold = {
      ...continuous,
      lifecycle: {
        delete_after_days: { "@@assign": "35" },
        move_to_cold_storage_after_days: { "@@assign": "1" },
      },
    };
    expect(errorsOf(merged(plan({ rule: cold })))).toEqual([]);
  });
});

describe("what no recording covers", () => {
  test("a selection by not_resource_types alone is published with a note", () => {
    const selection = {
      iam_role_arn: ROLE,
      not_resource_types: { "@@assign": ["arn:aws:ec2:*:*:volume/*"] },
    };
    const policy = merged(plan({ selections: { resources: { s: selection } } }));
    expect([policy.status, ...notesOf(policy)]).toEqual([
      "published",
      "exclusion-alone-selects (plans/p/selections/resources/s)",
    ]);
  });

  test("one operator in two spellings is a note, whichever spelling comes first", () => {
    for (const spellings of [
      ["@@assign", "@@ASSIGN"],
      ["@@ASSIGN", "@@Assign"],
    ] as const) {
      const twice = { [spellings[0]]: "Vault", [spellings[1]]: "Other" };
      const policy = merged(plan({ rule: { target_backup_vault_name: twice } }));
      expect(notesOf(policy)).toEqual(["operator-written-twice (plans/p/rules/r/target_backup_vault_name)"]);
    }
  });

  test("the note goes where a lower-level policy assigns the setting anew", () => {
    const twice = { "@@assign": "Vault", "@@ASSIGN": "Other" };
    const policy = merged(
      plan({ rule: { target_backup_vault_name: twice } }),
      below({ rules: { r: { target_backup_vault_name: { "@@assign": "Third" } } } }),
    );
    expect(notesOf(policy)).toEqual([]);
  });
});
