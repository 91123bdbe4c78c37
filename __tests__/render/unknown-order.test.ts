import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { Organization } from "../../src/organization/organization";
import { coverageJson } from "../../src/render/coverage-json";
import { coverageText } from "../../src/render/coverage-text";
import { scheduleText } from "../../src/render/schedule-text";
import { styleFor } from "../../src/render/style";
import { coverageOf } from "../../src/review/coverage";
import { timetableOf } from "../../src/review/timetable";
import { reviewOf } from "../review/support/review-of";
import { assign, daily } from "../review/support/policy-documents";
import type { Finding } from "../../src/text/finding";
import type { JsonObject } from "../../src/text/json";
import { organization, policy, ROOT } from "../support/organizations";

const AT = new Date("2026-01-15T10:00:00Z");
const ID = "000000000002";

/** Sets one setting of the rule and nothing else. */
const setting = (rule: JsonObject): JsonObject => ({ plans: { daily: { rules: { nightly: rule } } } });
const days = (count: number): JsonObject =>
  setting({ lifecycle: { delete_after_days: assign(String(count)) } });
const hour = (at: number): JsonObject => setting({ schedule_expression: assign(`cron(0 ${at} ? * * *)`) });

/** A base policy at the root; policies of one target whose order no one recorded below it. */
function unordered(...targets: readonly (readonly [string, readonly JsonObject[]])[]): Organization {
  const policies = targets.flatMap(([target, contents]) =>
    contents.map((content, index) => policy(`p-${target}-${index}`, content)),
  );
  return organization({
    policies: [policy("p-base", daily({ days: 35 }, { regions: ["eu-central-1"] })), ...policies],
    attachments: [
      { targetId: ROOT, policyIds: ["p-base"], order: "known" },
      ...targets.map(([targetId, contents]) => ({
        targetId,
        policyIds: contents.map((_, index) => `p-${targetId}-${index}`),
        order: "unknown" as const,
      })),
    ],
  });
}

const options = { width: 200, style: styleFor(false) };
const flat = (text: string): string => text.replaceAll(/\s+/g, " ");
const coverage = (model: Organization): string =>
  flat(coverageText(coverageOf(EffectivePolicies.compute(model, AT), [ID], AT), options));
const schedule = (model: Organization): string =>
  flat(scheduleText(timetableOf(EffectivePolicies.compute(model, AT), [ID], AT, 1), options));

const three = unordered(["ou-a", [days(7), days(5), days(90)]]);
const twoLevels = unordered(["ou-a", [days(7), days(5)]], [ID, [hour(3), hour(4)]]);

