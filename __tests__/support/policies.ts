import fc from "fast-check";
import { compileFragment } from "../../src/effective/fragment";
import type { AttachmentOrder, InheritanceLevel } from "../../src/effective/inheritance-level";
import type { JsonObject, JsonValue } from "../../src/text/json";

/** A level from policy documents; their ids are `TARGET.0`, `TARGET.1`, ... in attachment order. */
export function level(
  targetId: string,
  documents: readonly JsonObject[],
  order: AttachmentOrder = "known",
): InheritanceLevel {
  return {
    targetId,
    order,
    policies: documents.map((content, index) => compileFragment(`${targetId}.${index}`, content)),
  };
}

/** One plan's rule with one setting: the smallest document about it. */
export function ruleSetting(setting: string, operators: JsonValue, plan = "p", rule = "r"): JsonObject {
  return { plans: { [plan]: { rules: { [rule]: { [setting]: operators } } } } };
}

export function regions(operators: JsonValue, plan = "p"): JsonObject {
  return { plans: { [plan]: { regions: operators } } };
}

const CONTROL = "@@operators_allowed_for_child_policies";
const member = fc.constantFrom<JsonValue>("a", "b", "c", 1, "1", true);
const control = fc.constantFrom<JsonValue>(
  ["@@all"],
  ["@@none"],
  ["@@assign"],
  ["@@append"],
  ["@@remove"],
  ["@@append", "@@remove"],
);

const listLeaf = fc
  .record(
    {
      "@@assign": fc.uniqueArray(member, { maxLength: 3, selector: String }),
      "@@append": fc.array(member, { maxLength: 3 }),
      "@@remove": fc.array(member, { maxLength: 2 }),
      [CONTROL]: control,
    },
    { requiredKeys: [] },
  )
  .map((leaf) => leaf as JsonObject);

const scalarLeaf = fc
  .record(
    { "@@assign": fc.constantFrom<JsonValue>("x", "y", 7, false), [CONTROL]: control },
    { requiredKeys: [] },
  )
  .map((leaf) => leaf as JsonObject);

/** Names that fold onto each other, and names that must not reach a prototype. */
const name = fc.constantFrom("n", "N", "m", "__proto__", "constructor");

function container(child: fc.Arbitrary<JsonObject>): fc.Arbitrary<JsonObject> {
  return fc
    .tuple(
      fc.uniqueArray(fc.tuple(name, child), { maxLength: 3, selector: ([key]) => key.toLowerCase() }),
      fc.option(control),
    )
    .map(
      ([members, own]) =>
        Object.fromEntries([...members, ...(own === null ? [] : [[CONTROL, own] as const])]) as JsonObject,
    );
}

/** A document of plans with lists, scalars and controls everywhere; few names, so that levels meet. */
export const policyDocument: fc.Arbitrary<JsonObject> = fc
  .tuple(
    container(
      fc
        .record(
          {
            regions: listLeaf,
            rules: container(fc.record({ vault: scalarLeaf, tags: listLeaf }, { requiredKeys: [] })),
          },
          { requiredKeys: [] },
        )
        .map((plan) => plan as JsonObject),
    ),
    fc.constantFrom("plans", "Plans"),
  )
  .map(([plans, key]) => ({ [key]: plans }));

/** Up to five levels with up to three policies each. */
export const policyLevels: fc.Arbitrary<readonly (readonly JsonObject[])[]> = fc.array(
  fc.array(policyDocument, { maxLength: 3 }),
  { maxLength: 5 },
);

export function levelsFrom(documents: readonly (readonly JsonObject[])[]): readonly InheritanceLevel[] {
  return documents.map((peers, index) => level(`level${index}`, peers));
}
