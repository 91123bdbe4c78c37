import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { Organization } from "../../src/organization/organization";
import { coverageJson } from "../../src/render/coverage-json";
import { coverageText } from "../../src/render/coverage-text";
import { PageView } from "../../src/page/page-view";
import { scheduleText } from "../../src/render/schedule-text";
import { styleFor } from "../../src/render/style";
import { coverageOf } from "../../src/review/coverage";
import type { Coverage } from "../../src/review/coverage";
import type { Demands } from "../../src/review/guardrails/guardrails";
import { ResourceMatcher } from "../../src/review/resources/resource-matcher";
import type { ResourceMatch } from "../../src/review/resources/resource-matcher";
import { timetableOf } from "../../src/review/timetable";
import type { Finding } from "../../src/text/finding";
import type { JsonObject } from "../../src/text/json";
import { attached, organization, policy, ROOT } from "../support/organizations";
import { guardrailsOf } from "./support/guardrails-of";
import { assign, daily, document, ROLE } from "./support/policy-documents";
import type { RuleDocument } from "./support/policy-documents";
import { AT, reviewOf } from "./support/review-of";

const ID = "000000000002";
const PAST = "cron(0 5 ? * * 2020-2025)";
const NEVER = "cron(0 5 31 2 ? *)";
const ODD = "rate(1 day)";
const COPY = "arn:aws:backup:us-east-1:999999999999:backup-vault:copies";

const withRules = (rules: Readonly<Record<string, RuleDocument>>): JsonObject => daily({}, { rules });

function withPolicy(content: JsonObject): Organization {
  return organization({ policies: [policy("p-1", content)], attachments: [attached(ROOT, "p-1")] });
}

/** Two policies at the root whose order no one recorded: one of two schedules counts. */
function eitherSchedule(first: string, second: string): Organization {
  const schedule = (text: string): JsonObject => ({
    plans: { daily: { rules: { nightly: { schedule_expression: assign(text) } } } },
  });
  return organization({
    policies: [policy("p-base", daily()), policy("p-1", schedule(first)), policy("p-2", schedule(second))],
    attachments: [
      attached(ROOT, "p-base"),
      { targetId: "ou-a", policyIds: ["p-1", "p-2"], order: "unknown" },
    ],
  });
}

const options = { width: 200, style: styleFor(false) };
const flat = (text: string): string => text.replaceAll(/\s+/g, " ");

function covered(model: Organization): Coverage {
  return coverageOf(EffectivePolicies.compute(model, AT), [ID], AT);
}

function matched(model: Organization): ResourceMatch {
  return new ResourceMatcher(EffectivePolicies.compute(model, AT)).match({
    arn: `arn:aws:ec2:eu-central-1:${ID}:volume/vol-1`,
    accountId: ID,
    region: "eu-central-1",
    tags: { backup: "daily" },
  });
}

function findings(before: JsonObject, after: JsonObject): readonly string[] {
  return reviewOf(withPolicy(before), withPolicy(after)).findings.map(
    ({ rule, severity, message }) => `${severity} ${rule}: ${message}`,
  );
}

describe("Coverage", () => {
  it.each([
    ["a day that no year has", NEVER],
    ["years that are over", PAST],
  ])("counts no account whose only rule runs on %s", (_, schedule) => {
    const coverage = covered(withPolicy(daily({ schedule })));
    expect(coverage.protectedAccounts).toBe(0);
    const text = flat(coverageText(coverage, options));
    expect(text).toContain("1 account, 0 covered by a backup plan, 1 not");
    expect(text).toContain("No rule runs again: daily / nightly (");
    expect(JSON.parse(coverageJson(coverage))).toMatchObject({
      summary: { protected: 0, unprotected: 1 },
      groups: [{ protected: false, rules: [{ runs: "no" }] }],
    });
    expect(coverage.groups[0]?.types.every(({ covered }) => covered === "none")).toBe(true);
  });

  it("takes neither retention, frequency, copies nor continuous backup from a rule that never runs again", () => {
    const old = { schedule: PAST, days: 365, copies: { [COPY]: 365 } };
    const steady = { schedule: PAST, raw: { enable_continuous_backup: assign("true") } };
    const coverage = covered(withPolicy(withRules({ nightly: {}, old, steady })));
    expect(coverage.protectedAccounts).toBe(1);
    const ebs = coverage.groups[0]?.types.find(({ type }) => type === "ebs");
    expect(ebs).toMatchObject({ covered: "tagged", retentionDays: 35, continuous: undefined, copies: [] });
    expect(flat(coverageText(coverage, options))).toContain(
      "daily at 05:00 UTC, from 2020 to 2025: never runs again",
    );
  });

  it("counts no account whose schedule cannot be read, and says that it is not known", () => {
    const coverage = covered(withPolicy(daily({ schedule: ODD })));
    expect(coverage.protectedAccounts).toBe(0);
    expect(flat(coverageText(coverage, options))).toContain(
      "It is not known whether backups are made: the schedule of daily / nightly (rate(1 day)) cannot be read.",
    );
  });

  it("counts a rule of which the years end next month, and one that runs only once more", () => {
    expect(covered(withPolicy(daily({ schedule: "cron(0 5 ? * * 2020-2026)" }))).protectedAccounts).toBe(1);
    const once = covered(withPolicy(daily({ schedule: "cron(0 5 1 6 ? 2026)" })));
    expect(once.protectedAccounts).toBe(1);
    expect(flat(coverageText(once, options))).toContain("in 2026, once more");
  });

  it("says that an order which is not known decides whether a rule runs again", () => {
    const coverage = covered(eitherSchedule("cron(0 6 ? * * *)", PAST));
    expect(coverage.protectedAccounts).toBe(0);
    expect(flat(coverageText(coverage, options))).toContain(
      "An attachment order that is not known decides whether they are backed up.",
    );
  });

  it("agrees with the schedule", () => {
    const model = withPolicy(daily({ schedule: PAST }));
    const text = scheduleText(timetableOf(EffectivePolicies.compute(model, AT), [ID], AT, 3), options);
    expect(text).toContain("next: no further runs");
  });
});

