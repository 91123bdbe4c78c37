import * as fc from "fast-check";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { Organization } from "../../src/organization/organization";
import { headline } from "../../src/render/review/headline";
import { coverageOf } from "../../src/review/coverage";
import type { JsonObject } from "../../src/text/json";
import { account, attached, organization, policy, ROOT, unit } from "../support/organizations";
import { assign, daily, document, ROLE } from "./support/policy-documents";
import type { PlanDocument } from "./support/policy-documents";
import { AT, reviewOf } from "./support/review-of";

const VOLUMES = "arn:aws:ec2:*:*:volume/*";
/** Offered in eu-west-1 and not in us-west-1. */
const TIMESTREAM = "arn:aws:timestream:*:*:database/*";
/** The availability page has no tick for it in us-west-1, and its text says otherwise. */
const CLUSTERS = "arn:aws:rds:*:*:cluster:*";
const NO_PAGE = "me-west-1";
const PAST = "cron(0 5 ? * * 2020-2025)";

type Conditions = readonly (readonly [operator: string, value: string, key?: string])[];

function selecting(
  types: readonly string[],
  { not = [], where = [] }: { readonly not?: readonly string[]; readonly where?: Conditions } = {},
): JsonObject {
  const operators = [...new Set(where.map(([operator]) => operator))];
  const conditions = Object.fromEntries(
    operators.map((operator) => [
      operator,
      Object.fromEntries(
        where.flatMap(([name, value, key = "aws:ResourceTag/env"], index) =>
          name === operator
            ? [[`c${index}`, { condition_key: assign(key), condition_value: assign(value) }]]
            : [],
        ),
      ),
    ]),
  );
  return {
    selections: {
      resources: {
        typed: {
          iam_role_arn: assign(ROLE),
          ...(types.length === 0 ? {} : { resource_types: assign(types) }),
          ...(not.length === 0 ? {} : { not_resource_types: assign(not) }),
          ...(where.length === 0 ? {} : { conditions }),
        },
      },
    },
  };
}

const inEverywhere = (plan: PlanDocument): JsonObject => daily({}, { regions: ["eu-west-1"], ...plan });

function withPolicy(content: JsonObject): Organization {
  return organization({ policies: [policy("p-1", content)], attachments: [attached(ROOT, "p-1")] });
}

type Protection = "yes" | "no" | "unknown";

function protectionOf(model: Organization, id: string): Protection | undefined {
  return coverageOf(EffectivePolicies.compute(model, AT), [id], AT).groups[0]?.protection;
}

const ID = "000000000002";

function judged(before: JsonObject, after: JsonObject): readonly [Protection | undefined, readonly string[]] {
  const [first, second] = [withPolicy(before), withPolicy(after)];
  expect(protectionOf(first, ID)).toBe("yes");
  const found = reviewOf(first, second)
    .findings.filter(({ accounts }) => accounts.includes(ID))
    .map(({ severity, rule, message }) => `${severity} ${rule}: ${message}`);
  return [protectionOf(second, ID), found];
}

describe("An account whose plan stays and backs up nothing any more", () => {
  const volumes = inEverywhere({ raw: selecting([VOLUMES]) });
  const timestream = inEverywhere({ raw: selecting([TIMESTREAM]) });
  const tagged = inEverywhere({ raw: selecting([VOLUMES], { where: [["string_equals", "prod"]] }) });

  it.each<[string, JsonObject, JsonObject]>([
    ["everything is excluded", volumes, inEverywhere({ raw: selecting([VOLUMES], { not: ["*"] }) })],
    [
      "the only type is not supported in the Region that is left",
      timestream,
      inEverywhere({ regions: ["us-west-1"], raw: selecting([TIMESTREAM]) }),
    ],
    [
      "the type that is selected now is not supported in the Region",
      inEverywhere({ regions: ["us-west-1"], raw: selecting([VOLUMES, TIMESTREAM]) }),
      inEverywhere({ regions: ["us-west-1"], raw: selecting([TIMESTREAM]) }),
    ],
    [
      "two conditions demand different values of a tag",
      tagged,
      inEverywhere({
        raw: selecting([VOLUMES], {
          where: [
            ["string_equals", "prod"],
            ["string_equals", "test"],
          ],
        }),
      }),
    ],
    [
      "a condition rules out what another demands",
      tagged,
      inEverywhere({
        raw: selecting([VOLUMES], {
          where: [
            ["string_equals", "prod"],
            ["string_not_like", "p*"],
          ],
        }),
      }),
    ],
    [
      "a pattern rules out whatever another lets through",
      tagged,
      inEverywhere({
        raw: selecting([VOLUMES], {
          where: [
            ["string_like", "prod-*"],
            ["string_not_like", "prod*"],
          ],
        }),
      }),
    ],
  ])("is unprotected, in coverage and in the review: %s", (_, before, after) => {
    const [protection, found] = judged(before, after);
    expect(protection).toBe("no");
    expect(found).toContainEqual(
      expect.stringMatching(
        /^error account-unprotected: No backup plan is left: no selection of "daily" matches anything that AWS Backup backs up in (eu|us)-west-1\.$/,
      ),
    );
  });

  it("may be unprotected where no page says whether the Region offers backup policies", () => {
    const [protection, found] = judged(
      volumes,
      inEverywhere({ regions: [NO_PAGE], raw: selecting([VOLUMES]) }),
    );
    expect(protection).toBe("unknown");
    expect(found).toContainEqual(
      "warning account-unprotected: It is not known whether anything is still backed up.",
    );
  });
});

