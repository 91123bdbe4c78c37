import { EffectivePolicies } from "../../../src/organization/effective-policies";
import type { OrganizationData } from "../../../src/organization/model";
import { MISMATCH_RULES } from "../../../src/review/verification/mismatch-rules";
import { verifyPolicies } from "../../../src/review/verification/verification";
import type { ValidationError } from "../../../src/effective/validation-error";
import type { Observed } from "../../../src/review/verification/mismatch";
import type { Verification } from "../../../src/review/verification/verification";
import type { JsonObject, JsonValue } from "../../../src/text/json";
import { account, completePlan, organization, policy, ROOT } from "../../support/organizations";

const AT = new Date("2026-01-15T10:00:00Z");
const ACCOUNT = "000000000002";
const RETENTION = "plans/p/rules/r/lifecycle/delete_after_days";

function computed(changes: Partial<OrganizationData>): EffectivePolicies {
  return EffectivePolicies.compute(organization(changes), AT);
}

interface Said {
  readonly published?: Readonly<Record<string, JsonObject>>;
  /** Accounts that AWS calls invalid, with their errors; undefined if the caller may not know. */
  readonly invalid?: Observed["errors"] | undefined;
  readonly earlier?: readonly ((accountId: string) => JsonObject | undefined)[];
}

/** Verifies one account, or those that AWS says something about. */
function verified(policies: EffectivePolicies, said: Said): Verification {
  const published = new Map(Object.entries(said.published ?? {}));
  const invalid = "invalid" in said ? said.invalid : new Map<string, readonly ValidationError<string>[]>();
  return verifyPolicies({
    policies,
    observed: {
      published,
      invalid: invalid === undefined ? undefined : new Set(invalid.keys()),
      errors: invalid ?? new Map<string, readonly ValidationError<string>[]>(),
    },
    asked: published.size === 0 ? [ACCOUNT] : [...published.keys()],
    earlier: said.earlier ?? [],
  });
}

/** The predicted document of the account, with one text in another's place. */
function predicted(policies: EffectivePolicies, from = "", to = ""): JsonObject {
  return JSON.parse(JSON.stringify(policies.of(ACCOUNT)?.policy).replaceAll(from, to)) as JsonObject;
}

function onOu(order: "known" | "unknown", ...documents: readonly JsonObject[]): Partial<OrganizationData> {
  const policies = documents.map((document, index) => policy(`p-${index}`, document));
  return { policies, attachments: [{ targetId: "ou-a", policyIds: policies.map(({ id }) => id), order }] };
}

const REGIONS_MISSING = { code: "KEY_REQUIRED", path: "plans/p", message: "'regions' is missing" };

function without(document: JsonObject, key: string): JsonObject {
  const members = Object.entries((document.plans as { p: JsonObject }).p);
  return { plans: { p: Object.fromEntries(members.filter(([name]) => name !== key)) } };
}

