import type { JsonValue } from "../../src/text/json";
import { minifyPolicy, parsePolicyDocument, policyDocumentFromValue } from "../../src/policy/document";
import { validatePolicy, validatePolicyText } from "../../src/policy/validate";
import { AT, refusalsOf, rulesOf, validate, withPlan } from "./support/fragments";

describe("Hostile input", () => {
  it.each([
    ["objects", '{"plans":'.repeat(10_000)],
    ["closed objects", `${'{"plans":'.repeat(10_000)}1${"}".repeat(10_000)}`],
    ["lists", `{"plans":${"[".repeat(10_000)}${"]".repeat(10_000)}}`],
  ])("nested 10,000 levels deep (%s) is refused with a message", (_what, text) => {
    const { accepted, issues } = validatePolicyText(text, { at: AT });
    expect(accepted).toBe(false);
    expect(issues).toEqual([
      expect.objectContaining({
        rule: "json-syntax",
        message: expect.stringContaining("nests deeper than 200 levels") as string,
      }),
    ]);
  });

  it("nested 10,000 levels deep as a value is refused and written", () => {
    let value: JsonValue = {};
    for (let level = 0; level < 10_000; level += 1) {
      value = { plans: value };
    }
    const { accepted, issues } = validate(value);
    expect(accepted).toBe(false);
    expect(rulesOf(issues)).toEqual(["document-size", "unknown-key"]);
    expect(minifyPolicy(value)).toHaveLength(10 * 10_000 + 2);
    expect(issues[0]?.message).toContain("has 100,002 characters");
  });

  it("nested deeply in YAML is refused with a message", () => {
    const text = `plans: ${"[".repeat(5_000)}${"]".repeat(5_000)}`;
    expect(rulesOf(validatePolicyText(text, { at: AT, format: "yaml" }).issues)).toEqual(["yaml-syntax"]);
  });

  it("with a million plans is refused for its size alone", () => {
    const plans = Array.from({ length: 1_000_000 }, (_, index) => `"p${index}":{}`).join(",");
    const { accepted, issues } = validatePolicyText(`{"plans":{${plans}}}`, { at: AT });
    expect(accepted).toBe(false);
    expect(rulesOf(issues)).toEqual(["document-size", "quota-exceeded"]);
  });

  it("with a hundred thousand wrong keys lists the first and counts the others", () => {
    const keys = Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join(",");
    const { accepted, issues } = validatePolicyText(`{"plans":{"p":{${keys}}}}`, { at: AT });
    expect(accepted).toBe(false);
    expect(issues).toHaveLength(2_001);
    expect(issues.at(-1)).toMatchObject({
      rule: "more-problems",
      severity: "error",
      message: "98001 more problems are not listed.",
    });
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "named %s is a name like any other",
    (name) => {
      const text = `{"plans":{"${name}":{"rules":{"${name}":{"vault":{}}}}}}`;
      const { issues } = validatePolicyText(text, { at: AT });
      expect(issues.map(({ rule, path }) => [rule, path])).toEqual([
        ["unknown-key", `plans/${name.toLowerCase()}/rules/${name.toLowerCase()}/vault`],
      ]);
      expect(validatePolicyText(`{"plans":{"${name}":{}}}`, { at: AT })).toEqual({
        accepted: true,
        issues: [],
      });
      expect(({} as Record<string, unknown>).rules).toBeUndefined();
    },
  );

  it.each(["__proto__", "constructor", "toString"])("with the unknown key %s is refused", (name) => {
    expect(rulesOf(validatePolicyText(`{"plans":{"p":{"${name}":{}}}}`, { at: AT }).issues)).toEqual([
      "unknown-key",
    ]);
    expect(
      rulesOf(validatePolicyText(`{"plans":{"p":{"regions":{"${name}":[]}}}}`, { at: AT }).issues),
    ).toEqual(["unknown-key"]);
  });

  it("keeps __proto__ as a name when it is minified", () => {
    const result = parsePolicyDocument('{"plans": {"__proto__": {"regions": {"@@assign": ["b", "a"]}}}}');
    expect(result.ok && result.document.minified).toBe(
      '{"plans":{"__proto__":{"regions":{"@@assign":["a","b"]}}}}',
    );
  });

  it("with texts of a megabyte is refused with short messages", () => {
    const long = "x".repeat(1_000_000);
    const { issues } = validate({
      plans: {
        [long]: {
          rules: { r: { [long]: 1, schedule_expression: { "@@assign": long } } },
          regions: { "@@assign": [long] },
        },
      },
    });
    expect(new Set(rulesOf(issues))).toEqual(
      new Set(["document-size", "name-format", "unknown-key", "schedule-syntax", "value-not-allowed"]),
    );
    expect(Math.max(...issues.map((issue) => JSON.stringify(issue).length))).toBeLessThan(1_500);
  });

  it("with control characters shows them escaped", () => {
    const [issue] = validate(withPlan({ "\u001b[31m\n": {} })).issues;
    expect(issue?.message).toBe(String.raw`"\u001b[31m\n" is not a key of a plan.`);
  });

  it.each([[[]], ["text"], [12], [true], [null], [[[]]]] as readonly (readonly [JsonValue])[])(
    "that is no object (%j) is refused",
    (value) => {
      expect(refusalsOf(value)).toEqual(["object-expected"]);
      expect(validatePolicy(policyDocumentFromValue(value), { at: AT }).accepted).toBe(false);
    },
  );
});
