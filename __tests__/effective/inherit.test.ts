import { applyLevel, mergeLevels } from "../../src/effective/inherit";
import { MergedNode, renderPolicy } from "../../src/effective/merged-node";
import { EffectivePolicyValidator } from "../../src/effective/effective-policy";
import type { EffectivePolicy } from "../../src/effective/effective-policy";
import type { InheritanceLevel } from "../../src/effective/inheritance-level";
import type { JsonObject } from "../../src/text/json";
import { level, regions, ruleSetting } from "../support/policies";

const CONTROL = "@@operators_allowed_for_child_policies";

function merge(...levels: readonly InheritanceLevel[]): JsonObject {
  return renderPolicy(mergeLevels(levels));
}

function judged(...levels: readonly InheritanceLevel[]): EffectivePolicy {
  return new EffectivePolicyValidator(new Date("2026-01-01T00:00:00Z")).validate(mergeLevels(levels), levels);
}

function notesOf(...levels: readonly InheritanceLevel[]): readonly string[] {
  return judged(...levels).notes.map(({ assumption, path }) => `${assumption} ${path}`);
}

describe("values", () => {
  test("operators of one leaf act as assign, append, remove, however they are written", () => {
    expect(
      merge(level("root", [regions({ "@@remove": ["a"], "@@append": ["b", "a", "c"], "@@assign": ["a"] })])),
    ).toEqual({
      plans: { p: { regions: ["b", "c"] } },
    });
  });

  test("scalars become strings before members are compared", () => {
    expect(
      merge(
        level("root", [regions({ "@@assign": [12, true, null] })]),
        level("account", [regions({ "@@append": ["12", "true", "x"] })]),
      ),
    ).toEqual({
      plans: { p: { regions: ["12", "true", "null", "x"] } },
    });
  });

  test("an append of what is there already leaves a text a text", () => {
    const text = ruleSetting("schedule_expression", { "@@assign": "s" });
    const append = (member: string): InheritanceLevel =>
      level("account", [ruleSetting("schedule_expression", { "@@append": [member] })]);
    const rule = (value: JsonObject[string]): JsonObject => ({
      plans: { p: { rules: { r: { schedule_expression: value } } } },
    });
    expect(merge(level("root", [text]), append("s"))).toEqual(rule("s"));
    expect(merge(level("root", [text]), append("t"))).toEqual(rule(["s", "t"]));
  });

  test("a rule that is assigned again in full is replaced, apart from what a control above keeps", () => {
    const rule = (vault: JsonObject, days: string): JsonObject => ({
      plans: {
        p: {
          rules: {
            r: { target_backup_vault_name: vault, lifecycle: { delete_after_days: { "@@assign": days } } },
          },
        },
      },
    });
    const below = level("account", [rule({ "@@assign": "new" }, "2")]);
    const merged = (vault: string): JsonObject => ({
      plans: {
        p: { rules: { r: { target_backup_vault_name: vault, lifecycle: { delete_after_days: "2" } } } },
      },
    });
    expect(merge(level("root", [rule({ "@@assign": "old" }, "1")]), below)).toEqual(merged("new"));
    expect(merge(level("root", [rule({ "@@assign": "old", [CONTROL]: ["@@none"] }, "1")]), below)).toEqual(
      merged("old"),
    );
  });

  test("names and operators are compared without regard to case, and shown in lower case", () => {
    expect(
      merge(
        level("root", [{ Plans: { Daily: { Regions: { "@@Assign": ["a"] } } } }]),
        level("account", [regions({ "@@APPEND": ["b"] }, "DAILY")]),
      ),
    ).toEqual({ plans: { daily: { regions: ["a", "b"] } } });
  });

  test("an assigned empty list is a value, a removal from nothing is none", () => {
    expect(merge(level("root", [regions({ "@@assign": [] })]))).toEqual({ plans: { p: { regions: [] } } });
    expect(merge(level("root", [regions({ "@@remove": ["a"] })]))).toEqual({});
  });

  test("what AWS would refuse contributes nothing", () => {
    expect(
      merge(
        level("root", [
          { plans: { p: { regions: ["raw"], rules: { "@@assign": {} } } }, "@@assign": ["ignored"] },
        ]),
      ),
    ).toEqual({});
  });

  test("names that JavaScript gives a meaning are ordinary names", () => {
    const content = JSON.parse(
      '{"plans": {"__proto__": {"regions": {"@@assign": ["a"]}}, "constructor": {"regions": {"@@assign": ["b"]}}}}',
    ) as JsonObject;
    const rendered = merge(level("root", [content]));
    expect(JSON.stringify(rendered)).toBe(
      '{"plans":{"__proto__":{"regions":["a"]},"constructor":{"regions":["b"]}}}',
    );
    expect(({} as Record<string, unknown>).regions).toBeUndefined();
  });
});

