import { minifyPolicy, parsePolicyDocument, policyDocumentFromValue } from "../../src/policy/document";
import { validatePolicy, validatePolicyText } from "../../src/policy/validate";
import type { Policy } from "../../src/organization/model";
import { readOrganizationText } from "../../src/sources/organization-text";
import { AT, rulesOf } from "./support/fragments";

const windowText = (number: string): string =>
  `{"plans":{"p":{"rules":{"r":{"start_backup_window_minutes":{"@@assign":${number}}}}}}}`;

describe("A policy text", () => {
  it.each([
    ["60", true],
    ["060", false],
    ["60.0", false],
    ["6e1", false],
    ['"060"', true],
    ["10000000000000000", false],
    ["9999999999999999", true],
  ])("spells a number %s, which AWS accepts: %s", (number, accepted) => {
    expect(validatePolicyText(windowText(number), { at: AT }).accepted).toBe(accepted);
  });

  it.each([
    ['{"plans":{},"plans":{}}', "twice the same key"],
    ['{"plans":{},"Plans":{}}', "keys equal but for case"],
    ['{"plans":{"p":{"regions":{"@@assign":[],"@@assign":[]}}}}', "twice the same operator"],
  ])("%s is refused for %s", (text) => {
    expect(rulesOf(validatePolicyText(text, { at: AT }).issues)).toEqual(["duplicate-key"]);
  });

  it("counts its white space", () => {
    const text = `{"plans":{}}${" ".repeat(10_000)}`;
    const result = parsePolicyDocument(text);
    expect(result.ok && result.document.text.length).toBe(10_012);
    expect(rulesOf(validatePolicyText(text, { at: AT }).issues)).toEqual(["document-size"]);
  });

  const windowYaml = (number: string): string =>
    `plans:\n  p:\n    rules:\n      r:\n        start_backup_window_minutes: { "@@assign": ${number} }\n`;

  it("is minified before it is measured where it is YAML", () => {
    const text = `# ${"comment ".repeat(2_000)}\n${windowYaml("60")}`;
    const result = parsePolicyDocument(text, "yaml");
    expect(result.ok && result.document.text).toBe(windowText("60"));
    expect(validatePolicyText(text, { at: AT, format: "yaml" })).toEqual({ accepted: true, issues: [] });
  });

  it.each([
    ["60", true],
    ["060", true],
    ["60.0", false],
    ["6e1", false],
    ["0x3C", false],
    ["+60", false],
    ['"60"', true],
    ["&minutes 60", true],
  ])("spells a number %s in YAML, on its own and in an organization file: %s", (number, accepted) => {
    const text = windowYaml(number);
    expect(validatePolicyText(text, { at: AT, format: "yaml" }).accepted).toBe(accepted);
    const file = `version: 1
organization: { id: o-1 }
root: { id: r-1 }
policies:
  - id: p-1
    name: a
    content:
      ${text.replaceAll("\n", "\n      ")}`;
    const [{ content }] = readOrganizationText("organization.yaml", file).policies as [Policy];
    const value = content.kind === "known" ? content.value : {};
    expect(validatePolicy(policyDocumentFromValue(value), { at: AT }).accepted).toBe(accepted);
    const result = parsePolicyDocument(text, "yaml");
    expect(result.ok && result.document.value).toEqual(value);
  });

  it("keeps the positions of a YAML document", () => {
    const { issues } = validatePolicyText("plans:\n  p:\n    region: {}\n", { at: AT, format: "yaml" });
    expect(issues[0]).toMatchObject({
      rule: "unknown-key",
      position: { line: 3, column: 5 },
      hint: 'Write "regions".',
    });
  });
});

describe("A policy from a plain value", () => {
  it("has the minified text, and is decided like it", () => {
    const value = { plans: { p: { regions: { "@@assign": ["us-west-2", "us-east-1"] } } } };
    const document = policyDocumentFromValue(value);
    expect(document.text).toBe('{"plans":{"p":{"regions":{"@@assign":["us-east-1","us-west-2"]}}}}');
    expect(document.value).toBe(value);
    expect(document.position(0)).toBeUndefined();
    expect(validatePolicy(document, { at: AT })).toEqual({ accepted: true, issues: [] });
  });

  it("leaves out keys that are undefined, as JSON does", () => {
    const value = { plans: {}, extra: undefined } as unknown as { plans: object } as never;
    const document = policyDocumentFromValue(value);
    expect(document.text).toBe('{"plans":{}}');
    expect(validatePolicy(document, { at: AT }).accepted).toBe(true);
  });

  it.each([
    [{ plans: { p: { regions: { "@@assign": ["us-west-2", "us-east-1"] } } } }],
    [{ plans: {}, extra: undefined }],
    [{ plans: { 'Ä "quoted"\n\ud800': { rules: [0, 1.5, true, null, "x"] } } }],
  ])("has the size of its text: %j", (value) => {
    const document = policyDocumentFromValue(value as never);
    const { size } = document;
    expect(size).toBe(document.text.length);
  });
});

describe("The minified text", () => {
  it("sorts lists whose order has no meaning, also under keys in another case", () => {
    const policy = {
      Plans: {
        p: {
          "@@operators_allowed_for_child_policies": ["@@remove", "@@append"],
          Regions: { "@@Append": ["us-west-2", "us-east-1"], "@@remove": ["b", "a"] },
        },
      },
    };
    expect(minifyPolicy(policy)).toBe(
      '{"Plans":{"p":{"@@operators_allowed_for_child_policies":["@@append","@@remove"],' +
        '"Regions":{"@@Append":["us-east-1","us-west-2"],"@@remove":["a","b"]}}}}',
    );
  });

  it("keeps the order of keys, repeated members and the spelling of scalars", () => {
    const policy = { plans: { b: { regions: { "@@assign": ["x", 10, 9, "x", true, null] } }, a: {} } };
    expect(minifyPolicy(policy)).toBe(
      '{"plans":{"b":{"regions":{"@@assign":[10,9,null,true,"x","x"]}},"a":{}}}',
    );
  });

  it("keeps lists that are no list settings as they are", () => {
    const policy = { plans: { p: ["b", "a"] }, "@@assign": ["b", "a"] };
    expect(minifyPolicy(policy)).toBe(JSON.stringify(policy));
  });

  it("is the same for every order of members, and its own minified text", () => {
    const text = (types: readonly string[]): string =>
      minifyPolicy({
        plans: { p: { selections: { resources: { s: { resource_types: { "@@assign": types } } } } } },
      });
    const first = text(["arn:aws:s3:::*", "*", "arn:aws:ec2:*:*:volume/*"]);
    expect(text(["arn:aws:ec2:*:*:volume/*", "arn:aws:s3:::*", "*"])).toBe(first);
    expect(minifyPolicy(JSON.parse(first) as never)).toBe(first);
  });

  it.each([[{}], [{ plans: {} }], [{ plans: { p: { regions: { "@@assign": [] } } } }]])(
    "of %j is that of JSON",
    (policy) => {
      expect(minifyPolicy(policy as never)).toBe(JSON.stringify(policy));
    },
  );
});
