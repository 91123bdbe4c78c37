import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { isJsonObject, setOwn } from "../../src/text/json";
import type { JsonValue } from "../../src/text/json";
import { parsePolicyDocument, policyDocumentFromValue } from "../../src/policy/document";
import { validatePolicy, validatePolicyText } from "../../src/policy/validate";
import { AT } from "./support/fragments";

const folder = join(__dirname, "../fixtures/policies");
const texts = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => readFileSync(join(folder, name), "utf8"));
const documents = texts.map((text) => JSON.parse(text) as JsonValue);

const words = fc.constantFrom(
  "plans",
  "rules",
  "regions",
  "@@assign",
  "@@Append",
  "@@remove",
  "@@operators_allowed_for_child_policies",
  "@@none",
  "__proto__",
  "lifecycle",
  "opt_in_to_archive_for_supported_resources",
  "true",
  "$account",
  "us-east-1",
  "cron(0 5 ? * * *)",
  "",
);
const replacements: fc.Arbitrary<JsonValue> = fc.oneof(
  words,
  fc.constantFrom<JsonValue>(null, true, 0, 60, -1, 1e300, {}, []),
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<JsonValue>,
);

/** What is done to the node that a number picks: replaced, dropped, renamed or doubled. */
interface Mutation {
  readonly node: number;
  readonly kind: "replace" | "drop" | "rename" | "double";
  readonly value: JsonValue;
  readonly name: string;
}

const mutations: fc.Arbitrary<readonly Mutation[]> = fc.array(
  fc.record({
    node: fc.nat(400),
    kind: fc.constantFrom("replace", "drop", "rename", "double"),
    value: replacements,
    name: fc.oneof(words, fc.string({ maxLength: 60 })),
  }),
  { minLength: 1, maxLength: 4 },
);

function mutated(value: JsonValue, mutation: Mutation): JsonValue {
  let left = mutation.node % (countOf(value) + 1);
  const visit = (node: JsonValue): JsonValue => {
    if (left-- === 0 && mutation.kind === "replace") {
      return mutation.value;
    }
    if (Array.isArray(node)) {
      return (node as readonly JsonValue[]).map(visit);
    }
    if (!isJsonObject(node)) {
      return node;
    }
    const copy: Record<string, JsonValue> = {};
    for (const [key, member] of Object.entries(node)) {
      const hit = left === 0;
      const child = visit(member);
      if (hit && mutation.kind === "double") {
        setOwn(copy, mutation.name, child);
      }
      if (!hit || mutation.kind !== "drop") {
        setOwn(copy, hit && mutation.kind === "rename" ? mutation.name : key, child);
      }
    }
    return copy;
  };
  return visit(value);
}

function countOf(value: JsonValue): number {
  if (typeof value !== "object" || value === null) {
    return 1;
  }
  return Object.values(value).reduce<number>((count, member) => count + countOf(member), 1);
}

const policies = fc
  .tuple(fc.constantFrom(...documents), mutations)
  .map(([document, steps]) => steps.reduce(mutated, document));

describe("A mutated real document", () => {
  it("is judged without an exception, and accepted exactly where no refusal is reported", () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const { accepted, issues } = validatePolicy(policyDocumentFromValue(policy), { at: AT });
        expect(accepted).toBe(issues.every(({ severity }) => severity !== "error"));
      }),
      { numRuns: 500 },
    );
  });

  it("that is accepted parses again from its minified text, and is accepted again with the same advice", () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const first = validatePolicy(policyDocumentFromValue(policy), { at: AT });
        fc.pre(first.accepted);
        const again = parsePolicyDocument(policyDocumentFromValue(policy).text);
        expect(again.ok).toBe(true);
        const second = again.ok ? validatePolicy(again.document, { at: AT }) : undefined;
        expect(second?.accepted).toBe(true);
        expect(second?.issues.map(({ rule, path }) => [rule, path]).sort()).toEqual(
          first.issues.map(({ rule, path }) => [rule, path]).sort(),
        );
      }),
      { numRuns: 100, maxSkipsPerRun: 1_000 },
    );
  });

  it("is decided alike from its text and from its value", () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const text = JSON.stringify(policy);
        expect(validatePolicyText(text, { at: AT }).accepted).toBe(
          validatePolicy(policyDocumentFromValue(JSON.parse(text) as JsonValue), { at: AT }).accepted,
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe("A mutated real text", () => {
  it("is judged without an exception, as JSON and as YAML", () => {
    const cuts = fc.tuple(fc.constantFrom(...texts), fc.nat(7_000), fc.nat(40), fc.string({ maxLength: 8 }));
    fc.assert(
      fc.property(cuts, ([text, from, length, inserted]) => {
        const hurt = text.slice(0, from) + inserted + text.slice(from + length);
        for (const format of ["json", "yaml"] as const) {
          const { accepted, issues } = validatePolicyText(hurt, { at: AT, format });
          expect(accepted).toBe(issues.every(({ severity }) => severity !== "error"));
        }
      }),
      { numRuns: 150 },
    );
  });
});
