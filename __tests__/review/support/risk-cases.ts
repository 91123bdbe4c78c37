import type { JsonObject } from "../../../src/text/json";
import { assign, daily, document } from "./policy-documents";

/** Policies by name, in the order in which they are attached to the OU of the case, one after the other. */
export type Policies = Readonly<Record<string, JsonObject | CasePolicy>>;

export interface CasePolicy {
  readonly content: JsonObject | { readonly unknown: true };
  /** Where it is attached; the OU of the case where absent. `unchained`: the OU, in an order that nothing decides. */
  readonly on?: "account" | "nothing" | "unchained";
}

/** One rule: a change at which it fires, and a similar one at which it does not. */
export interface RiskCase {
  readonly rule: string;
  readonly before: Policies;
  readonly fires: Policies;
  readonly nearMiss: Policies;
}

const WEST = "arn:aws:backup:eu-west-1:$account:backup-vault:copies";
const CENTRAL = "arn:aws:backup:eu-central-1:$account:backup-vault:copies";
const EAST = "arn:aws:backup:us-east-1:$account:backup-vault:copies";
const OTHER_ACCOUNT = "arn:aws:backup:eu-west-1:999999999999:backup-vault:copies";
const ANOTHER_ACCOUNT = "arn:aws:backup:eu-west-1:888888888888:backup-vault:copies";

const twoRules = { nightly: {}, weekly: { schedule: "cron(0 3 ? * SUN *)", days: 90 } };
const locked = (days: number, allowed: string): JsonObject =>
  daily({
    raw: {
      lifecycle: {
        delete_after_days: {
          "@@assign": String(days),
          "@@operators_allowed_for_child_policies": [allowed],
        },
      },
    },
  });
const retention = (days: number): JsonObject => ({
  plans: { daily: { rules: { nightly: { lifecycle: { delete_after_days: assign(String(days)) } } } } },
});
const named = (count: number): Policies =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`quota-${index}`, document({ [`plan-${index}`]: {} })]),
  );