describe("An unknown attachment order", () => {
  it("shows every value that a setting may have, in coverage and in the schedule", () => {
    expect(coverage(three)).toContain("kept for 7 or 5 or 90 days in main, by the unknown order");
    expect(coverage(three)).toContain("7 or 5 or 90 d");
    expect(coverage(three)).toContain("each possible value is shown");
    expect(schedule(three)).toContain(
      "kept: deleted after 7 or 5 or 90 days, about 7 or 5 or 90 recovery points of each resource, by the unknown order",
    );
  });

  it("shows the values of every level", () => {
    expect(coverage(twoLevels)).toContain("kept for 7 or 5 days in main, by the unknown order");
    expect(schedule(twoLevels)).toContain("next: 2026-01-16 03:00 or 04:00, by the unknown order");
  });

  it("that may make AWS withhold the policy is no proof of protection", () => {
    const continuous = setting({ enable_continuous_backup: assign("true") });
    const model = unordered(["ou-a", [days(30), days(90)]], [ID, [continuous]]);
    const { protectedAccounts, groups } = coverageOf(EffectivePolicies.compute(model, AT), [ID], AT);
    expect([protectedAccounts, groups[0]?.mayBeWithheld, groups[0]?.protection]).toEqual([
      0,
      true,
      "unknown",
    ]);
    expect(coverage(model)).toContain("1 account, 0 covered by a backup plan, 1 not known");
    expect(coverage(model)).toContain("AWS finds the policy invalid and withholds it.");
  });

  describe("that decides whether the plan has a Region", () => {
    const regions = (change: JsonObject): JsonObject => ({ plans: { daily: { regions: change } } });
    const others = [regions(assign(["eu-central-1"])), regions(assign(["eu-west-1"]))];
    const text = coverage(unordered(["ou-a", others], [ID, [regions({ "@@remove": ["eu-central-1"] })]]));

    it("names no Region in the words for that", () => {
      expect(text).toContain("daily / nightly in no Region or eu-west-1, by the unknown order");
    });

    it("says of types that they are perhaps not selected, and what is done for them otherwise", () => {
      expect(text).toContain("Perhaps not selected, by the unknown order: Aurora,");
      expect(text).not.toContain("No plan selects");
      expect(text).toContain("none or <= 1 day none or 35 d off");
      expect(text).toContain("Resources are selected only by tags or conditions");
    });
  });

  describe("of which one outcome alone has a rule", () => {
    const policies = EffectivePolicies.compute(unordered(["ou-a", [days(7), days(5)]]), AT);
    const extra = <Rule extends { readonly rule: string }>(rules: readonly Rule[]): readonly Rule[] =>
      rules.map((rule) => ({ ...rule, rule: "extra" }));

    it("shows it as possible in coverage", () => {
      const found = coverageOf(policies, [ID], AT);
      const [group] = found.groups;
      const [other] = group!.alternatives;
      const alternatives = [{ ...other!, rules: [...other!.rules, ...extra(other!.rules)] }];
      const text = flat(coverageText({ ...found, groups: [{ ...group!, alternatives }] }, options));
      expect(text).toContain(
        "Perhaps, by the unknown order: daily / extra in eu-central-1 daily at 05:00 UTC",
      );
      expect(text).toContain("shown. daily / nightly in eu-central-1");
      const first = { ...group!, rules: [...group!.rules, ...extra(group!.rules)] };
      const lacking = flat(coverageText({ ...found, groups: [first] }, options));
      expect(lacking).toContain("Perhaps, by the unknown order: daily / extra in eu-central-1");
    });

    it("shows it as possible in the schedule, even if the first outcome has none", () => {
      const found = timetableOf(policies, [ID], AT, 1);
      const [group] = found.groups;
      const text = flat(scheduleText({ ...found, groups: [{ ...group!, rules: [] }] }, options));
      expect(text).toContain("Perhaps, by the unknown order: daily / nightly daily at 05:00 UTC");
      expect(text).not.toContain("no backups");
    });
  });

  it("lists each outcome in JSON", () => {
    const { groups } = JSON.parse(
      coverageJson(coverageOf(EffectivePolicies.compute(three, AT), [ID], AT)),
    ) as {
      groups: {
        rules: { retentionDays: number }[];
        alternatives: { rules: { retentionDays: number }[] }[];
      }[];
    };
    const [group] = groups;
    expect([group!, ...group!.alternatives].map(({ rules }) => rules[0]?.retentionDays)).toEqual([7, 5, 90]);
  });

  it("says nothing where the policies agree, or do not meet", () => {
    expect(coverage(unordered(["ou-a", [days(7), days(7)]]))).not.toContain("order");
    expect(schedule(unordered(["ou-a", [days(7), hour(3)]]))).not.toContain("order");
  });

  describe("in a requirement", () => {
    const found = (minimumRetentionDays: number): readonly Finding[] =>
      reviewOf(three, three, {
        guardrails: {
          requirements: [
            {
              id: "must",
              severity: "error",
              accounts: { under: ["Root/a"] },
              require: { minimumRetentionDays },
              where: "g:1:1",
            },
          ],
          acknowledgements: [],
        },
      }).findings.filter(({ rule }) => rule.startsWith("guardrail-"));
    const judged = (minimumRetentionDays: number): readonly string[] =>
      found(minimumRetentionDays).map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);

    it("is met if every outcome meets it", () => {
      expect(judged(5)).toEqual([]);
    });

    it("is not known to be met if some do", () => {
      expect(judged(6)).toEqual([
        "warning guardrail-not-known: must: recovery points are kept for 5 days, 6 days are required, in one of the possible attachment orders (g:1:1).",
      ]);
    });

    it("says on which target the order is to be settled, and how", () => {
      expect(found(6).map(({ hint, policies }) => [hint, policies])).toEqual([
        [
          "Settle the attachment order on Root/a: write the policies in that order with `order: known` in the organization file, detach and attach them again one after the other, or let only one of them set the value.",
          ["p-ou-a-0", "p-ou-a-1", "p-ou-a-2"],
        ],
      ]);
    });

    it("fails if none does", () => {
      expect(judged(365)).toEqual(
        [7, 5, 90].map(
          (count) =>
            `error guardrail-retention: must: recovery points are kept for ${count} days, 365 days are required, in one of the possible attachment orders (g:1:1).`,
        ),
      );
    });
  });
});
