import { validatePolicy, validatePolicyText } from "../../../src/policy/validate";
import type { PolicyValidation } from "../../../src/policy/validate";
import { policyDocumentFromValue } from "../../../src/policy/document";
import type { JsonObject } from "../../../src/text/json";

const at = new Date("2026-09-13T08:00:00Z");

function validated(content: JsonObject | string): PolicyValidation {
  return typeof content === "string"
    ? validatePolicyText(content, { at })
    : validatePolicy(policyDocumentFromValue(content), { at });
}

/** `rule at path`, of refusals and of advice. */
function found(content: JsonObject | string): readonly string[] {
  return validated(content).issues.map(({ rule, path }) => `${rule} at ${path}`);
}

function hints(content: JsonObject): readonly (string | undefined)[] {
  return validated(content).issues.map(({ hint }) => hint);
}

const inRule = (rule: JsonObject): JsonObject => ({ plans: { p: { rules: { r: rule } } } });
const inResources = (selection: JsonObject): JsonObject => ({
  plans: { p: { selections: { resources: { s: selection } } } },
});
const VAULT = "arn:aws:backup:eu-west-1:$account:backup-vault:copy";
const copyUnder = (name: string): JsonObject =>
  inRule({ copy_actions: { [name]: { target_backup_vault_arn: { "@@assign": VAULT } } } });
const conditionOn = (key: string): JsonObject =>
  inResources({
    conditions: {
      string_equals: { c: { condition_key: { "@@assign": key }, condition_value: { "@@assign": "b" } } },
    },
  });

describe("value operators at the top of a document", () => {
  test.each(["@@assign", "@@append", "@@remove"])(
    "%s with an object or a nested list is refused",
    (operator) => {
      for (const operand of [{}, [{}], [["one"]], ["one", []]]) {
        const { accepted, issues } = validated({ plans: {}, [operator]: operand });
        expect([accepted, issues[0]?.rule]).toEqual([false, "root-operand"]);
      }
    },
  );

  test.each([[[]], [["one", 2, null]], ["text"], [null]])("%j is accepted, with a notice", (operand) => {
    expect(validated({ plans: {}, "@@assign": operand }).accepted).toBe(true);
    expect(found({ plans: {}, "@@assign": operand })).toEqual(["ignored-operator at "]);
  });
});

describe("one operator in two spellings", () => {
  test("is accepted with a note in a setting, a container and the document", () => {
    const control = "@@operators_allowed_for_child_policies";
    const twice = { [control]: ["@@all"], [control.toUpperCase()]: ["@@none"] };
    expect(found(inRule({ target_backup_vault_name: { "@@assign": "Va", "@@ASSIGN": "Wa" } }))).toEqual([
      "not-recorded at plans/p/rules/r/target_backup_vault_name",
    ]);
    expect(found({ plans: { p: { ...twice } } })).toContain("not-recorded at plans/p");
    expect(found({ plans: {}, ...twice })).toContain("not-recorded at ");
  });

  test("is validated in both", () => {
    expect(
      found(inRule({ target_backup_vault_name: { "@@assign": "Va", "@@ASSIGN": "no vault" } })),
    ).toContain("value-not-allowed at plans/p/rules/r/target_backup_vault_name");
  });

  test("stays refused where the spelling is the same", () => {
    const text = '{"plans":{"p":{"regions":{"@@Assign":["eu-west-1"],"@@Assign":["eu-west-2"]}}}}';
    expect(found(text)).toEqual(["duplicate-key at plans/p/regions"]);
  });
});