/** Cases that code alone shows; `plan-only-cases.ts` has those that take a plan. */
export const RISK_CASES: readonly RiskCase[] = [
  {
    rule: "policy-refused",
    before: { own: daily() },
    fires: { own: daily({ schedule: "rate(1 day)" }) },
    nearMiss: { own: daily({ schedule: "cron(0 4 ? * * *)" }) },
  },
  {
    rule: "account-unprotected",
    before: { own: daily() },
    fires: { own: { content: daily(), on: "nothing" } },
    nearMiss: { own: { content: daily(), on: "account" } },
  },
  {
    rule: "account-withheld",
    before: { own: daily() },
    fires: {
      own: daily(),
      less: { plans: { daily: { regions: { "@@remove": ["eu-central-1", "eu-west-1"] } } } },
    },
    nearMiss: { own: daily(), less: { plans: { daily: { regions: { "@@remove": ["eu-west-1"] } } } } },
  },
  {
    rule: "plan-removed",
    before: { own: document({ daily: {}, weekly: {} }) },
    fires: { own: document({ daily: {} }) },
    nearMiss: { own: document({ daily: {}, "week-by-week": {} }) },
  },
  {
    rule: "rule-removed",
    before: { own: document({ daily: { rules: twoRules } }) },
    fires: { own: document({ daily: { rules: { nightly: {} } } }) },
    nearMiss: { own: document({ daily: { rules: { nightly: {}, sundays: twoRules.weekly } } }) },
  },
  {
    rule: "selection-removed",
    before: { own: daily({}, { tagValues: ["daily", "gold"] }) },
    fires: { own: daily({}, { tagValues: ["daily"] }) },
    nearMiss: { own: daily({}, { tagValues: ["gold", "daily", "silver"] }) },
  },
  {
    rule: "region-removed",
    before: { own: daily({}, { regions: ["eu-central-1", "eu-west-1"] }) },
    fires: { own: daily({}, { regions: ["eu-west-1"] }) },
    nearMiss: { own: daily({}, { regions: ["eu-west-1", "eu-central-1", "eu-north-1"] }) },
  },
  {
    rule: "retention-shortened",
    before: { own: daily({ days: 35 }) },
    fires: { own: daily({ days: 14 }) },
    nearMiss: { own: daily({ days: 36 }) },
  },
  {
    rule: "continuous-backup-off",
    before: { own: daily({ continuous: true }) },
    fires: { own: daily({ continuous: false }) },
    nearMiss: { own: daily({ continuous: true, schedule: "cron(0 4 ? * * *)" }) },
  },
  {
    rule: "copy-removed",
    before: { own: daily({ copies: { [WEST]: 35, [EAST]: 35 } }) },
    fires: { own: daily({ copies: { [WEST]: 35 } }) },
    nearMiss: { own: daily({ copies: { [WEST]: 35, [EAST]: 90 } }) },
  },
  {
    rule: "copy-no-longer-cross-region",
    before: { own: daily({ copies: { [WEST]: 35 } }, { regions: ["eu-central-1"] }) },
    fires: { own: daily({ copies: { [CENTRAL]: 35 } }, { regions: ["eu-central-1"] }) },
    nearMiss: { own: daily({ copies: { [EAST]: 35 } }, { regions: ["eu-central-1"] }) },
  },
  {
    rule: "copy-no-longer-cross-account",
    before: { own: daily({ copies: { [OTHER_ACCOUNT]: 35 } }) },
    fires: { own: daily({ copies: { [WEST]: 35 } }) },
    nearMiss: { own: daily({ copies: { [ANOTHER_ACCOUNT]: 35 } }) },
  },
  {
    rule: "less-frequent-backups",
    before: { own: daily() },
    fires: { own: daily({ schedule: "cron(0 5 ? * SUN *)" }) },
    nearMiss: { own: daily({ schedule: "cron(0 5/12 ? * * *)" }) },
  },
  {
    rule: "vault-changed",
    before: { own: daily({ vault: "main" }) },
    fires: { own: daily({ vault: "second" }) },
    nearMiss: { own: document({ daily: {}, more: { rules: { nightly: { vault: "second" } } } }) },
  },
  {
    rule: "role-changed",
    before: { own: daily() },
    fires: { own: daily({}, { role: "arn:aws:iam::$account:role/other" }) },
    nearMiss: { own: daily({}, { tagValues: ["daily", "gold"] }) },
  },
  {
    rule: "lock-loosened",
    before: { own: locked(35, "@@none") },
    fires: { own: locked(35, "@@all") },
    nearMiss: { own: locked(90, "@@none") },
  },
  {
    rule: "blocked-by-parent",
    before: { own: locked(35, "@@none") },
    fires: { own: locked(35, "@@none"), child: { content: retention(7), on: "account" } },
    nearMiss: { own: locked(35, "@@assign"), child: { content: retention(7), on: "account" } },
  },
  {
    rule: "order-dependent",
    before: { own: { content: daily(), on: "account" } },
    fires: {
      own: { content: daily(), on: "account" },
      first: { content: document({ peer: { rules: { nightly: { days: 10 } } } }), on: "unchained" },
      second: { content: document({ peer: { rules: { nightly: { days: 20 } } } }), on: "unchained" },
    },
    nearMiss: {
      own: { content: daily(), on: "account" },
      first: document({ peer: { rules: { nightly: { days: 10 } } } }),
      second: document({ peer: { rules: { nightly: { days: 20 } } } }),
    },
  },
  {
    rule: "not-knowable",
    before: { own: daily() },
    fires: { own: { content: { unknown: true } } },
    nearMiss: { own: daily({ days: 36 }) },
  },
  {
    rule: "not-as-written",
    before: { own: daily({ days: 100 }) },
    fires: { own: daily({ days: 100, cold: 30 }) },
    nearMiss: { own: daily({ days: 121, cold: 30 }) },
  },
  {
    rule: "prerequisite-missing",
    before: { own: daily() },
    fires: { own: document({ daily: {}, more: { rules: { nightly: { vault: "nowhere" } } } }) },
    nearMiss: { own: document({ daily: {}, more: { rules: { nightly: { vault: "created" } } } }) },
  },
  {
    rule: "quota-reached",
    before: named(8),
    fires: named(10),
    nearMiss: named(9),
  },
  {
    rule: "policy-unattached",
    before: { own: daily() },
    fires: { own: daily(), spare: { content: daily(), on: "nothing" } },
    nearMiss: { own: daily(), spare: { content: document({ spare: {} }), on: "account" } },
  },
  {
    rule: "cold-storage-changed",
    before: { own: daily({ days: 365, cold: 30 }) },
    fires: { own: daily({ days: 365, cold: 60 }) },
    nearMiss: { own: daily({ days: 400, cold: 30 }) },
  },
  {
    rule: "depends-on-assumption",
    before: { own: daily() },
    fires: { own: document({ daily: {}, Capitals: {} }) },
    nearMiss: { own: document({ daily: {}, small: {} }) },
  },
];
