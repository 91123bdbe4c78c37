import fc from "fast-check";
import { applyLevel, mergeLevels } from "../../src/effective/inherit";
import { renderPolicy } from "../../src/effective/merged-node";
import type { MergedNode } from "../../src/effective/merged-node";
import { replay, traceProvenance } from "../../src/effective/provenance";
import type { JsonObject, JsonValue } from "../../src/text/json";
import { isJsonObject } from "../../src/text/json";
import { joinPath } from "../../src/text/policy-path";
import { level, levelsFrom, policyDocument, policyLevels } from "../support/policies";
import { referenceMerge } from "../support/reference-merge";

const CONTROL = "@@operators_allowed_for_child_policies";

function merged(documents: readonly (readonly JsonObject[])[]): JsonObject {
  return renderPolicy(mergeLevels(levelsFrom(documents)));
}

/** The document with a control that allows nothing on every node. */
function locked(node: JsonObject): JsonObject {
  const members = Object.entries(node).map(([key, value]): [string, JsonValue] => [
    key,
    isJsonObject(value) ? locked(value) : value,
  ]);
  return Object.fromEntries<JsonValue>([
    ...members.filter(([key]) => key !== CONTROL),
    [CONTROL, ["@@none"]],
  ]);
}

function onlyControls(node: JsonObject): JsonObject {
  return Object.fromEntries<JsonValue>(
    Object.entries(node)
      .filter(([key, value]) => key === CONTROL || isJsonObject(value))
      .map(([key, value]) => [key, isJsonObject(value) ? onlyControls(value) : value]),
  );
}

function valuesOf(state: MergedNode): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>();
  const visit = (node: MergedNode, path: readonly string[]): void => {
    if (node.value !== undefined) {
      values.set(joinPath(path), node.value);
    }
    node.children.forEach((child, name) => {
      visit(child, [...path, name]);
    });
  };
  visit(state, []);
  return values;
}

describe("inheritance", () => {
  test("agrees with a second, independent implementation", () => {
    fc.assert(
      fc.property(policyLevels, (documents) => {
        expect(merged(documents)).toEqual(referenceMerge(documents));
      }),
      { numRuns: 2000 },
    );
  });

  test("never changes below a lock", () => {
    fc.assert(
      fc.property(policyDocument, policyLevels, (top, below) => {
        expect(merged([[locked(top)], ...below])).toEqual(merged([[locked(top)]]));
      }),
    );
  });

  test("gives the same when a level of appends is applied twice", () => {
    fc.assert(
      fc.property(
        policyLevels,
        fc.array(fc.constantFrom("a", "b", "1"), { maxLength: 3 }),
        (documents, members) => {
          const append: JsonObject = { plans: { n: { regions: { "@@append": members } } } };
          expect(merged([...documents, [append], [append]])).toEqual(merged([...documents, [append]]));
        },
      ),
    );
  });

  test("is not changed by a level without policies, as an OU that splits another is", () => {
    fc.assert(
      fc.property(policyLevels, fc.nat(5), (documents, at) => {
        const split = [...documents.slice(0, at), [], ...documents.slice(at)];
        expect(mergeLevels(levelsFrom(split)).rendered()).toEqual(
          mergeLevels(levelsFrom(documents)).rendered(),
        );
      }),
    );
  });

  test("is not changed on its own level by a policy that holds only controls", () => {
    fc.assert(
      fc.property(policyLevels, policyDocument, (documents, controls) => {
        const last = documents.at(-1) ?? [];
        const upper = documents.slice(0, -1);
        expect(merged([...upper, [...last, onlyControls(controls)]])).toEqual(merged([...upper, last]));
      }),
    );
  });

  test("shares the state by identity where a level changes nothing", () => {
    fc.assert(
      fc.property(policyLevels, (documents) => {
        const state = mergeLevels(levelsFrom(documents));
        expect(applyLevel(state, level("empty", []))).toBe(state);
        const named = applyLevel(state, level("names", [{ plans: {} }]));
        expect(applyLevel(named, level("again", [{ plans: {} }, { PLANS: {} }]))).toBe(named);
      }),
    );
  });
});

describe("provenance", () => {
  test("leads to the same values as the merge without it", () => {
    fc.assert(
      fc.property(policyLevels, (documents) => {
        const levels = levelsFrom(documents);
        expect(renderPolicy(traceProvenance(levels).state)).toEqual(renderPolicy(mergeLevels(levels)));
      }),
    );
  });

  test("accounts for every value: replaying a setting's history gives its value, and nothing else has one", () => {
    fc.assert(
      fc.property(policyLevels, (documents) => {
        const { state, events } = traceProvenance(levelsFrom(documents));
        const replayed = [...events].flatMap(([path, history]) => {
          const value = replay(history);
          return value === undefined ? [] : [[path, value] as const];
        });
        expect(new Map(replayed)).toEqual(valuesOf(state));
      }),
      { numRuns: 1000 },
    );
  });

  test("names for every blocked attempt a control of a higher level that forbids it", () => {
    fc.assert(
      fc.property(policyLevels, (documents) => {
        for (const event of [...traceProvenance(levelsFrom(documents)).events.values()].flat()) {
          if (event.reason === "blocked-operator" || event.reason === "blocked-key") {
            expect(event.controls.length).toBeGreaterThan(0);
            expect(event.controls.every(({ targetId }) => targetId < event.targetId)).toBe(true);
          }
        }
      }),
    );
  });
});
