import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { authorExpression, authorSource } from "../../../../src/policy/author";
import { minifyPolicy } from "../../../../src/policy/minify-policy";
import { isJsonObject, setOwn } from "../../../../src/text/json";
import type { JsonObject, JsonValue } from "../../../../src/text/json";
import { authoredPolicies } from "../support/authored-policies";
import { compileSnippets } from "../support/compile-snippets";
import { evaluate } from "../support/evaluate";

const folder = join(__dirname, "..", "..", "..", "fixtures", "policies");
const fixtures = readdirSync(folder)
  .filter((file) => file.endsWith(".json"))
  .map((file) => [file, JSON.parse(readFileSync(join(folder, file), "utf8")) as JsonObject] as const);

const CONTROL = "@@operators_allowed_for_child_policies";

/** The authoring expression of a plan named p. */
function sourceOf(plan: JsonValue): string {
  const text = authorExpression({ plans: { p: plan } }).text.replaceAll(/\s+/g, " ");
  return /^backupPolicy\(\{ plans: \{ p: (.*?),? \},? \}\)$/.exec(text)?.[1] ?? text;
}

/** Documents of any shape, close to policies: right and wrong keys, operators in any case, odd values. */
const keys = [
  "plans",
  "PLANS",
  "daily",
  "rules",
  "regions",
  "Regions",
  "selections",
  "tags",
  "resources",
  "tag_key",
  "tag_value",
  "copy_actions",
  "arn:aws:backup:eu-west-1:$account:backup-vault:Default",
  "target_backup_vault_arn",
  "lifecycle",
  "delete_after_days",
  "GUARDDUTY",
  "scan_actions",
  "10",
  "__proto__",
  "constructor",
  "",
  "a\nb",
  "@@assign",
  "@@append",
  "@@remove",
  "@@Assign",
  CONTROL,
  CONTROL.toUpperCase(),
  "@@unknown",
];
const values = [
  "eu-west-1",
  "cron(0 5 ? * * *)",
  "35",
  "rate(1 day)",
  "",
  'a"b',
  "it's",
  "\u2028\u2029",
  "\ud800",
  "\u0000",
  0,
  35,
  -1.5,
  1e21,
  true,
  false,
  null,
  "@@none",
  "@@all",
  "@@assign",
  "@@None",
];
const { documents } = fc.letrec<{ documents: JsonObject; value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 7, depthSize: "small" },
    fc.constantFrom<JsonValue>(...values),
    fc.array(fc.constantFrom<JsonValue>(...values), { maxLength: 3 }),
    fc.constant<JsonValue>(["@@none"]),
    tie("documents"),
    tie("documents"),
  ),
  documents: fc.array(fc.tuple(fc.constantFrom(...keys), tie("value")), { maxLength: 5 }).map((entries) => {
    const object: Record<string, JsonValue> = {};
    for (const [key, value] of entries) {
      setOwn(object, key, value);
    }
    return object;
  }),
}));

/** A document in which one node, found by its number, is replaced, renamed, locked or given an operator. */
function mutated(document: JsonObject, at: number, change: (node: JsonValue) => JsonValue): JsonObject {
  let seen = 0;
  const visit = (node: JsonValue): JsonValue => {
    const here = seen++ === at ? change(node) : node;
    if (typeof here !== "object" || here === null || Array.isArray(here)) {
      return here;
    }
    return Object.fromEntries(Object.entries(here).map(([key, child]) => [key, visit(child)]));
  };
  const changed = visit(document);
  return isJsonObject(changed) ? changed : {};
}

const changes: readonly ((node: JsonValue) => JsonValue)[] = [
  () => null,
  () => [],
  () => ({}),
  () => "text",
  (node) => ({ ...(node as JsonObject), [CONTROL]: ["@@none"] }),
  (node) => ({ [CONTROL]: ["@@none"], ...(node as JsonObject) }),
  (node) => ({ ...(node as JsonObject), [CONTROL]: ["@@remove", "@@append"] }),
  (node) => ({ ...(node as JsonObject), [CONTROL]: ["@@all", "@@assign"] }),
  (node) => ({ ...(node as JsonObject), "@@Assign": 1 }),
  (node) => Object.fromEntries(Object.entries(node ?? {}).map(([key, child]) => [key.toUpperCase(), child])),
];