describe("what no recording covers", () => {
  test.each([
    [
      "not_resource_types alone",
      inResources({ not_resource_types: { "@@assign": ["arn:aws:ec2:*:*:volume/*"] } }),
      "plans/p/selections/resources/s",
    ],
    [
      "a condition on another key",
      conditionOn("aws:RequestTag/a"),
      "plans/p/selections/resources/s/conditions/string_equals/c/condition_key",
    ],
    [
      "a condition on a bare tag",
      conditionOn("backup"),
      "plans/p/selections/resources/s/conditions/string_equals/c/condition_key",
    ],
  ] as const)("%s is accepted with a note", (_name, content, path) => {
    const { accepted, issues } = validated(content);
    expect(accepted).toBe(true);
    const note = issues.find(({ rule }) => rule === "not-recorded");
    expect(note).toMatchObject({ severity: "notice", path });
    expect(note?.message).toMatch(/^AWS's answer is not recorded/);
  });

  test.each(["central", ""])("a copy action named %j is accepted with a note", (name) => {
    expect(validated(copyUnder(name)).accepted).toBe(true);
    expect(found(copyUnder(name))).toContain(`not-recorded at plans/p/rules/r/copy_actions/${name}`);
  });

  test("a copy action named after its vault in lower case has no note", () => {
    expect(found(copyUnder(VAULT.toLowerCase()))).toEqual([]);
  });

  test("a Region that is not listed is accepted with advice, and a word of another form is refused", () => {
    const regions = (...codes: readonly string[]): JsonObject => ({
      plans: { p: { regions: { "@@assign": codes } } },
    });
    expect(validated(regions("me-west-1", "sa-west-1", "eusc-de-east-1")).accepted).toBe(true);
    expect(
      validated(regions("me-west-1", "eu-wset-1")).issues.map(({ rule, severity }) => [rule, severity]),
    ).toEqual([
      ["unlisted-region", "warning"],
      ["unlisted-region", "warning"],
    ]);
    for (const word of ["wrong", "US-EAST-1", "aws-global", "$region", "*"]) {
      expect(validated(regions(word)).accepted).toBe(false);
    }
  });
});

describe("what recordings of another policy type settle", () => {
  test("an empty child control list is refused", () => {
    expect(found({ plans: { "@@operators_allowed_for_child_policies": [] } })).toEqual([
      "child-control at plans",
    ]);
  });

  test("an empty setting, and a control alone in a setting or at the top, are accepted without a note", () => {
    const control = { "@@operators_allowed_for_child_policies": ["@@assign"] };
    expect(validated({ plans: { p: { regions: {} } } })).toEqual({ accepted: true, issues: [] });
    expect(validated({ plans: { p: { regions: control } } })).toEqual({ accepted: true, issues: [] });
    expect(validated({ plans: {}, ...control })).toEqual({ accepted: true, issues: [] });
  });
});

describe("hints", () => {
  test("never propose a value that is refused itself", () => {
    expect(hints(inRule({ lifecycle: { move_to_cold_storage_after_days: null } }))).toEqual([
      'Write {"@@assign": ...} with a whole number of days from 1, at most 16 digits and nothing else, or remove move_to_cold_storage_after_days.',
    ]);
    expect(hints(inRule({ lifecycle: { delete_after_days: 35 } }))).toEqual(['Write {"@@assign": 35}.']);
    expect(hints({ plans: { p: { regions: { "@@append": "mars" } } } })).toEqual([
      'Write {"@@append": [...]} with the code of a Region, such as eu-west-1, or remove regions.',
    ]);
    expect(hints({ plans: { p: { regions: { "@@append": "eu-west-1" } } } })).toEqual([
      'Write {"@@append": ["eu-west-1"]}.',
    ]);
  });

  test("do not take null for a value, nor note that it might be one where it is refused", () => {
    const content = inRule({ lifecycle: { delete_after_days: { "@@assign": null } } });
    expect(found(content)).toEqual(["value-not-allowed at plans/p/rules/r/lifecycle/delete_after_days"]);
    expect(hints(content)).toEqual(["Remove delete_after_days, or give it a value: null is not one."]);
  });

  test("suggest resource types of the same service only", () => {
    const type = (text: string): JsonObject => inResources({ resource_types: { "@@assign": [text] } });
    expect(hints(type("arn:aws:ec2:us-east-1:*:volume/*"))[0]).toContain("arn:aws:ec2:*:*:volume/*");
    expect(hints(type("arn:aws:neptune-db:*:*:cluster/*"))[0]).not.toContain("arn:aws");
  });
});

describe("a copy to the rule's own vault", () => {
  const plan = (regions: readonly string[], vault: string): JsonObject => ({
    plans: {
      p: {
        regions: { "@@assign": regions },
        rules: {
          r: {
            target_backup_vault_name: { "@@assign": vault },
            copy_actions: { [VAULT]: { target_backup_vault_arn: { "@@assign": VAULT } } },
          },
        },
      },
    },
  });

  test("gets advice that names the Region", () => {
    const [issue] = validated(plan(["eu-west-1", "eu-central-1"], "copy")).issues;
    expect(issue).toMatchObject({ rule: "copy-to-itself", severity: "warning" });
    expect(issue?.message).toBe(
      'In eu-west-1 the rule\'s own vault is "copy": the copy goes to the vault that the recovery point is in.',
    );
  });

  test("gets none for another vault or another Region", () => {
    expect(validated(plan(["eu-central-1"], "copy")).issues).toEqual([]);
    expect(validated(plan(["eu-west-1"], "main")).issues).toEqual([]);
  });
});
