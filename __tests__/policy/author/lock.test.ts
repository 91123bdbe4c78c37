import fc from "fast-check";
import { compileFragment } from "../../../src/effective/fragment";
import { mergeLevels } from "../../../src/effective/inherit";
import { renderPolicy } from "../../../src/effective/merged-node";
import {
  allowChildren,
  append,
  backupPolicy,
  dailyPlan,
  days,
  json,
  lock,
  selectTag,
} from "../../../src/policy/author";
import type { BackupPlan, BackupPolicyInput } from "../../../src/policy/author";
import { isJsonObject } from "../../../src/text/json";
import type { JsonObject, JsonValue } from "../../../src/text/json";
import { AT, authoredPlans, authoredPolicies } from "./support/authored-policies";

const CONTROL = "@@operators_allowed_for_child_policies";
const NONE = { [CONTROL]: ["@@none"] };

/** The JSON of a plan named daily. */
function written(plan: BackupPlan): JsonValue {
  const { plans } = backupPolicy({ plans: { daily: plan } }).document as { plans: { daily: JsonValue } };
  return plans.daily;
}

/** The plans of the effective policy, the document of the highest level first. */
function plansOf(...documents: readonly JsonObject[]): JsonObject {
  const levels = documents.map((document, level) => ({
    targetId: `level-${level}`,
    order: "known" as const,
    policies: [compileFragment(`policy-${level}`, document)],
  }));
  return (renderPolicy(mergeLevels(levels)).plans ?? {}) as JsonObject;
}

/** Does to every setting of a document what a policy below can do, and adds a key to every container. */
function attacked(node: JsonObject): JsonObject {
  const attack: Record<string, JsonValue> = {};
  const keys = Object.keys(node).filter((key) => !key.startsWith("@@"));
  for (const key of keys) {
    const child = node[key]!;
    Object.defineProperty(attack, key, {
      value: isJsonObject(child) ? attacked(child) : child,
      enumerable: true,
    });
  }
  const members = ["@@assign", "@@append", "@@remove"].flatMap((operator) => node[operator] ?? []);
  return keys.length === 0
    ? { "@@assign": ["attack"], "@@append": ["more"], "@@remove": members, [CONTROL]: ["@@all"] }
    : { ...attack, added: { "@@assign": "attack" }, [CONTROL]: ["@@all"] };
}

describe("lock", () => {
  it("puts a control on every container, first, and on every setting, last", () => {
    const plan = { rules: { nightly: { lifecycle: { deleteAfterDays: 35 } } } };
    const locked = { plans: { daily: lock(plan) } };
    expect(JSON.stringify(backupPolicy(locked).document)).toBe(
      `{"plans":{"daily":{"${CONTROL}":["@@none"],"rules":{"${CONTROL}":["@@none"],"nightly":{"${CONTROL}":["@@none"],` +
        `"lifecycle":{"${CONTROL}":["@@none"],"delete_after_days":{"@@assign":35,"${CONTROL}":["@@none"]}}}}}}}`,
    );
  });

  it("goes through JSON as AWS writes it", () => {
    expect(written({ rules: lock(json({ r: { LIFECYCLE: {} } })) })).toEqual({
      rules: { ...NONE, r: { ...NONE, LIFECYCLE: NONE } },
    });
  });

  it("with operators allows exactly these, at this node only", () => {
    expect(written({ rules: lock({ nightly: { lifecycle: {} } }, ["append"]) })).toEqual({
      rules: { [CONTROL]: ["@@append"], nightly: { lifecycle: {} } },
    });
    expect(written({ regions: lock(["eu-west-1"], ["append", "remove"]) })).toEqual(
      written({ regions: allowChildren(["eu-west-1"], ["append", "remove"]) }),
    );
  });

  it.each([
    [["all"], ["append"], ["@@append"]],
    [["append", "remove"], ["append", "assign"], ["@@append"]],
    [["append"], ["remove"], ["@@none"]],
    [["none"], ["all"], ["@@none"]],
    [["assign", "append", "remove"], ["all"], ["@@all"]],
  ] as const)("around a control: %j and %j leave %j", (inner, outer, left) => {
    const plan = written({ regions: allowChildren(allowChildren(["eu-west-1"], inner), outer) });
    expect(plan).toEqual({ regions: { "@@assign": ["eu-west-1"], [CONTROL]: left } });
  });

  it("inside a lock changes nothing", () => {
    expect(written({ rules: lock({ nightly: lock({ lifecycle: {} }) }) })).toEqual(
      written({ rules: lock({ nightly: { lifecycle: {} } }) }),
    );
  });

  it("overrules controls inside it, and says so", () => {
    const policy = backupPolicy({
      plans: { daily: lock({ regions: allowChildren(["eu-west-1"], ["append"]), rules: {} }) },
    });
    expect(policy.document).toEqual({
      plans: { daily: { ...NONE, regions: { "@@assign": ["eu-west-1"], ...NONE }, rules: NONE } },
    });
    expect(policy.issues).toEqual([
      expect.objectContaining({
        rule: "control-without-effect",
        severity: "warning",
        path: "plans/daily/regions",
        message: expect.stringContaining("@@append is allowed here") as string,
      }),
    ]);
    expect(policy.validate({ at: AT }).accepted).toBe(true);
  });

  it("leaves nothing open that the advice on locks would name", () => {
    const at = "03:00";
    const plan = dailyPlan({ at, retention: days(35), regions: ["eu-west-1"], select: selectTag("a", "b") });
    const rules = (policy: BackupPolicyInput) =>
      backupPolicy(policy)
        .validate({ at: AT })
        .issues.map(({ rule }) => rule);
    expect(rules({ plans: { daily: lock(plan, ["none"]) } })).toContain("incomplete-lock");
    expect(rules({ plans: { daily: lock(plan) } })).toEqual([]);
  });

  it("keeps a plan as it is, whatever policies below hold", () => {
    fc.assert(
      fc.property(authoredPlans, authoredPolicies, authoredPolicies, (plan, child, grandchild) => {
        const { document } = backupPolicy({ plans: { daily: lock<unknown>(plan) } } as BackupPolicyInput);
        const before = plansOf(document).daily;
        const renamed = JSON.parse(
          JSON.stringify(child.document).replaceAll('"Weekly"', '"daily"'),
        ) as JsonObject;
        expect(plansOf(document, child.document, grandchild.document).daily).toEqual(before);
        expect(plansOf(document, renamed, attacked(document)).daily).toEqual(before);
      }),
      { numRuns: 120 },
    );
  });

  it("is what keeps it: without a lock an attack on every node shows", () => {
    const plan = { regions: append(["eu-west-1"]), rules: { r: { targetBackupVaultName: "Default" } } };
    const open = backupPolicy({ plans: { daily: plan } }).document;
    expect(plansOf(open, attacked(open)).daily).toMatchObject({
      regions: ["attack", "more"],
      rules: { added: "attack", r: { target_backup_vault_name: ["attack", "more"] } },
    });
    const containersOnly = backupPolicy({
      plans: { daily: lock({ ...plan, rules: lock(plan.rules, ["none"]) }, ["none"]) },
    }).document;
    expect(plansOf(containersOnly, attacked(open)).daily).toMatchObject({ regions: ["attack", "more"] });
  });
});