describe("peers", () => {
  test("of two assigns the first-attached wins, for lists too; then every append, then every remove", () => {
    expect(
      merge(
        level("root", [
          regions({ "@@append": ["c"], "@@remove": ["d"] }),
          regions({ "@@assign": ["a"] }),
          regions({ "@@assign": ["b"], "@@append": ["d"] }),
        ]),
      ),
    ).toEqual({ plans: { p: { regions: ["a", "c"] } } });
  });

  test("are merged at each of their targets by its own attachment order", () => {
    const { policies } = level("ou", [
      regions({ "@@assign": ["a"], "@@append": ["c"] }),
      regions({ "@@assign": ["b"] }),
    ]);
    const above = mergeLevels([level("root", [regions({ "@@assign": ["r"] })])]);
    const at = (targetId: string, order: "known" | "unknown", ...attached: typeof policies): MergedNode => {
      const state = applyLevel(above, { targetId, order, policies: attached });
      return state.children.get("plans")!.children.get("p")!;
    };
    const [first, second] = [policies[0]!, policies[1]!];
    const known = at("x", "known", first, second);
    expect(known.rendered()).toEqual({ regions: ["a", "c"] });
    expect(at("y", "known", first, second)).toBe(known);
    expect(at("x", "known", second, first).rendered()).toEqual({ regions: ["b", "c"] });
    expect(at("x", "known", second).rendered()).toEqual({ regions: ["b"] });
    expect(
      ["y", "z"].map((target) =>
        at(target, "unknown", first, second)
          .children.get("regions")
          ?.alternatives?.map(({ targetId, value }) => [targetId, value]),
      ),
    ).toEqual([
      [
        ["y", ["a", "c"]],
        ["y", ["b", "c"]],
      ],
      [
        ["z", ["a", "c"]],
        ["z", ["b", "c"]],
      ],
    ]);
  });

  test("a control binds the levels below, not its own", () => {
    const lock = regions({ "@@assign": ["a"], [CONTROL]: ["@@none"] });
    expect(merge(level("root", [lock, regions({ "@@append": ["b"] })]))).toEqual({
      plans: { p: { regions: ["a", "b"] } },
    });
    expect(merge(level("root", [lock]), level("account", [regions({ "@@append": ["b"] })]))).toEqual({
      plans: { p: { regions: ["a"] } },
    });
  });
});

describe("controls", () => {
  test("only ever tighten: the set is the intersection of all above", () => {
    const levels = [
      level("root", [regions({ "@@assign": ["a"], [CONTROL]: ["@@append", "@@remove"] })]),
      level("ou", [regions({ [CONTROL]: ["@@all"] }), regions({ [CONTROL]: ["@@append", "@@assign"] })]),
      level("account", [regions({ "@@assign": ["x"], "@@append": ["b"], "@@remove": ["a"] })]),
    ];
    expect(merge(...levels)).toEqual({ plans: { p: { regions: ["a", "b"] } } });
  });

  test.each([
    [["@@none"], false],
    [["@@remove"], false],
    [["@@append"], true],
    [["@@assign"], true],
    [["@@all"], true],
  ])("a container that allows %j admits a new name: %j", (words, admitted) => {
    const result = merge(
      level("root", [{ plans: { [CONTROL]: words, p: { regions: { "@@assign": ["a"] } } } }]),
      level("account", [regions({ "@@assign": ["b"] }, "new")]),
    );
    expect(Object.keys(result.plans as JsonObject)).toEqual(admitted ? ["p", "new"] : ["p"]);
  });

  test("a control on a container does not protect what is inside it", () => {
    const root = level("root", [
      { plans: { [CONTROL]: ["@@none"], p: { [CONTROL]: ["@@none"], regions: { "@@assign": ["a"] } } } },
    ]);
    expect(merge(root, level("account", [regions({ "@@assign": ["b"] })]))).toEqual({
      plans: { p: { regions: ["b"] } },
    });
  });

  test("a control on plans does not stop a new rule in an inherited plan; a control on rules does", () => {
    const child = level("account", [
      ruleSetting("target_backup_vault_name", { "@@assign": "v" }, "p", "new"),
    ]);
    const plan = { rules: { old: { target_backup_vault_name: { "@@assign": "v" } } } };
    expect(merge(level("root", [{ plans: { [CONTROL]: ["@@none"], p: plan } }]), child)).toMatchObject({
      plans: { p: { rules: { new: {} } } },
    });
    const locked = { rules: { [CONTROL]: ["@@none"], ...plan.rules } };
    expect(merge(level("root", [{ plans: { p: locked } }]), child)).toEqual({
      plans: { p: { rules: { old: { target_backup_vault_name: "v" } } } },
    });
  });

  test("a name that a higher level mentions exists, even with nothing below it", () => {
    const root = level("root", [{ plans: { [CONTROL]: ["@@none"], p: {} } }]);
    expect(merge(root, level("account", [regions({ "@@assign": ["a"] })]))).toEqual({
      plans: { p: { regions: ["a"] } },
    });
  });
});