describe("A resource", () => {
  it("is not selected by a plan that never runs again, and the reason says so", () => {
    expect(matched(withPolicy(daily({ schedule: PAST })))).toMatchObject({
      selected: "no",
      by: [],
      reason: { code: "plan-ended", words: 'plan "daily" never runs again' },
    });
  });

  it("is selected by the rules of a plan that run, and by no others", () => {
    const match = matched(withPolicy(withRules({ nightly: {}, old: { schedule: PAST } })));
    expect(match.selected).toBe("yes");
    expect(match.by.map(({ plan }) => plan.rules.map(({ name }) => name))).toEqual([["nightly"]]);
  });

  it("is not known to be selected where no schedule can be read, or an unknown order decides", () => {
    expect(matched(withPolicy(daily({ schedule: ODD })))).toMatchObject({
      selected: "unknown",
      reason: { code: "schedule-not-known" },
    });
    for (const model of [
      eitherSchedule("cron(0 6 ? * * *)", PAST),
      eitherSchedule(NEVER, "cron(0 6 ? * * *)"),
    ]) {
      expect(matched(model)).toMatchObject({ selected: "unknown", reason: { code: "order-not-known" } });
    }
    expect(matched(eitherSchedule(NEVER, PAST))).toMatchObject({
      selected: "no",
      reason: { code: "plan-ended" },
    });
    expect(matched(eitherSchedule("cron(0 6 ? * * *)", "cron(0 7 ? * * *)")).selected).toBe("yes");
  });
});

describe("A change", () => {
  it("after which the last rule never runs again is like losing all protection", () => {
    expect(findings(daily(), daily({ schedule: PAST }))).toContainEqual(
      'error account-unprotected: No backup plan is left that backs up anything: no rule of "daily" runs again.',
    );
  });

  it("after which one of several rules never runs again is like removing the rule", () => {
    const weekly = { schedule: "cron(0 3 ? * SUN *)", days: 90, copies: { [COPY]: 90 } };
    const found = findings(
      withRules({ nightly: {}, weekly }),
      withRules({ nightly: {}, weekly: { ...weekly, schedule: "cron(0 3 ? * SUN 2020-2025)" } }),
    );
    expect(found).toContainEqual(
      'error rule-removed: Rule "weekly" never runs again: Sundays at 03:00 UTC, from 2020 to 2025. Now: Sundays at 03:00 UTC, kept for 90 days.',
    );
    expect(found.filter((text) => text.includes("account-unprotected"))).toEqual([]);
  });

  it("that removes a rule which never ran again, or makes it run, loses nothing", () => {
    const errors = (before: JsonObject, after: JsonObject): readonly string[] =>
      findings(before, after).filter(
        (text) => text.startsWith("error") && !text.startsWith("error policy-refused"),
      );
    const [both, live] = [
      withRules({ nightly: {}, old: { schedule: PAST, days: 365 } }),
      withRules({ nightly: {} }),
    ];
    expect(errors(both, live)).toEqual([]);
    expect(errors(daily({ schedule: PAST }), daily({ schedule: NEVER, days: 7 }))).toEqual([]);
    expect(errors(daily({ schedule: PAST }), daily())).toEqual([]);
    // The one that ran is removed, the one that does not stays.
    expect(errors(both, withRules({ old: { schedule: PAST, days: 365 } }))).toEqual([
      'error account-unprotected: No backup plan is left that backs up anything: no rule of "daily" runs again.',
    ]);
  });

  it("to a schedule that cannot be read says that it is not known when backups are made", () => {
    expect(findings(daily(), daily({ schedule: ODD }))).toContainEqual(
      'warning less-frequent-backups: It is not known when backups are made: the schedule "rate(1 day)" cannot be read.',
    );
  });

  it("marks the account as left without backups in the HTML report", async () => {
    const [before, after] = [daily(), daily({ schedule: PAST })].map((content) =>
      EffectivePolicies.compute(withPolicy(content), AT),
    );
    const result = reviewOf(withPolicy(daily()), withPolicy(daily({ schedule: PAST })));
    const view = new PageView(result, before!, after!, AT);
    const { marks } = view.model().nodes;
    expect(new Set(marks)).toEqual(new Set([null, "lost"]));
    const { entries } = await view.coverage(() => Promise.resolve());
    expect(entries.map(({ after }) => after)).toEqual([expect.objectContaining({ plans: 0 })]);
    const { schedules } = view.account(marks.indexOf("lost"));
    expect(schedules.map(({ words }) => words)).toContain(
      "daily at 05:00 UTC, from 2020 to 2025: never runs again",
    );
  });
});

