import * as fc from "fast-check";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { Organization } from "../../src/organization/organization";
import { PageView } from "../../src/page/page-view";
import { headline } from "../../src/render/review/headline";
import { mergeLevels } from "../../src/effective/inherit";
import { renderPolicy } from "../../src/effective/merged-node";
import { level } from "../support/policies";
import { account, organization, policy, ROOT, unit } from "../support/organizations";
import { guardrailsOf } from "./support/guardrails-of";
import { document, selecting } from "./support/policy-documents";
import type { PlanDocument } from "./support/policy-documents";
import { coverageOfAccount, protectionOf } from "./support/protection-of";
import { AT, reviewOf } from "./support/review-of";

const VOLUMES = "arn:aws:ec2:*:*:volume/*";
/** Offered in eu-west-1 and not in us-west-1. */
const TIMESTREAM = "arn:aws:timestream:*:*:database/*";
/** One of the types of this form is in doubt in us-west-1. */
const CLUSTERS = "arn:aws:rds:*:*:cluster:*";
const NO_PAGE = "me-west-1";
const PAST = "cron(0 5 ? * * 2020-2025)";

/** Random organizations: two policies at three places, whose plans differ in what decides about protection. */
const types = fc.subarray([VOLUMES, TIMESTREAM, CLUSTERS, "*"], { minLength: 1, maxLength: 2 });
const condition = fc.tuple(
  fc.constantFrom("string_equals", "string_not_equals", "string_like", "string_not_like"),
  fc.constantFrom("prod", "test", "p*", "*"),
  fc.constantFrom("aws:ResourceTag/env", "aws:ResourceTag/env", "aws:ResourceTag/team", "aws:other"),
);
const plan = fc
  .record({
    regions: fc.subarray(["eu-west-1", "us-west-1", NO_PAGE], { minLength: 1, maxLength: 2 }),
    isWhole: fc.integer({ min: 0, max: 9 }).map((number) => number > 0),
    schedule: fc.constantFrom("cron(0 5 ? * * *)", "cron(0 5 ? * * *)", PAST),
    types: fc.oneof(fc.constant(undefined), types, types, fc.constant([])),
    not: fc.oneof({ arbitrary: fc.constant([]), weight: 4 }, { arbitrary: types, weight: 1 }),
    where: fc.oneof(
      { arbitrary: fc.constant([]), weight: 3 },
      { arbitrary: fc.array(condition, { minLength: 1, maxLength: 2 }), weight: 1 },
    ),
  })
  .map(({ isWhole, regions, schedule, types: named, not, where }): PlanDocument => ({
    regions,
    // Without rules AWS withholds the policy.
    rules: isWhole ? { nightly: { schedule } } : {},
    ...(named === undefined || (named.length === 0 && where.length === 0)
      ? {}
      : { raw: selecting(named, { not, where }) }),
  }));
const content = fc
  .dictionary(fc.constantFrom("daily", "weekly"), plan, { maxKeys: 2 })
  .map((plans) => document(plans));

/** What AWS published last, which stays in force if it withholds what comes next. */
const published = fc
  .constantFrom("eu-west-1", "us-west-1", NO_PAGE)
  .map((region) =>
    renderPolicy(
      mergeLevels([
        level("root", [document({ daily: { regions: [region], raw: selecting([TIMESTREAM]) } })]),
      ]),
    ),
  );

const PLACES = [ROOT, "ou-a", "ou-b"];
const chosen = fc.subarray(["p-1", "p-2"]);
const side = fc.record({
  contents: fc.tuple(content, content),
  attachments: fc.array(fc.record({ ids: chosen, isKnown: fc.boolean() }), { minLength: 3, maxLength: 3 }),
  trusted: fc.constantFrom<(readonly string[] | undefined)[]>(
    ["backup.amazonaws.com"],
    ["backup.amazonaws.com"],
    undefined,
    [],
  ),
  isEnabled: fc.integer({ min: 0, max: 9 }).map((number) => number > 0),
  home: fc.constantFrom("ou-a", "ou-a", "ou-b", ROOT),
  state: fc.constantFrom("ACTIVE" as const, "ACTIVE" as const, "SUSPENDED" as const),
  published: fc.option(published, { nil: undefined }),
});

type Side = typeof side extends fc.Arbitrary<infer T> ? T : never;

function organizationOf({
  contents,
  attachments,
  trusted,
  isEnabled,
  home,
  state,
  published: last,
}: Side): Organization {
  return organization({
    settings: {
      id: "o-test",
      managementAccountId: "000000000001",
      enabledPolicyTypes: isEnabled ? ["BACKUP_POLICY"] : [],
      ...(trusted === undefined ? {} : { trustedServices: trusted }),
    },
    organizationalUnits: [unit("ou-a", ROOT), unit("ou-b", ROOT)],
    accounts: [
      account("000000000001", ROOT),
      account("000000000002", home),
      account("000000000003", "ou-b", state),
    ],
    publishedPolicies: new Map(last === undefined ? [] : [["000000000002", last]]),
    policies: contents.map((value, index) => policy(`p-${index + 1}`, value)),
    attachments: isEnabled
      ? attachments.flatMap(({ ids: policyIds, isKnown }, index) =>
          policyIds.length === 0
            ? []
            : [
                {
                  targetId: PLACES[index]!,
                  policyIds,
                  order: isKnown || policyIds.length < 2 ? ("known" as const) : ("unknown" as const),
                },
              ],
        )
      : [],
  });
}