describe("notes", () => {
  const assign = (...members: string[]): JsonObject => regions({ "@@assign": members });

  test.each<[string, readonly InheritanceLevel[], string]>([
    [
      "a plan name with capitals",
      [level("root", [regions({ "@@assign": ["a"] }, "Daily")])],
      "plan-names-are-lower-cased plans/daily",
    ],
    [
      "peers that assign different values",
      [level("root", [assign("a"), assign("b")])],
      "first-assign-wins-among-peers plans/p/regions",
    ],
    [
      "a list emptied by a removal",
      [level("root", [assign("a")]), level("ou", [regions({ "@@remove": ["a"] })])],
      "emptied-list-is-kept plans/p/regions",
    ],
    [
      "a member written twice",
      [level("root", [assign("a", "a")])],
      "repeated-members-are-kept plans/p/regions",
    ],
    [
      "what one peer appends and another removes",
      [level("root", [regions({ "@@append": ["a", "b"] }), regions({ "@@remove": ["a"] })])],
      "removes-act-after-appends-of-peers plans/p/regions",
    ],
    [
      "an append of nothing to nothing",
      [level("root", [regions({ "@@append": [] })])],
      "empty-append-creates-list plans/p/regions",
    ],
    [
      "an empty list",
      [level("root", [ruleSetting("index", { "@@assign": [] })])],
      "empty-list-is-rendered plans/p/rules/r/index",
    ],
    [
      "a new name that a container blocks",
      [level("root", [{ plans: { [CONTROL]: ["@@none"] } }]), level("ou", [assign("a")])],
      "container-control-blocks-new-keys plans",
    ],
    [
      "a new name under remove alone",
      [level("root", [{ plans: { [CONTROL]: ["@@remove"] } }]), level("ou", [assign("a")])],
      "remove-alone-blocks-new-keys plans",
    ],
    [
      "a new name under assign alone",
      [level("root", [{ plans: { [CONTROL]: ["@@assign"] } }]), level("ou", [assign("a")])],
      "assign-alone-admits-new-keys plans",
    ],
  ])("%s is noted", (_what, levels, note) => {
    expect(notesOf(...levels)).toContain(note);
  });

  test.each<[string, readonly InheritanceLevel[]]>([
    ["a list of different members", [level("root", [assign("a", "b")])]],
    ["peers that assign the same", [level("root", [assign("a"), assign("a")])]],
    [
      "what a peer removes that no other appends",
      [level("root", [assign("a"), regions({ "@@append": ["b"] }), regions({ "@@remove": ["a"] })])],
    ],
    [
      "a control that blocks no new name",
      [
        level("root", [{ plans: { [CONTROL]: ["@@none"], p: { regions: { "@@assign": ["a"] } } } }]),
        level("ou", [assign("b")]),
      ],
    ],
  ])("nothing is noted of %s", (_what, levels) => {
    expect(notesOf(...levels)).toEqual([]);
  });

  test("a new name that a container blocks is noted beside one that is there", () => {
    const levels = [
      level("root", [{ plans: { [CONTROL]: ["@@none"], p: { regions: { "@@assign": ["a"] } } } }]),
      level("ou", [{ plans: { ...(regions({ "@@assign": ["b"] }).plans as JsonObject), new: {} } }]),
    ];
    expect(notesOf(...levels)).toEqual(["container-control-blocks-new-keys plans"]);
  });

  test("several about one place are all told", () => {
    const locked = { [CONTROL]: ["@@none"], regions: { "@@assign": ["a"] } };
    const levels = [
      level("root", [{ plans: { Daily: locked } }]),
      level("ou", [ruleSetting("target_backup_vault_name", { "@@assign": "v" }, "Daily")]),
    ];
    expect(notesOf(...levels).toSorted()).toEqual([
      "container-control-blocks-new-keys plans/daily",
      "plan-names-are-lower-cased plans/daily",
    ]);
  });

  test("are gone with what they were about", () => {
    expect(notesOf(level("root", [assign("a"), assign("b")]), level("ou", [assign("c")]))).toEqual([]);
    expect(
      notesOf(
        level("root", [assign("a")]),
        level("ou", [regions({ "@@remove": ["a"] })]),
        level("account", [regions({ "@@append": ["b"] })]),
      ),
    ).toEqual([]);
  });
});