describe("A requirement", () => {
  function judged(content: JsonObject, require: Demands): readonly Finding[] {
    const now = withPolicy(content);
    return reviewOf(now, now, { guardrails: guardrailsOf(require) }).findings.filter(
      ({ rule }) => rule !== "guardrail-note",
    );
  }
  const good: RuleDocument = { days: 365, copies: { [COPY]: 365 } };

  it.each<[string, Demands, RuleDocument]>([
    ["a retention", { minimumRetentionDays: 365 }, good],
    ["a frequency", { maximumGapHours: 24 }, good],
    ["a copy to another account", { copyToAnotherAccount: true }, good],
    ["a copy to another Region", { copyToAnotherRegion: true }, good],
    ["how long copies are kept", { minimumCopyRetentionDays: 365 }, good],
    ["a vault", { vaults: ["main"] }, good],
    ["Regions", { regions: ["eu-west-1"] }, good],
    ["resource types", { resourceTypes: ["ebs"] }, good],
    ["continuous backup", { continuousBackup: true }, { raw: { enable_continuous_backup: assign("true") } }],
  ])("on %s is met by a rule that runs, and not by one that never runs again", (_, demands, rule) => {
    expect(judged(daily(rule), demands)).toEqual([]);
    for (const schedule of [PAST, NEVER]) {
      expect(judged(daily({ ...rule, schedule }), demands)).toMatchObject([
        {
          rule: "guardrail-protection",
          severity: "error",
          message: 'must: no rule makes backups: "nightly" never runs again (guardrails.yaml:3:5).',
        },
      ]);
    }
    expect(judged(daily({ ...rule, schedule: ODD }), demands)).toMatchObject([
      { rule: "guardrail-not-known", message: expect.stringContaining("cannot be read") as string },
    ]);
  });

  it("on copies is not met where only a rule that never runs again copies", () => {
    const content = withRules({ nightly: { days: 365 }, old: { ...good, schedule: PAST } });
    expect(judged(content, { copyToAnotherAccount: true })).toMatchObject([
      { rule: "guardrail-copy-account" },
    ]);
  });

  it("on types is not met where only a plan that never runs again selects one", () => {
    const selecting = (type: string): JsonObject => ({
      selections: {
        resources: { typed: { iam_role_arn: assign(ROLE), resource_types: assign([`arn:aws:${type}`]) } },
      },
    });
    const content = document({
      volumes: { raw: selecting("ec2:*:*:volume/*") },
      databases: { rules: { old: { schedule: PAST } }, raw: selecting("rds:*:*:db:*") },
    });
    expect(judged(content, { resourceTypes: ["ebs", "rds"] })).toMatchObject([
      { rule: "guardrail-resource-types", message: expect.stringContaining("rds") as string },
    ]);
  });

  it("on Regions is in doubt where only a rule whose schedule cannot be read runs in one", () => {
    const content = document({
      west: { regions: ["eu-west-1"] },
      central: { regions: ["eu-central-1"], rules: { odd: { schedule: ODD } } },
    });
    expect(judged(content, { minimumRetentionDays: 35, regions: ["eu-west-1"] })).toEqual([]);
    expect(
      judged(content, { minimumRetentionDays: 35, regions: ["eu-west-1", "eu-central-1"] }),
    ).toMatchObject([
      { rule: "guardrail-not-known", message: expect.stringContaining("cannot be read") as string },
    ]);
  });
});