const CHANGED = ["all", "contents", "attachments", "trusted", "isEnabled", "home", "state"] as const;

/** A second side that differs in one respect, or in all. */
const change = fc.tuple(side, side, fc.constantFrom(...CHANGED)).map(([before, other, what]) => ({
  before: organizationOf(before),
  after: organizationOf(
    what === "all" ? { ...other, published: before.published } : { ...before, [what]: other[what] },
  ),
}));

describe("Whatever changes", () => {
  it("an account is named by a finding if coverage says that it, or a type in it, is no longer backed up", () => {
    const seen = { lost: 0, maybe: 0, withheld: 0, inactive: 0, open: 0, closed: 0, kept: 0, types: 0 };
    fc.assert(
      fc.property(change, ({ before, after }) => {
        const review = reviewOf(before, after);
        const { findings, summary } = review;
        const [first, second] = [before, after].map((each) => EffectivePolicies.compute(each, AT));
        const { ids, marks } = new PageView(review, first!, second!, AT).model().nodes;
        for (const { id } of after.accounts) {
          const [was, is] = [protectionOf(before, id), protectionOf(after, id)];
          const own = findings.filter(({ accounts }) => accounts.includes(id));
          const lost = own.filter(({ rule }) => rule === "account-unprotected");
          if (was === "yes" && is === "no") {
            seen.lost += 1;
            expect(lost.map(({ severity }) => severity)).toEqual(["error"]);
            expect(headline(summary)).not.toContain("No account");
            expect(["lost", "withheld"]).toContain(marks[ids.indexOf(id)]);
          } else if (was === "unknown" && is === "no") {
            seen.maybe += 1;
            expect(lost).toHaveLength(1);
            if (coverageOfAccount(before, id)?.standing === "withheld") {
              seen.withheld += 1;
              expect(lost.map(({ severity }) => severity)).toEqual(["warning"]);
            }
          } else if (was === undefined) {
            seen.inactive += 1;
            expect(lost).toEqual([]);
          } else if (was === "yes" && is === "unknown") {
            seen.open += 1;
            expect(
              own.map(({ severity }) => severity).filter((severity) => severity !== "notice"),
            ).not.toEqual([]);
          } else if (was === "yes" && is === undefined) {
            seen.closed += 1;
            expect(["lost", "withheld"]).toContain(marks[ids.indexOf(id)]);
            expect(lost.map(({ severity }) => severity)).toContain("error");
          } else if (is === "yes" || was === "no") {
            seen.kept += 1;
            expect(is === "yes" ? marks[ids.indexOf(id)] : "").not.toBe("lost");
            expect(lost).toEqual([]);
          }
          const [had, has] = [typesOf(before, id), typesOf(after, id)];
          if (had !== undefined && has !== undefined && [...had].some((type) => !has.has(type))) {
            seen.types += 1;
            expect(own.map(({ severity }) => severity)).toContain("error");
          }
        }
      }),
      { numRuns: 600 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(3);
  });

  it("a requirement is met where coverage counts the account as backed up, and surely met nowhere else", () => {
    const guardrails = guardrailsOf({ minimumRetentionDays: 1 });
    const seen = { yes: 0, no: 0, unknown: 0 };
    fc.assert(
      fc.property(side.map(organizationOf), (model) => {
        const { findings } = reviewOf(model, model, { guardrails });
        for (const { id } of model.accounts) {
          const is = protectionOf(model, id) ?? "yes";
          const own = findings.filter(
            ({ accounts, rule }) => accounts.includes(id) && rule !== "guardrail-note",
          );
          seen[is] += 1;
          if (is !== "yes") {
            expect([is, own.map(({ severity }) => severity)]).not.toEqual([is, []]);
          }
          if (is === "no") {
            expect(own.map(({ severity }) => severity)).toContain("error");
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(30);
  });
});

/** The types that are backed up somewhere for certain, by what coverage says; undefined if not all is known. */
function typesOf(model: Organization, id: string): ReadonlySet<string> | undefined {
  const group = coverageOfAccount(model, id);
  if (group === undefined || group.protection === "unknown" || group.alternatives.length > 0) {
    return undefined;
  }
  const { rules, types: found } = group;
  const isIn = (plans: readonly string[], missing: readonly string[]): boolean =>
    rules.some(
      (rule) =>
        plans.includes(rule.plan) &&
        rule.runs === "yes" &&
        rule.regions.some((region) => !missing.includes(region)),
    );
  return new Set(
    found.flatMap(({ type, covered, plans, regions }) =>
      covered !== "none" &&
      isIn(
        plans,
        regions.map(({ region }) => region),
      )
        ? [type]
        : [],
    ),
  );
}