describe("unknown attachment order", () => {
  const first = regions({ "@@assign": ["a"] });
  const second = regions({ "@@assign": ["b"] });

  test("a setting that peers assign differently has every value that an order gives it", () => {
    const { orderDependent } = judged(
      level("root", [first, second], "unknown"),
      level("ou", [regions({ "@@append": ["c"] })]),
    );
    expect(orderDependent).toEqual([
      {
        path: "plans/p/regions",
        alternatives: [
          { value: ["a", "c"], targetId: "root", policyId: "root.0", before: ["root.1"] },
          { value: ["b", "c"], targetId: "root", policyId: "root.1", before: ["root.0"] },
        ],
      },
    ]);
  });

  test("is settled by an assign further down, and by equal values", () => {
    expect(
      judged(level("root", [first, second], "unknown"), level("ou", [regions({ "@@assign": ["x"] })]))
        .orderDependent,
    ).toEqual([]);
    expect(judged(level("root", [first, first], "unknown")).orderDependent).toEqual([]);
    expect(judged(level("root", [first, second], "known")).orderDependent).toEqual([]);
  });

  test("members that peers append are certain, their order is not", () => {
    const state = applyLevel(
      MergedNode.EMPTY,
      level("root", [regions({ "@@append": ["a"] }), regions({ "@@append": ["b"] })], "unknown"),
    );
    const leaf = state.children.get("plans")?.children.get("p")?.children.get("regions");
    expect(leaf).toMatchObject({ value: ["a", "b"], alternatives: undefined, memberOrderUnknown: true });
  });

  test("no more values than policies, however many peers there are", () => {
    const peers = Array.from({ length: 10 }, (_, index) => regions({ "@@assign": [`r${index}`] }));
    const [setting] = judged(level("root", peers, "unknown")).orderDependent;
    expect(setting?.alternatives).toHaveLength(10);
  });

  test("errors that only some orders bring about are told with their orders", () => {
    const rule = (days: string, continuous: string): JsonObject => ({
      plans: {
        p: {
          rules: {
            r: {
              enable_continuous_backup: { "@@assign": continuous },
              lifecycle: { delete_after_days: { "@@assign": days } },
            },
          },
        },
      },
    });
    const result = judged(level("root", [rule("35", "true"), rule("90", "false")], "unknown"));
    // Both settings are assigned by the same two policies: they come from the same one, so that true never meets 90.
    expect(result.possibleErrors.filter(({ code }) => code === "CROSS_ATTRIBUTE_VALIDATION")).toEqual([]);

    const days = (value: string): JsonObject => ({
      plans: { p: { rules: { r: { lifecycle: { delete_after_days: { "@@assign": value } } } } } },
    });
    const conflicting = judged(
      level("root", [days("30"), days("90")], "unknown"),
      level("ou", [ruleSetting("enable_continuous_backup", { "@@assign": "true" })]),
    );
    expect(conflicting.possibleErrors).toEqual([
      {
        code: "CROSS_ATTRIBUTE_VALIDATION",
        message:
          "Dependent fields enable_continuous_backup=true,delete_after_days=90 in policy block r are invalid when used together",
        path: "plans/p/rules/r",
        conditions: [[{ targetId: "root", policyId: "root.1", before: ["root.0"] }]],
      },
    ]);
  });
});
