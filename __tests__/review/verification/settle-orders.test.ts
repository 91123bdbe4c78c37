import fc from "fast-check";
import { EffectivePolicies } from "../../../src/organization/effective-policies";
import type { Attachments } from "../../../src/organization/model";
import type { Organization } from "../../../src/organization/organization";
import { folded, settleOrders } from "../../../src/review/verification/settle-orders";
import type { JsonObject } from "../../../src/text/json";
import { account, organization, policy, ROOT } from "../../support/organizations";

const AT = new Date("2026-01-15T10:00:00Z");

/** A policy that sets one plan's retention: peers disagree, and the oldest one decides. */
function retention(days: number, plan = "p"): JsonObject {
  return {
    plans: { [plan]: { rules: { r: { lifecycle: { delete_after_days: { "@@assign": String(days) } } } } } },
  };
}

const policies = Array.from({ length: 8 }, (_, index) => policy(`p-${index}`, retention(10 + index)));

function attachedTo(targetId: string, order: Attachments["order"], ...ids: readonly number[]): Attachments {
  return { targetId, policyIds: ids.map((id) => `p-${id}`), order };
}

function of(
  attachments: readonly Attachments[],
  changes: Parameters<typeof organization>[0] = {},
): Organization {
  return organization({ policies, attachments, ...changes });
}

/** What AWS would publish where the orders are these. */
function publishedWith(
  real: Organization,
  ...accountIds: readonly string[]
): ReadonlyMap<string, JsonObject> {
  const effective = EffectivePolicies.compute(real, AT);
  const ids = accountIds.length > 0 ? accountIds : real.accounts.map(({ id }) => id);
  return new Map(ids.map((id) => [id, effective.of(id)?.policy ?? {}]));
}

