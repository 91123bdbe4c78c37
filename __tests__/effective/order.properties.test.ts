import fc from "fast-check";
import { EffectivePolicyValidator } from "../../src/effective/effective-policy";
import type { EffectivePolicy } from "../../src/effective/effective-policy";
import { mergeLevels } from "../../src/effective/inherit";
import type { InheritanceLevel } from "../../src/effective/inheritance-level";
import type { JsonObject } from "../../src/text/json";
import { level, policyDocument } from "../support/policies";

const AT = new Date("2026-01-01T00:00:00Z");

function judged(levels: readonly InheritanceLevel[]): EffectivePolicy {
  return new EffectivePolicyValidator(AT).validate(mergeLevels(levels), levels);
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  return items.length < 2
    ? [items]
    : items.flatMap((first, index) =>
        permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest]),
      );
}

/** Every setting of a policy as text; members sorted, since only their order may depend on the attachment order. */
function settingsOf(value: unknown, path = ""): readonly (readonly [string, string])[] {
  if (Array.isArray(value)) {
    return [[path, JSON.stringify([...(value as string[])].sort())]];
  }
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([name, child]) =>
        settingsOf(child, path === "" ? name : `${path}/${name}`),
      )
    : [[path, JSON.stringify(value)]];
}

/** Rules whose settings decide, together, whether AWS withholds the policy. */
const rule = fc
  .record(
    {
      enable_continuous_backup: fc.constantFrom("true", "false"),
      delete_after_days: fc.constantFrom("7", "35", "90"),
      target_backup_vault_name: fc.constantFrom("v", "w"),
    },
    { requiredKeys: [] },
  )
  .map(({ delete_after_days: days, ...settings }): JsonObject => {
    const assigned = Object.fromEntries(
      Object.entries(settings).map(([key, value]) => [key, { "@@assign": value }]),
    );
    return days === undefined
      ? assigned
      : { ...assigned, lifecycle: { delete_after_days: { "@@assign": days } } };
  });
const rules = fc
  .record({ a: rule, b: rule }, { requiredKeys: [] })
  .map((named): JsonObject => ({ plans: { p: { rules: named as JsonObject } } }));

describe("an unknown attachment order, against every order there is", () => {
  const peers = fc.oneof(
    fc.array(policyDocument, { minLength: 2, maxLength: 4 }),
    fc.array(rules, { minLength: 2, maxLength: 4 }),
  );
  const below = fc.oneof(policyDocument, rules);

  /** The same policies under the same ids in another order. */
  function outcomes(
    documents: readonly JsonObject[],
    child: JsonObject,
  ): { readonly unknown: EffectivePolicy; readonly all: readonly EffectivePolicy[] } {
    const root = level("root", documents, "unknown");
    const account = level("account", [child]);
    return {
      unknown: judged([root, account]),
      all: permutations(root.policies).map((policies) =>
        judged([{ ...root, policies, order: "known" }, account]),
      ),
    };
  }

  test("each setting has exactly the values that some order gives it", () => {
    fc.assert(
      fc.property(peers, below, (documents, child) => {
        const { unknown, all } = outcomes(documents, child);
        const possible = new Map<string, Set<string>>();
        for (const [path, value] of all.flatMap(({ policy }) => settingsOf(policy))) {
          possible.set(path, (possible.get(path) ?? new Set()).add(value));
        }
        const told = new Map<string, Set<string>>(
          settingsOf(unknown.policy).map(([path, value]) => [path, new Set([value])]),
        );
        for (const { path, alternatives } of unknown.orderDependent) {
          told.set(
            path,
            new Set(alternatives.flatMap(({ value }) => settingsOf(value, path).map(([, text]) => text))),
          );
        }
        expect(told).toEqual(possible);
      }),
      { numRuns: 1000 },
    );
  });

  test("an error is certain if every order brings it about, possible if some does, and its conditions say which", () => {
    fc.assert(
      fc.property(fc.array(rules, { minLength: 2, maxLength: 4 }), below, (documents, child) => {
        const { unknown, all } = outcomes(documents, child);
        const keyOf = ({ path, message }: { readonly path: string; readonly message: string }): string =>
          `${path}: ${message}`;
        const everywhere = new Set(all.flatMap(({ errors }) => errors.map(keyOf)));
        const always = [...everywhere].filter((key) =>
          all.every(({ errors }) => errors.some((error) => keyOf(error) === key)),
        );
        expect(new Set(unknown.errors.map(keyOf))).toEqual(new Set(always));
        expect(new Set(unknown.possibleErrors.map(keyOf))).toEqual(
          new Set([...everywhere].filter((key) => !always.includes(key))),
        );

        const orders = permutations(documents.map((_, index) => `root.${index}`));
        for (const error of unknown.possibleErrors) {
          orders.forEach((order, index) => {
            const isFirst = (id: string, others: readonly string[]): boolean =>
              others.every((other) => order.indexOf(id) < order.indexOf(other));
            const holds = error.conditions.some((all) =>
              all.every(({ policyId, before }) => isFirst(policyId, before)),
            );
            expect(holds).toBe(all[index]?.errors.some((found) => keyOf(found) === keyOf(error)));
          });
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("the status does not depend on the order in which the policies are listed", () => {
    fc.assert(
      fc.property(peers, below, (documents, child) => {
        const listed = judged([level("root", documents, "unknown"), level("account", [child])]);
        const reversed = judged([
          level("root", documents.toReversed(), "unknown"),
          level("account", [child]),
        ]);
        expect(reversed.status).toBe(listed.status);
      }),
    );
  });
});