describe("An account whose attachment order is not known", () => {
  const eitherRegion = (second: string): Organization =>
    organization({
      policies: [
        policy("p-base", inEverywhere({ raw: selecting([TIMESTREAM]) })),
        policy("p-1", { plans: { daily: { regions: assign(["eu-west-1"]) } } }),
        policy("p-2", { plans: { daily: { regions: assign([second]) } } }),
      ],
      attachments: [
        attached(ROOT, "p-base"),
        { targetId: "ou-a", policyIds: ["p-1", "p-2"], order: "unknown" },
      ],
    });
  const found = (before: string, after: string): readonly string[] =>
    reviewOf(eitherRegion(before), eitherRegion(after))
      .findings.filter(({ rule }) => rule === "account-unprotected")
      .map(({ severity, message }) => `${severity}: ${message}`);

  it("is said to be unprotected in one of the orders, whichever is looked at first", () => {
    for (const [before, after] of [
      ["eu-central-1", "us-west-1"],
      ["eu-west-1", "us-west-1"],
    ] as const) {
      expect(found(before, after)).toEqual([
        'error: No backup plan is left: no selection of "daily" matches anything that AWS Backup backs up in us-west-1. Whether this happens depends on an attachment order that is not known.',
      ]);
    }
    expect(found("eu-central-1", "us-east-1")).toEqual([]);
    expect(found("us-west-1", "us-west-1")).toEqual([]);
  });
});

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
    schedule: fc.constantFrom("cron(0 5 ? * * *)", "cron(0 5 ? * * *)", PAST),
    types: fc.option(types, { freq: 3, nil: undefined }),
    not: fc.oneof({ arbitrary: fc.constant([]), weight: 4 }, { arbitrary: types, weight: 1 }),
    where: fc.oneof(
      { arbitrary: fc.constant([]), weight: 3 },
      { arbitrary: fc.array(condition, { minLength: 1, maxLength: 2 }), weight: 1 },
    ),
  })
  .map(({ regions, schedule, types: named, not, where }): PlanDocument => ({
    regions,
    rules: { nightly: { schedule } },
    ...(named === undefined ? {} : { raw: selecting(named, { not, where }) }),
  }));
const content = fc
  .dictionary(fc.constantFrom("daily", "weekly"), plan, { maxKeys: 2 })
  .map((plans) => document(plans));

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
});

type Side = typeof side extends fc.Arbitrary<infer T> ? T : never;

function organizationOf({ contents, attachments, trusted, isEnabled }: Side): Organization {
  return organization({
    settings: {
      id: "o-test",
      managementAccountId: "000000000001",
      enabledPolicyTypes: isEnabled ? ["BACKUP_POLICY"] : [],
      ...(trusted === undefined ? {} : { trustedServices: trusted }),
    },
    organizationalUnits: [unit("ou-a", ROOT), unit("ou-b", ROOT)],
    accounts: [account("000000000001", ROOT), account(ID, "ou-a"), account("000000000003", "ou-b")],
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

/** A second side that differs in one respect, or in all. */
const change = fc
  .tuple(side, side, fc.constantFrom("all", "contents", "attachments", "trusted", "isEnabled"))
  .map(([before, other, what]) => ({
    before: organizationOf(before),
    after: organizationOf(what === "all" ? other : { ...before, [what]: other[what] }),
  }));

describe("Whatever changes", () => {
  it("an account that coverage no longer counts as backed up is named by a finding, and no other is said to lose its backups", () => {
    const seen = { lost: 0, open: 0, kept: 0 };
    fc.assert(
      fc.property(change, ({ before, after }) => {
        const { findings, summary } = reviewOf(before, after);
        for (const { id } of after.accounts) {
          const [was, is] = [protectionOf(before, id), protectionOf(after, id)];
          const own = findings.filter(({ accounts }) => accounts.includes(id));
          const lost = own.filter(({ rule }) => rule === "account-unprotected");
          if (was === "yes" && is === "no") {
            seen.lost += 1;
            expect(lost.map(({ severity }) => severity)).toEqual(["error"]);
            expect(headline(summary)).not.toContain("No account");
          } else if (was === "yes" && is === "unknown") {
            seen.open += 1;
            expect(
              own.map(({ severity }) => severity).filter((severity) => severity !== "notice"),
            ).not.toEqual([]);
          } else if (is === "yes" || was === "no") {
            seen.kept += 1;
            expect(lost).toEqual([]);
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(10);
  });
});
