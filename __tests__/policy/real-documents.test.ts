import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonObject, JsonValue } from "../../src/text/json";
import { isJsonObject } from "../../src/text/json";
import { parsePolicyDocument } from "../../src/policy/document";
import { validatePolicyText } from "../../src/policy/validate";
import { assign, AT, NONE, ROLE, rulesOf, VAULT_ARN, validate } from "./support/fragments";

const folder = join(__dirname, "../fixtures/policies");

/** What each document deserves to hear. */
const advice: Readonly<Record<string, readonly string[]>> = {
  "aws-samples-backup-recovery-daily.json": [],
  "aws-samples-backup-recovery-monthly.json": [],
  "lza-4plans.json": [],
  "lza-best-practices-org.json": ["shared-rules"],
  "superwerker.json": [],
};

const files = readdirSync(folder).filter((name) => name.endsWith(".json"));

describe("Documents that organizations copy", () => {
  it("are all listed here", () => {
    expect(files).toEqual(Object.keys(advice));
  });

  it.each(files)("%s is accepted, with the advice that it deserves", (file) => {
    const { accepted, issues } = validatePolicyText(readFileSync(join(folder, file), "utf8"), { at: AT });
    expect({ accepted, rules: rulesOf(issues) }).toEqual({ accepted: true, rules: advice[file] });
  });

  it.each(files)("%s keeps its meaning when it is minified", (file) => {
    const text = readFileSync(join(folder, file), "utf8");
    const original = parsePolicyDocument(text);
    const minified = original.ok ? original.document.minified : "";
    const again = parsePolicyDocument(minified);
    expect(original.ok && again.ok ? sortedLists(again.document.value) : "unreadable").toEqual(
      sortedLists(JSON.parse(text) as JsonValue),
    );
    expect(minified).not.toMatch(/\s"/);
  });
});

function sortedLists(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).map(String).sort();
  }
  return isJsonObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, member]) => [key, sortedLists(member)]))
    : value;
}

describe("Mistakes of published Terraform modules", () => {
  it.each([
    ["start_window_minutes", "start_backup_window_minutes"],
    ["complete_window_minutes", "complete_backup_window_minutes"],
  ])("%s is refused and %s is named, where it stands", (wrong, right) => {
    const text = JSON.stringify(
      { plans: { daily: { rules: { nightly: { [wrong]: assign("60") } } } } },
      null,
      2,
    );
    const { accepted, issues } = validatePolicyText(text, { at: AT });
    expect(accepted).toBe(false);
    expect(issues).toEqual([
      {
        rule: "unknown-key",
        severity: "error",
        message: `"${wrong}" is not a key of a rule.`,
        path: `plans/daily/rules/nightly/${wrong}`,
        position: { line: 6, column: 11 },
        accounts: [],
        policies: [],
        documentation: "help/findings.md#unknown-key",
        hint: `Write "${right}".`,
      },
    ]);
  });
});

describe("The locked example of AWS's guide", () => {
  const lock = (setting: JsonObject): JsonObject => ({ ...NONE, ...setting });
  const lifecycle = lock({ delete_after_days: lock(assign("180")) });
  const rule = (indexed: JsonObject): JsonObject =>
    lock({
      target_backup_vault_name: lock(assign("FortKnox")),
      index_actions: lock({ resource_types: indexed }),
      lifecycle,
      copy_actions: lock({
        [VAULT_ARN]: lock({ target_backup_vault_arn: lock(assign(VAULT_ARN)), lifecycle }),
      }),
    });
  const example = (indexed: JsonObject): JsonObject => ({
    plans: lock({
      PII_Backup_Plan: lock({
        regions: lock({ "@@append": ["us-east-1"] }),
        rules: lock({ Hourly: rule(indexed) }),
        selections: lock({
          tags: lock({
            datatype: lock({
              iam_role_arn: lock(assign(ROLE)),
              tag_key: lock(assign("dataType")),
              tag_value: lock(assign(["PII"])),
            }),
          }),
        }),
      }),
    }),
  });

  it("is told which setting it leaves open", () => {
    const { issues } = validate(example(assign(["EBS"])));
    expect(rulesOf(issues)).toEqual(["incomplete-lock"]);
    expect(issues[0]).toMatchObject({
      severity: "warning",
      path: "plans",
      message: expect.stringContaining(
        "1 node inside stays open to change: plans/pii_backup_plan/rules/hourly/index_actions/resource_types.",
      ) as string,
    });
  });

  it("is quiet once that setting is locked as well", () => {
    expect(validate(example(lock(assign(["EBS"])))).issues).toEqual([]);
  });

  it("names five open nodes and counts the others", () => {
    const rules = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, {}]));
    const [issue] = validate({ plans: { daily: { ...NONE, rules } } }).issues;
    expect(issue?.message).toContain(
      "7 nodes inside stay open to change: plans/daily/rules, plans/daily/rules/a,",
    );
    expect(issue?.message).toContain("plans/daily/rules/d and 2 more.");
  });
});