describe("the source of a policy", () => {
  test.each(fixtures)("gives back %s, and holds no JSON", (_, document) => {
    const source = authorSource(document);
    expect(source).not.toMatch(/\bjson\(|FromJson|@@/);
    expect(evaluate(source).minified).toBe(minifyPolicy(document));
  });

  it("gives back any JSON object, also such as AWS refuses", () => {
    fc.assert(
      fc.property(documents, (document) => {
        expect(evaluate(authorSource(document)).minified).toBe(minifyPolicy(document));
      }),
      { numRuns: 300 },
    );
  });

  it("gives back policies in which anything was changed", () => {
    const policies = fc.constantFrom(...fixtures.map(([, document]) => document));
    const number = fc.integer({ min: 0, max: 150 });
    fc.assert(
      fc.property(policies, number, fc.constantFrom(...changes), (policy, at, change) => {
        const document = mutated(policy, at, change);
        expect(evaluate(authorSource(document)).minified).toBe(minifyPolicy(document));
      }),
      { numRuns: 200 },
    );
  });

  it("compiles, whatever the document holds", () => {
    const all = [
      ...fixtures.map(([, document]) => document),
      ...fc.sample(authoredPolicies, { numRuns: 25, seed: 1 }).map(({ document }) => document),
      ...fc.sample(documents, { numRuns: 40, seed: 2 }),
      ...fixtures.flatMap(([, document]) =>
        changes.map((change, index) => mutated(document, 3 + 5 * index, change)),
      ),
    ];
    const diagnostics = compileSnippets(
      Object.fromEntries(all.map((document, index) => [String(index), authorSource(document)])),
    );
    expect(Object.values(diagnostics).flat()).toEqual([]);
  });

  it("is laid out as prettier does", () => {
    const all = [
      ...fixtures.map(([, document]) => document),
      ...fc.sample(authoredPolicies, { numRuns: 60, seed: 3 }).map(({ document }) => document),
    ];
    const source = all
      .map((document, index) => authorSource(document, { name: `policy${index}` }))
      .join("\n")
      .replaceAll(/^import [^;]*;\n\n/gm, "");
    const prettier = join(require.resolve("prettier"), "..", "bin", "prettier.cjs");
    const formatted = execFileSync(
      process.execPath,
      [prettier, "--no-config", "--print-width", "110", "--stdin-filepath", "policy.ts"],
      { input: source, encoding: "utf8", maxBuffer: 2 ** 26 },
    );
    expect(source.split("\n")).toEqual(formatted.split("\n"));
  });

  it("is a module that imports what it uses and exports the policy under a name", () => {
    const document = { plans: { daily: { regions: { "@@append": ["eu-west-1"] } } } };
    expect(authorSource(document, { name: "Baseline policy (2026)", from: "../authoring" })).toBe(
      'import { append, backupPolicy } from "../authoring";\n\n' +
        'export const baselinePolicy2026 = backupPolicy({ plans: { daily: { regions: append(["eu-west-1"]) } } });\n',
    );
  });

  it("is laid out for the place where its expression will stand", () => {
    const document = { plans: { daily: { regions: { "@@append": ["eu-west-1"] } } } };
    expect(authorExpression(document, { indent: "    ", used: 50 })).toEqual({
      text: "backupPolicy({\n" + '      plans: { daily: { regions: append(["eu-west-1"]) } },\n' + "    })",
      imports: ["append", "backupPolicy"],
    });
  });
});

describe("the authoring of", () => {
  const none = { [CONTROL]: ["@@none"] };
  const cases: readonly [string, JsonValue, string][] = [
    ["an assigned list", { regions: { "@@assign": ["eu-west-1"] } }, '{ regions: ["eu-west-1"] }'],
    [
      "several operators",
      { regions: { "@@remove": ["eu-west-1"], "@@assign": ["eu-west-2"] } },
      '{ regions: remove(["eu-west-1"]).assign(["eu-west-2"]) }',
    ],
    [
      "a setting with a control",
      { regions: { "@@assign": ["eu-west-1"], [CONTROL]: ["@@append", "@@remove"] } },
      '{ regions: allowChildren(["eu-west-1"], ["append", "remove"]) }',
    ],
    [
      "a locked setting",
      { regions: { "@@assign": ["eu-west-1"], ...none } },
      '{ regions: lock(["eu-west-1"]) }',
    ],
    [
      "a control alone",
      { regions: none, rules: { [CONTROL]: ["@@all"] } },
      '{ regions: lock(inherited), rules: allowChildren(inherited, ["all"]) }',
    ],
    [
      "a plan that is locked throughout",
      { ...none, regions: { "@@assign": ["eu-west-1"], ...none }, rules: { ...none, r: none } },
      'lock({ regions: ["eu-west-1"], rules: { r: lock(inherited) } })',
    ],
    [
      "a plan whose lock leaves a setting open",
      { ...none, regions: { "@@assign": ["eu-west-1"] }, rules: { ...none, r: none } },
      'allowChildren({ regions: ["eu-west-1"], rules: lock({ r: lock(inherited) }) }, ["none"])',
    ],
    [
      "an operator in another case",
      { regions: { "@@Assign": ["eu-west-1"] } },
      '{ regions: json({ "@@Assign": ["eu-west-1"] }) }',
    ],
    [
      "a key in another case",
      { Regions: { "@@assign": ["eu-west-1"] } },
      'json({ Regions: { "@@assign": ["eu-west-1"] } })',
    ],
    [
      "a control at an unusual position",
      { regions: { ...none, "@@assign": ["eu-west-1"] } },
      `{ regions: json({ "${CONTROL}": ["@@none"], "@@assign": ["eu-west-1"] }) }`,
    ],
    [
      "a value that the types do not take",
      { rules: { r: { schedule_expression: { "@@assign": "rate(1 day)" } } } },
      '{ rules: { r: { scheduleExpression: json({ "@@assign": "rate(1 day)" }) } } }',
    ],
    [
      "a container without the keys that the types demand",
      { selections: { tags: { t: { tag_key: { "@@assign": "a" } } } } },
      '{ selections: { tags: { t: json({ tag_key: { "@@assign": "a" } }) } } }',
    ],
    [
      "a copy to what is no vault",
      { rules: { r: { copy_actions: { x: { target_backup_vault_arn: { "@@assign": "y" } } } } } },
      '{ rules: { r: { copyActions: json({ x: { target_backup_vault_arn: { "@@assign": "y" } } }) } } }',
    ],
  ];

  test.each(cases)("%s", (_, plan, source) => {
    expect(sourceOf(plan)).toBe(source);
  });

  it("a document whose outermost keys authoring cannot spell is a call with JSON", () => {
    expect(authorExpression({ PLANS: { ["__proto__"]: {} } })).toEqual({
      text: 'backupPolicyFromJson({ PLANS: { ["__proto__"]: {} } })',
      imports: ["backupPolicyFromJson"],
    });
  });
});