describe("settling attachment orders", () => {
  test("one order alone explains what was published: it is settled", () => {
    const real = of([attachedTo("ou-a", "known", 1, 0)]);
    const { settled, open, explained } = settleOrders(
      of([attachedTo("ou-a", "unknown", 0, 1)]),
      publishedWith(real),
    );
    expect([...settled]).toEqual([["ou-a", ["p-1", "p-0"]]]);
    expect([...open]).toEqual([]);
    // The account in the root lies beside ou-a.
    expect([...explained].sort()).toEqual(["000000000002", "000000000003"]);
  });

  test("several orders explain it: none is settled, and the order of the file stays", () => {
    const apart = [policy("p-0", retention(10, "one")), policy("p-1", retention(20, "two"))];
    const unknown = organization({ policies: apart, attachments: [attachedTo("ou-a", "unknown", 1, 0)] });
    const { settled, open, explained } = settleOrders(unknown, publishedWith(unknown));
    expect([...settled]).toEqual([]);
    expect([...open]).toEqual([["ou-a", ["p-1", "p-0"]]]);
    expect(explained.size).toBe(0);
  });

  test("of three peers only the first is told: the orders of the others stay open", () => {
    const real = of([attachedTo("ou-a", "known", 2, 0, 1)]);
    const { settled, open } = settleOrders(of([attachedTo("ou-a", "unknown", 0, 1, 2)]), publishedWith(real));
    expect(settled.size).toBe(0);
    expect(open.get("ou-a")?.[0]).toBe("p-2");
  });

  test("no order explains it: nothing is settled, the account says nothing about orders", () => {
    const strange = new Map([["000000000002", { plans: { p: { rules: {} } } }]]);
    const { settled, open, explained } = settleOrders(of([attachedTo("ou-a", "unknown", 0, 1)]), strange);
    expect([settled.size, open.size, explained.size]).toEqual([0, 0, 0]);
  });

  test("what one account rules out narrows the search above another", () => {
    const own = policy("p-9", { plans: { p: { rules: { r: { lifecycle: {} } } } } });
    const attachments = (
      order: Attachments["order"],
      first: number,
      second: number,
    ): readonly Attachments[] => [
      attachedTo(ROOT, order, first, second),
      {
        ...attachedTo("ou-a", order, 2, 3),
        policyIds: order === "known" ? ["p-3", "p-9", "p-2"] : ["p-2", "p-3", "p-9"],
      },
    ];
    const all = { policies: [...policies, own] };
    const real = of(attachments("known", 1, 0), all);
    const { settled, open } = settleOrders(of(attachments("unknown", 0, 1), all), publishedWith(real));
    expect(settled.get(ROOT)).toEqual(["p-1", "p-0"]);
    // Below, ou-a decides; p-9 has no value, so that its place cannot be told.
    expect(open.get("ou-a")?.filter((id) => id !== "p-9")).toEqual(["p-3", "p-2"]);
  });

  test("orders that are called known are doubted only where that is asked for", () => {
    const real = of([attachedTo("ou-a", "known", 1, 0)]);
    const file = of([attachedTo("ou-a", "known", 0, 1)]);
    expect(settleOrders(file, publishedWith(real)).settled.size).toBe(0);
    expect([...settleOrders(file, publishedWith(real), "all").settled]).toEqual([["ou-a", ["p-1", "p-0"]]]);
  });

  test("names of plans in another case do not count", () => {
    const real = of([attachedTo("ou-a", "known", 1, 0)]);
    const published = new Map<string, JsonObject>(
      [...publishedWith(real)].map(([id, { plans }]) => [id, { Plans: plans ?? {} }]),
    );
    expect(settleOrders(of([attachedTo("ou-a", "unknown", 0, 1)]), published).settled.size).toBe(1);
  });

  describe("more orders than are tried", () => {
    const many = [0, 1, 2, 3, 4, 5, 6] as const;
    const real = of([attachedTo("ou-a", "known", ...[...many].reverse())]);

    test("the target is named, and no account counts as explained", () => {
      const { settled, open, explained, notTried } = settleOrders(
        of([attachedTo("ou-a", "unknown", ...many)]),
        publishedWith(real),
      );
      expect(notTried).toEqual(["ou-a"]);
      expect([settled.size, open.size, explained.size]).toEqual([0, 0, 0]);
    });

    test("an account below it settles nothing of other targets: another order there might explain it too", () => {
      const attachments = (
        order: Attachments["order"],
        first: number,
        second: number,
      ): readonly Attachments[] => [
        attachedTo("ou-a", order, ...many),
        attachedTo("ou-b", order, first, second),
      ];
      const { settled, open, notTried } = settleOrders(
        of(attachments("unknown", 0, 1)),
        publishedWith(of(attachments("known", 1, 0))),
      );
      expect([settled.size, open.size]).toEqual([0, 0]);
      expect([...notTried].sort()).toEqual(["ou-a", "ou-b"]);
    });

    test("targets whose orders together are too many are tried once other accounts have narrowed them", () => {
      const names = ["root", "a", "b"];
      // Three levels with four peers each: 13,824 combinations; with five below, more than are tried.
      const levels = (order: Attachments["order"], turned: boolean): readonly Attachments[] =>
        [ROOT, "ou-a", "ou-b"].map((targetId, index) => {
          const ids = Array.from({ length: index === 2 ? 5 : 4 }, (_, each) => `p-${names[index]}${each}`);
          return { targetId, policyIds: turned ? ids.reverse() : ids, order };
        });
      const documents = levels("known", false).flatMap(({ policyIds }, index) =>
        policyIds.map((id, each) => policy(id, retention(each + 1, `plan${index}`))),
      );
      const { settled, open, notTried } = settleOrders(
        organization({ policies: documents, attachments: levels("unknown", false) }),
        publishedWith(organization({ policies: documents, attachments: levels("known", true) })),
      );
      expect(notTried).toEqual([]);
      expect(settled.size).toBe(0);
      expect([...open].map(([targetId, [first]]) => [targetId, first])).toEqual([
        [ROOT, "p-root3"],
        ["ou-a", "p-a3"],
        ["ou-b", "p-b4"],
      ]);
    });
  });

  test("whatever the orders are: what is settled is the truth, and what is open explains what was published", () => {
    const order = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 2 });
    fc.assert(
      fc.property(order, order, fc.shuffledSubarray([4, 5, 6, 7], { minLength: 1 }), (root, a, b) => {
        const real = [
          attachedTo(ROOT, "known", ...root),
          attachedTo("ou-a", "known", ...a),
          attachedTo("ou-b", "known", ...b),
        ];
        const lists = policies.map(({ id }, index) =>
          policy(id, {
            plans: {
              [`plan${index % 3}`]: {
                regions: { "@@append": [`region${index}`] },
                rules: { r: { lifecycle: { delete_after_days: { "@@assign": String(index + 1) } } } },
              },
            },
          }),
        );
        const written = real.map((each) => ({
          ...each,
          policyIds: [...each.policyIds].sort(),
          order: "unknown" as const,
        }));
        const published = publishedWith(organization({ policies: lists, attachments: real }));
        const { settled, open } = settleOrders(
          organization({ policies: lists, attachments: written }),
          published,
        );
        const truth = new Map(real.map(({ targetId, policyIds }) => [targetId, policyIds]));
        settled.forEach((policyIds, targetId) => {
          expect(policyIds).toEqual(truth.get(targetId));
        });
        // Every target with several policies stands above some account: nothing is left out.
        expect([...settled.keys(), ...open.keys()].sort()).toEqual(
          real.flatMap(({ targetId, policyIds }) => (policyIds.length > 1 ? [targetId] : [])).sort(),
        );
      }),
      { numRuns: 60 },
    );
  });

  test("accounts in the same place with the same document are looked at once, and all are explained", () => {
    const accounts = Array.from({ length: 30 }, (_, index) =>
      account(String(200_000_000_000 + index), "ou-a"),
    );
    const real = of([attachedTo("ou-a", "known", 1, 0)], { accounts });
    const file = of([attachedTo("ou-a", "unknown", 0, 1)], { accounts });
    expect(settleOrders(file, publishedWith(real)).explained.size).toBe(30);
  });
});

test("folded names keep values, and no name reaches a prototype", () => {
  const value = JSON.parse('{"A":{"__proto__":{"B":["X"]}}}') as JsonObject;
  expect(JSON.stringify(folded(value))).toBe('{"a":{"__proto__":{"b":["X"]}}}');
  expect(({} as { b?: unknown }).b).toBeUndefined();
});