describe("a prediction against what AWS says", () => {
  test("is right: no difference", () => {
    const policies = computed(onOu("known", completePlan()));
    expect(verified(policies, { published: { [ACCOUNT]: predicted(policies) } })).toMatchObject({
      compared: [ACCOUNT],
      without: [],
      mismatches: [],
    });
  });

  test("the order of keys does not count, that of lists does", () => {
    const lists = completePlan();
    const policies = computed(
      onOu("known", lists, { plans: { p: { regions: { "@@append": ["us-east-1"] } } } }),
    );
    const document = predicted(policies) as { plans: { p: JsonObject } };
    const turned = {
      plans: { p: Object.fromEntries<JsonValue>(Object.entries(document.plans.p).reverse()) },
    };
    expect(verified(policies, { published: { [ACCOUNT]: turned } }).mismatches).toEqual([]);
    const regions = predicted(policies, '["eu-central-1","us-east-1"]', '["us-east-1","eu-central-1"]');
    expect(verified(policies, { published: { [ACCOUNT]: regions } }).mismatches).toMatchObject([
      { rule: "mismatch-unexplained", values: [{ path: "plans/p/regions" }] },
    ]);
  });

  test("accounts for which AWS has no document are named, and not compared", () => {
    const closed = organization().data.accounts.map((each) => ({ ...each, state: "SUSPENDED" as const }));
    for (const changes of [{}, { ...onOu("known", completePlan()), accounts: closed }]) {
      expect(verified(computed(changes), {})).toMatchObject({
        compared: [],
        without: [ACCOUNT],
        mismatches: [],
      });
    }
  });

  test("an active account to which policies apply has an effective policy", () => {
    const policies = computed(onOu("known", completePlan()));
    expect(verified(policies, {})).toMatchObject({
      compared: [],
      without: [ACCOUNT],
      mismatches: [{ rule: "mismatch-no-policy", severity: "error", accounts: [ACCOUNT] }],
    });
  });

  test("nothing explains it: our mistake, an error, with the step that decides the predicted value", () => {
    const policies = computed(onOu("known", completePlan()));
    const { mismatches } = verified(policies, {
      published: { [ACCOUNT]: predicted(policies, '"35"', '"36"') },
    });
    expect(mismatches).toMatchObject([
      {
        accounts: [ACCOUNT],
        rule: "mismatch-unexplained",
        values: [{ path: RETENTION, predicted: "35", published: "36" }],
      },
    ]);
    expect(mismatches[0]?.values[0]?.origin).toMatchObject([{ policyId: "p-0", targetId: "ou-a" }]);
    expect(mismatches[0]?.severity).toBe("error");
  });

  test("values that are missing on one side are shown as missing", () => {
    const policies = computed(onOu("known", completePlan()));
    const { mismatches } = verified(policies, {
      published: {
        [ACCOUNT]: predicted(policies, '"delete_after_days"', '"move_to_cold_storage_after_days"'),
      },
    });
    expect(mismatches[0]?.values).toMatchObject([
      { path: RETENTION, predicted: "35", published: undefined },
      {
        path: "plans/p/rules/r/lifecycle/move_to_cold_storage_after_days",
        predicted: undefined,
        published: "35",
      },
    ]);
  });

  describe("attachment order", () => {
    const two = [completePlan("p", "10"), completePlan("p", "20")] as const;

    test("unknown, and another order gives what AWS published", () => {
      const policies = computed(onOu("unknown", ...two));
      const published = { [ACCOUNT]: computed(onOu("known", two[1], two[0])).of(ACCOUNT)?.policy ?? {} };
      const { mismatches, orders } = verified(policies, { published });
      expect(mismatches).toMatchObject([{ rule: "mismatch-order-unknown", values: [{ path: RETENTION }] }]);
      expect(orders.settled.get("ou-a")).toEqual(["p-1", "p-0"]);
    });

    test("unknown, and no order gives what AWS published: the order is not to blame", () => {
      const appended = (...names: readonly string[]): JsonObject => ({
        plans: { p: { regions: { "@@append": names } } },
      });
      const policies = computed(
        onOu("unknown", without(completePlan(), "regions"), appended("a", "b"), appended("c", "d")),
      );
      const published = { [ACCOUNT]: predicted(policies, '["a","b","c","d"]', '["a","c","b","d"]') };
      const { mismatches, orders } = verified(policies, { published });
      expect(mismatches).toMatchObject([
        {
          rule: "mismatch-uncertain-rule",
          values: [{ path: "plans/p/regions", published: ["a", "c", "b", "d"] }],
        },
      ]);
      expect(orders.settled.size).toBe(0);
    });

    test("unknown, with more orders than are tried: no mistake is claimed", () => {
      const many = Array.from({ length: 7 }, (_, index) => completePlan("p", String(10 + index)));
      const policies = computed(onOu("unknown", ...many));
      const published = {
        [ACCOUNT]: computed(onOu("known", ...many.toReversed())).of(ACCOUNT)?.policy ?? {},
      };
      const { mismatches, orders } = verified(policies, { published });
      expect(mismatches).toMatchObject([{ rule: "mismatch-order-unknown", values: [{ path: RETENTION }] }]);
      expect(mismatches[0]?.message).toContain("more possible orders than are tried");
      expect(orders).toMatchObject({ notTried: ["ou-a"], settled: new Map() });
      // The same members of a list in another order depend on it, too.
      const lists = many.map((each, index) => ({
        plans: {
          p: { ...(each.plans as { p: JsonObject }).p, regions: { "@@append": [`region-${index}`] } },
        },
      }));
      const [forth, back] = [lists, lists.toReversed()].map((each, index) =>
        computed(onOu(index === 0 ? "unknown" : "known", ...each)),
      );
      expect(
        verified(forth!, { published: { [ACCOUNT]: back!.of(ACCOUNT)?.policy ?? {} } }).mismatches,
      ).toMatchObject([{ rule: "mismatch-order-unknown" }]);
      // Another setting does not depend on the order: that stays a mistake.
      const wrong = { [ACCOUNT]: predicted(policies, '"Default"', '"Other"') };
      expect(verified(policies, { published: wrong }).mismatches).toMatchObject([
        { rule: "mismatch-unexplained" },
      ]);
    });

    test("called known, and another one gives what AWS published: the file is doubted", () => {
      const policies = computed(onOu("known", ...two));
      const published = { [ACCOUNT]: computed(onOu("known", two[1], two[0])).of(ACCOUNT)?.policy ?? {} };
      const { mismatches, orders } = verified(policies, { published });
      expect(mismatches).toMatchObject([{ rule: "mismatch-order-changed" }]);
      expect(orders.settled.get("ou-a")).toEqual(["p-1", "p-0"]);
      expect(mismatches[0]?.severity).toBe("warning");
    });

    test("called known above accounts that are right: it is not touched", () => {
      const attachments = [
        { targetId: ROOT, policyIds: ["p-0", "p-1"], order: "known" as const },
        { targetId: "ou-b", policyIds: ["p-2", "p-3"], order: "known" as const },
      ];
      const documents = [...two, completePlan("q", "1"), completePlan("q", "2")];
      const policies = computed({
        policies: documents.map((each, index) => policy(`p-${index}`, each)),
        attachments,
      });
      const id = "000000000003";
      const right = policies.of(ACCOUNT)?.policy ?? {};
      const published = { [ACCOUNT]: right, [id]: { plans: { ...(right.plans as JsonObject), x: {} } } };
      const { mismatches, orders } = verified(policies, { published });
      expect(mismatches).toMatchObject([{ accounts: [id], rule: "mismatch-unexplained" }]);
      expect(orders.settled.size).toBe(0);
    });
  });

  describe("stale", () => {
    const before = computed(onOu("known", completePlan("p", "10")));
    const now = computed(onOu("known", completePlan("p", "20")));
    const published = { [ACCOUNT]: predicted(before) };

    test("what AWS shows is what was recorded or predicted before the last change", () => {
      const earlier = [() => undefined, (id: string) => before.of(id)?.policy];
      expect(verified(now, { published, earlier }).mismatches).toMatchObject([{ rule: "mismatch-stale" }]);
      expect(MISMATCH_RULES["mismatch-stale"].severity).toBe("notice");
    });

    test("an earlier document that is another one explains nothing", () => {
      const earlier = [() => ({ plans: {} })];
      expect(verified(now, { published, earlier }).mismatches).toMatchObject([
        { rule: "mismatch-unexplained" },
      ]);
    });
  });

  describe("a rule that is not certain", () => {
    test("the case of a plan's name", () => {
      const policies = computed(onOu("known", completePlan("Daily")));
      const published = { [ACCOUNT]: predicted(policies, '"daily":{"regions', '"Daily":{"regions') };
      expect(JSON.stringify(published)).toContain('"Daily"');
      const { mismatches } = verified(policies, { published });
      expect(mismatches).toMatchObject([{ rule: "mismatch-uncertain-rule" }]);
      expect(mismatches[0]?.message).toContain("plan-names-are-lower-cased");
      expect(mismatches[0]?.severity).toBe("warning");
    });

    test("it excuses no other difference", () => {
      const policies = computed(onOu("known", completePlan("Daily")));
      const text = JSON.stringify(predicted(policies, '"daily":{"regions', '"Daily":{"regions'));
      const published = { [ACCOUNT]: JSON.parse(text.replace('"35"', '"36"')) as JsonObject };
      expect(verified(policies, { published }).mismatches).toMatchObject([{ rule: "mismatch-unexplained" }]);
    });

    test("whether a control blocks new names", () => {
      const locked = {
        plans: {
          "@@operators_allowed_for_child_policies": ["@@none"],
          ...(completePlan().plans as JsonObject),
        },
      };
      const policies = computed({
        policies: [policy("p-0", locked), policy("p-1", completePlan("extra"))],
        attachments: [
          { targetId: ROOT, policyIds: ["p-0"], order: "known" },
          { targetId: "ou-a", policyIds: ["p-1"], order: "known" },
        ],
      });
      const { plans } = predicted(policies) as { plans: JsonObject };
      expect(Object.keys(plans)).toEqual(["p"]);
      const published = { [ACCOUNT]: { plans: { ...plans, extra: plans.p ?? {} } } };
      const { mismatches } = verified(policies, { published });
      expect(mismatches).toMatchObject([{ rule: "mismatch-uncertain-rule" }]);
      expect(mismatches[0]?.message).toContain("container-control-blocks-new-keys");
    });
  });

  describe("errors", () => {
    const broken = without(completePlan(), "regions");

    test("the same ones: no difference; wording and repeats do not count", () => {
      const policies = computed(onOu("known", broken));
      const reported = [{ ...REGIONS_MISSING, message: "in other words" }, REGIONS_MISSING];
      const invalid = new Map([ACCOUNT, "000000000003"].map((id) => [id, reported]));
      expect(verified(policies, { invalid }).mismatches).toEqual([]);
    });

    test("that AWS does not report are our mistake, for all accounts that share them", () => {
      const { mismatches } = verified(computed(onOu("known", broken)), {});
      expect(mismatches).toMatchObject([
        {
          accounts: [ACCOUNT, "000000000003"],
          rule: "mismatch-unexplained",
          errors: { predicted: [REGIONS_MISSING], reported: [] },
        },
      ]);
    });

    test("that were not predicted are our mistake, in accounts that were not asked about too", () => {
      const policies = computed(onOu("known", completePlan()));
      const invalid = new Map([["000000000003", [REGIONS_MISSING]]]);
      expect(
        verified(policies, { published: { [ACCOUNT]: predicted(policies) }, invalid }).mismatches,
      ).toMatchObject([
        {
          accounts: ["000000000003"],
          rule: "mismatch-unexplained",
          errors: { predicted: [], reported: [REGIONS_MISSING] },
        },
      ]);
    });

    test("that only some orders bring about: the order is not known", () => {
      const days = (value: string): JsonObject => ({
        plans: { p: { rules: { r: { lifecycle: { delete_after_days: { "@@assign": value } } } } } },
      });
      const { policies: peers = [] } = onOu("unknown", days("30"), days("90"));
      const continuous = {
        plans: { p: { rules: { r: { enable_continuous_backup: { "@@assign": "true" } } } } },
      };
      const policies = computed({
        policies: [...peers, policy("p-2", continuous), policy("p-3", completePlan())],
        attachments: [
          { targetId: ROOT, policyIds: ["p-0", "p-1"], order: "unknown" },
          { targetId: "ou-a", policyIds: ["p-2"], order: "known" },
          { targetId: "ou-b", policyIds: ["p-3"], order: "known" },
        ],
        accounts: [account(ACCOUNT, "ou-a")],
      });
      const [possible] = policies.of(ACCOUNT)?.possibleErrors ?? [];
      expect(possible).toBeDefined();
      const certain = policies.of(ACCOUNT)?.errors ?? [];
      const reported = [...certain, { code: possible?.code ?? "", path: possible?.path ?? "", message: "" }];
      const invalid = new Map([[ACCOUNT, reported]]);
      expect(verified(policies, { invalid }).mismatches).toMatchObject([{ rule: "mismatch-order-unknown" }]);
    });

    test("are not compared where the caller may not see which accounts are invalid", () => {
      const policies = computed(onOu("known", broken));
      const { mismatches } = verified(policies, { published: { [ACCOUNT]: {} }, invalid: undefined });
      expect(mismatches).toEqual([]);
    });

    test("of accounts whose errors were not read are compared as far as they are known", () => {
      const observed = { published: new Map(), invalid: new Set([ACCOUNT]), errors: new Map() };
      const policies = computed({ ...onOu("known", broken), accounts: [account(ACCOUNT, "ou-a")] });
      expect(verifyPolicies({ policies, observed, asked: [], earlier: [] }).mismatches).toEqual([]);
      const valid = computed({ ...onOu("known", completePlan()), accounts: [account(ACCOUNT, "ou-a")] });
      expect(verifyPolicies({ policies: valid, observed, asked: [], earlier: [] }).mismatches).toMatchObject([
        { errors: { predicted: [], reported: undefined } },
      ]);
    });
  });

  test("accounts with the same difference stand together, the worst first", () => {
    const policies = computed(onOu("known", completePlan("p", "20")));
    const before = computed(onOu("known", completePlan("p", "10")));
    const wrong = predicted(policies, '"20"', '"99"');
    const { mismatches } = verified(policies, {
      published: { "000000000001": { plans: {} }, [ACCOUNT]: predicted(before), "000000000003": wrong },
      earlier: [(id) => before.of(id)?.policy],
    });
    expect(mismatches.map(({ rule, accounts }) => [rule, accounts])).toEqual([
      ["mismatch-unexplained", ["000000000003"]],
      ["mismatch-stale", [ACCOUNT]],
    ]);
    const same = verified(policies, { published: { [ACCOUNT]: wrong, "000000000003": wrong } });
    expect(same.mismatches).toMatchObject([{ accounts: [ACCOUNT, "000000000003"] }]);
  });
});
