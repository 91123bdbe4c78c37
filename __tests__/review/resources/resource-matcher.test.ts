import fc from "fast-check";
import type { SelectionCriteria } from "../../../src/capabilities/selection/selection-criteria";
import { EffectivePolicies } from "../../../src/organization/effective-policies";
import type { Resource } from "../../../src/organization/inventory";
import type { OrganizationData } from "../../../src/organization/model";
import { ResourceMatcher } from "../../../src/review/resources/resource-matcher";
import type { MatcherOptions } from "../../../src/review/resources/resource-matcher";
import type { JsonObject } from "../../../src/text/json";
import { SELECTION_EXAMPLES } from "../../capabilities/support/selection-examples";
import { account, attached, organization, policy, ROOT } from "../../support/organizations";

const AT = new Date("2026-01-01T00:00:00Z");
const OWN = "000000000002";
const ROLE = "arn:aws:iam::$account:role/R";

/** A plan with these selections, as a policy at the root. */
function matcherOf(
  selections: JsonObject,
  options: MatcherOptions = {},
  regions: readonly string[] = ["us-east-1"],
  changes: Partial<OrganizationData> = {},
  furtherPlans: JsonObject = {},
): ResourceMatcher {
  const value = {
    plans: {
      ...furtherPlans,
      daily: {
        regions: { "@@assign": [...regions] },
        rules: {
          nightly: {
            target_backup_vault_name: { "@@assign": "Default" },
            lifecycle: { delete_after_days: { "@@assign": "35" } },
          },
        },
        selections,
      },
    },
  };
  const org = organization({
    policies: [policy("p-1", value)],
    attachments: [attached(ROOT, "p-1")],
    ...changes,
  });
  return new ResourceMatcher(EffectivePolicies.compute(org, AT), options);
}

function byTag(key: string, ...values: readonly string[]): JsonObject {
  return {
    [`tag-${key}`]: {
      iam_role_arn: { "@@assign": ROLE },
      tag_key: { "@@assign": key },
      tag_value: { "@@assign": [...values] },
    },
  };
}

function byType(
  types: readonly string[],
  not: readonly string[] = [],
  conditions: JsonObject = {},
): JsonObject {
  return {
    typed: {
      iam_role_arn: { "@@assign": ROLE },
      resource_types: { "@@assign": [...types] },
      ...(not.length === 0 ? {} : { not_resource_types: { "@@assign": [...not] } }),
      ...(Object.keys(conditions).length === 0 ? {} : { conditions }),
    },
  };
}

function condition(operator: string, key: string, value: string): JsonObject {
  return {
    [operator]: {
      [`c-${key}`]: {
        condition_key: { "@@assign": `aws:ResourceTag/${key}` },
        condition_value: { "@@assign": value },
      },
    },
  };
}

function resource(arn: string, tags: Resource["tags"] = {}, parts: Partial<Resource> = {}): Resource {
  return { arn, accountId: OWN, region: "us-east-1", tags, ...parts };
}

const VOLUME = `arn:aws:ec2:us-east-1:${OWN}:volume/vol-1`;
const BUCKET = "arn:aws:s3:::bucket-1";
/** A plan for which AWS withholds the whole policy: it has no rules and no selections. */
const INCOMPLETE = { incomplete: { regions: { "@@assign": ["us-east-1"] } } };
const daily = { tags: byTag("backup", "daily") };

describe("A worked example of AWS's documentation", () => {
  it.each(SELECTION_EXAMPLES.map((example) => ({ ...example, cases: example.resources.length })))(
    "of $title ($cases resources) selects the same in an effective policy",
    ({ selections, resources }) => {
      const published = { plans: { p: planOf(selections) } } as unknown as JsonObject;
      const matcher = matcherOf(daily, {}, [], { publishedPolicies: new Map([[OWN, published]]) });
      for (const { arn, tags, isSelected } of resources) {
        const match = matcher.match(resource(arn, tags));
        expect({ arn, tags, selected: match.selected }).toEqual({
          arn,
          tags,
          selected: isSelected ? "yes" : "no",
        });
        expect(match.by.length > 0).toBe(isSelected);
        expect(match.reason === undefined).toBe(isSelected);
      }
    },
  );

  /** The plan that AWS published: a policy without Regions is withheld, so that the published one is in force. */
  function planOf(selections: readonly SelectionCriteria[]): object {
    const [tags, resources] = [new Map<string, object>(), new Map<string, object>()];
    selections.forEach((criteria, index) => {
      criteria.tags.forEach(({ key, values }, at) => {
        tags.set(`t${index}-${at}`, { iam_role_arn: ROLE, tag_key: key, tag_value: values });
      });
      if (criteria.tags.length === 0) {
        const conditions: Record<string, Record<string, object>> = {};
        criteria.conditions.forEach(({ operator, key, value }, at) => {
          conditions[operator] = {
            ...conditions[operator],
            [`c${at}`]: { condition_key: key, condition_value: value },
          };
        });
        resources.set(`r${index}`, {
          iam_role_arn: ROLE,
          resource_types: criteria.resources,
          not_resource_types: criteria.notResources,
          conditions,
        });
      }
    });
    return {
      regions: ["us-east-1"],
      rules: { r: { target_backup_vault_name: "V", lifecycle: { delete_after_days: "35" } } },
      selections: { tags: Object.fromEntries(tags), resources: Object.fromEntries(resources) },
    };
  }
});

describe("A random inventory", () => {
  const [keys, values] = [
    ["backup", "Backup", "stage"],
    ["daily", "Daily", "a b", "x"],
  ] as const;
  const patterns = [
    "*",
    "arn:aws:ec2:*:*:volume/*",
    "arn:aws:ec2:*:*:instance/*",
    "arn:aws:rds:*:*:db:*",
    "arn:aws:rds:*:*:cluster:*",
    "arn:aws:s3:::*",
  ];
  const arns = [
    VOLUME,
    `arn:aws:ec2:us-east-1:${OWN}:instance/i 1`,
    `arn:aws:rds:us-east-1:${OWN}:db:d`,
    BUCKET,
  ];
  const tags = fc.dictionary(fc.constantFrom(...keys), fc.constantFrom(...values), { noNullPrototype: true });
  const regions = fc.constantFrom("us-east-1", "eu-central-1");
  const oneCondition = fc.record({
    operator: fc.constantFrom("string_equals", "string_not_equals", "string_like", "string_not_like"),
    key: fc.constantFrom(...keys),
    value: fc.constantFrom("daily", "da*", "*", "a*"),
  });
  const selection = fc.oneof(
    fc.record({
      tag: fc.constantFrom(...keys),
      values: fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 }),
    }),
    fc.record({
      types: fc.uniqueArray(fc.constantFrom(...patterns), { minLength: 1, maxLength: 3 }),
      not: fc.uniqueArray(fc.constantFrom(...patterns.slice(1)), { maxLength: 2 }),
      conditions: fc.array(oneCondition, { maxLength: 2 }),
    }),
  );

  it("is matched as by a matcher that follows the definition word by word", () => {
    fc.assert(
      fc.property(
        fc.array(selection, { minLength: 1, maxLength: 3 }),
        fc.array(fc.record({ arn: fc.constantFrom(...arns), tags, region: regions }), { maxLength: 12 }),
        (selections, inventory) => {
          const published = { plans: { p: renderedPlan(selections) } } as unknown as JsonObject;
          const matcher = matcherOf(daily, {}, [], { publishedPolicies: new Map([[OWN, published]]) });
          for (const { arn, tags: own, region } of inventory) {
            const expected =
              region === "us-east-1" && selections.some((each) => isSelected(each, arn, own)) ? "yes" : "no";
            expect(matcher.match(resource(arn, own, { region })).selected).toBe(expected);
          }
        },
      ),
      { numRuns: 400 },
    );
  });

  type Selection = typeof selection extends fc.Arbitrary<infer T> ? T : never;

  function isSelected(one: Selection, arn: string, own: Readonly<Record<string, string>>): boolean {
    if ("tag" in one) {
      return one.values.includes(own[one.tag] as never);
    }
    return (
      one.types.some((pattern) => like(pattern, arn)) &&
      !one.not.some((pattern) => like(pattern, arn)) &&
      one.conditions.every(({ operator, key, value }) => {
        const actual = own[key];
        const holds =
          actual !== undefined && (operator.endsWith("like") ? like(value, actual) : value === actual);
        return operator.includes("not") ? !holds : holds;
      })
    );
  }

  function like(pattern: string, text: string): boolean {
    return new RegExp(`^${pattern.replaceAll(/[.:/]/g, "\\$&").replaceAll("*", "\\S*")}$`).test(text);
  }

  function renderedPlan(selections: readonly Selection[]): object {
    const entries = selections.map((one, index) => [`s${index}`, one] as const);
    return {
      regions: ["us-east-1"],
      rules: { r: { target_backup_vault_name: "V" } },
      selections: {
        tags: Object.fromEntries(
          entries.flatMap(([name, one]) =>
            "tag" in one ? [[name, { iam_role_arn: ROLE, tag_key: one.tag, tag_value: one.values }]] : [],
          ),
        ),
        resources: Object.fromEntries(
          entries.flatMap(([name, one]) => ("tag" in one ? [] : [[name, renderedResources(one)]])),
        ),
      },
    };
  }

  function renderedResources({
    types,
    not,
    conditions,
  }: Extract<Selection, { readonly types: unknown }>): object {
    const byOperator: Record<string, Record<string, object>> = {};
    conditions.forEach(({ operator, key, value }, index) => {
      byOperator[operator] = {
        ...byOperator[operator],
        [`c${index}`]: { condition_key: `aws:ResourceTag/${key}`, condition_value: value },
      };
    });
    return { iam_role_arn: ROLE, resource_types: types, not_resource_types: not, conditions: byOperator };
  }
});

describe("A match does not depend on the resources before it", () => {
  const values = fc.constantFrom("daily", "Daily", "", " 0 5 daily", "x 1 5 daily", "weekly");
  const names = fc.constantFrom("backup", "BACKUP", "Backup ", "stage", "other", "awsbackup-restore-test");
  const inventory = fc.array(
    fc.record({
      arn: fc.constantFrom(
        VOLUME,
        `${VOLUME}-2`,
        `arn:aws:ec2:us-east-1:${OWN}:volume/awsbackup-restore-test-1`,
        `arn:aws:ec2:us-east-1:${OWN}:instance/i-1`,
        `arn:aws:lambda:us-east-1:${OWN}:function:f`,
        BUCKET,
      ),
      region: fc.constantFrom("us-east-1", "eu-central-1", undefined),
      tags: fc.option(fc.dictionary(names, values, { noNullPrototype: true }), { nil: undefined }),
      tagKeys: fc.option(fc.uniqueArray(names), { nil: undefined }),
    }),
    { maxLength: 30 },
  );
  const selections = {
    tags: { ...byTag("backup", "daily"), ...byTag("stage", "weekly", "daily") },
    resources: byType(["arn:aws:ec2:*:*:volume/*"], ["arn:aws:ec2:*:*:volume/vol-1"], {
      string_not_equals: {
        one: {
          condition_key: { "@@assign": "aws:ResourceTag/other" },
          condition_value: { "@@assign": "weekly" },
        },
      },
    }),
  };

  it("although those that look alike are matched once", () => {
    fc.assert(
      fc.property(inventory, (resources) => {
        const shared = matcherOf(selections);
        for (const { arn, region, tags, tagKeys } of resources) {
          const one: Resource = {
            arn,
            accountId: OWN,
            region,
            tags,
            ...(tagKeys === undefined ? {} : { tagKeys: new Set(tagKeys) }),
          };
          const outcome = ({ type, selected, by, reason }: ReturnType<ResourceMatcher["match"]>): object => ({
            type: type.id,
            selected,
            by: by.map(({ plan, selection }) => [plan.name, selection.name]),
            reason,
          });
          expect(outcome(shared.match(one))).toEqual(outcome(matcherOf(selections).match(one)));
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe("A hostile example", () => {
  const arn = (text: string): string => text.replace("R", "us-east-1").replace("A", OWN);
  const [CLUSTERS, DATABASES] = ["arn:aws:rds:*:*:cluster:*", "arn:aws:rds:*:*:db:*"];
  const condition = (operator: string, ...pairs: readonly (readonly [string, string])[]): JsonObject => ({
    [operator]: Object.fromEntries(
      pairs.map(([key, value], index) => [
        `c${index}`,
        {
          condition_key: { "@@assign": `aws:ResourceTag/${key}` },
          condition_value: { "@@assign": value },
        },
      ]),
    ),
  });
  const every = (conditions: JsonObject): JsonObject => ({ resources: byType(["*"], [], conditions) });

  it.each<readonly [string, JsonObject, string, Readonly<Record<string, string>>, "yes" | "no"]>([
    [
      "a space in a name, which * does not match",
      { resources: byType([DATABASES]) },
      "arn:aws:rds:R:A:db:my db",
      {},
      "no",
    ],
    ["a tabulator too", every({}), "arn:aws:ec2:R:A:volume/vol\t1", {}, "no"],
    ["the service in capitals", { resources: byType([DATABASES]) }, "arn:aws:rds:R:A:DB:x", {}, "no"],
    [
      "a cluster, which is no instance",
      { resources: byType([DATABASES]) },
      "arn:aws:rds:R:A:cluster:aurora-1",
      {},
      "no",
    ],
    [
      "Aurora, Neptune and DocumentDB alike",
      { resources: byType([CLUSTERS]) },
      "arn:aws:rds:R:A:cluster:docdb-1",
      {},
      "yes",
    ],
    [
      "a cluster's snapshot",
      { resources: byType([CLUSTERS]) },
      "arn:aws:rds:R:A:cluster-snapshot:x",
      {},
      "no",
    ],
    [
      "a volume, where instances are selected",
      { resources: byType(["arn:aws:ec2:*:*:instance/*"]) },
      "arn:aws:ec2:R:A:volume/vol-1",
      {},
      "no",
    ],
    [
      "a snapshot of a volume",
      { resources: byType(["arn:aws:ec2:*:*:volume/*"]) },
      "arn:aws:ec2:R::snapshot/snap-1",
      {},
      "no",
    ],
    [
      "a bucket, whose ARN has no account",
      { resources: byType(["arn:aws:s3:::*"]) },
      "arn:aws:s3:::b",
      {},
      "yes",
    ],
    ["an object in a bucket", { resources: byType(["arn:aws:s3:::*"]) }, "arn:aws:s3:::b/key", {}, "no"],
    [
      "a volume of FSx, which is another type than a file system",
      { resources: byType(["arn:aws:fsx:*:*:file-system/*"]) },
      "arn:aws:fsx:R:A:volume/fs-1/fsvol-1",
      {},
      "no",
    ],
    [
      "a table in Timestream",
      { resources: byType(["arn:aws:timestream:*:*:database/*"]) },
      "arn:aws:timestream:R:A:database/d/table/t",
      {},
      "yes",
    ],
    [
      "a stack",
      { resources: byType(["arn:aws:cloudformation:*:*:stack/*"]) },
      "arn:aws:cloudformation:R:A:stack/s/1-2",
      {},
      "yes",
    ],
    [
      "a virtual machine",
      { resources: byType(["arn:aws:backup-gateway:*:*:vm/*"]) },
      "arn:aws:backup-gateway:R:A:vm/vm-1",
      {},
      "yes",
    ],
    [
      "a table's index",
      { resources: byType(["arn:aws:dynamodb:*:*:table/*"]) },
      "arn:aws:dynamodb:R:A:table/t/index/i",
      {},
      "no",
    ],
    [
      "a value in another case",
      { tags: byTag("backup", "daily") },
      "arn:aws:ec2:R:A:volume/v",
      { backup: "DAILY" },
      "no",
    ],
    [
      "a value with a space behind it",
      { tags: byTag("backup", "daily") },
      "arn:aws:ec2:R:A:volume/v",
      { backup: "daily " },
      "no",
    ],
    [
      "an empty value that is selected",
      { tags: byTag("backup", "") },
      "arn:aws:ec2:R:A:volume/v",
      { backup: "" },
      "yes",
    ],
    [
      "two tags, of which one suffices",
      { tags: { ...byTag("a", "1"), ...byTag("b", "1") } },
      "arn:aws:ec2:R:A:volume/v",
      { b: "1" },
      "yes",
    ],
    [
      "conditions on two tags, which must both hold",
      every(condition("string_equals", ["a", "1"], ["b", "1"])),
      "arn:aws:ec2:R:A:volume/v",
      { a: "1" },
      "no",
    ],
    [
      "conditions on one tag with two values, which cannot both hold",
      every(condition("string_equals", ["a", "1"], ["a", "2"])),
      "arn:aws:ec2:R:A:volume/v",
      { a: "1" },
      "no",
    ],
    [
      "an absent tag, which no string_equals has",
      every(condition("string_equals", ["a", ""])),
      "arn:aws:ec2:R:A:volume/v",
      {},
      "no",
    ],
    [
      "an absent tag, which differs",
      every(condition("string_not_equals", ["a", "1"])),
      "arn:aws:ec2:R:A:volume/v",
      {},
      "yes",
    ],
    [
      "an absent tag, which is not like *",
      every(condition("string_like", ["a", "*"])),
      "arn:aws:ec2:R:A:volume/v",
      {},
      "no",
    ],
    [
      "an empty value, which is like *",
      every(condition("string_like", ["a", "*"])),
      "arn:aws:ec2:R:A:volume/v",
      { a: "" },
      "yes",
    ],
    [
      "a value with a space, which is not like *",
      every(condition("string_like", ["a", "*"])),
      "arn:aws:ec2:R:A:volume/v",
      { a: "x y" },
      "no",
    ],
    [
      "a value like a regular expression",
      every(condition("string_like", ["a", "x.z"])),
      "arn:aws:ec2:R:A:volume/v",
      { a: "xyz" },
      "no",
    ],
    [
      "a tag named as a part of every object",
      { tags: byTag("constructor", "x") },
      "arn:aws:ec2:R:A:volume/v",
      {},
      "no",
    ],
    [
      "a name that a restore test gives",
      every({}),
      "arn:aws:ec2:R:A:volume/awsbackup-restore-test-1",
      {},
      "no",
    ],
  ])("of %s", (_, selections, pattern, tags, selected) => {
    expect(matcherOf(selections).match(resource(arn(pattern), tags)).selected).toBe(selected);
  });

  it.each([
    [
      "a type that is named in full needs no opt-in",
      { resources: byType(["arn:aws:ec2:*:*:volume/*"]) },
      "arn:aws:ec2:R:A:volume/v",
      { EBS: false },
      "yes",
    ],
    [
      "a service that is named needs it",
      { resources: byType(["arn:aws:ec2:*"]) },
      "arn:aws:ec2:R:A:instance/i",
      { EC2: false },
      "no",
    ],
    [
      "Aurora needs it although the form is named",
      { resources: byType([CLUSTERS]) },
      "arn:aws:rds:R:A:cluster:c",
      { Aurora: false, Neptune: false, DocumentDB: false, RDS: false },
      "no",
    ],
    [
      "a selection by tag needs it",
      { tags: byTag("backup", "daily") },
      "arn:aws:ec2:R:A:volume/v",
      { EBS: false },
      "no",
    ],
  ] as const)("of opt-in: %s", (_, selections, pattern, settings, selected) => {
    const optIn = new Map([["us-east-1", settings]]);
    const match = matcherOf(selections, { optIn }).match(resource(arn(pattern), { backup: "daily" }));
    expect(match.selected).toBe(selected);
  });
});

describe("A resource that is selected", () => {
  it("names the plan and the selection, and with them rules, vaults and retention", () => {
    const { selected, by } = matcherOf(daily).match(resource(VOLUME, { backup: "daily" }));
    expect(selected).toBe("yes");
    expect(by.map(({ plan, selection }) => [plan.name, selection.name])).toEqual([["daily", "tag-backup"]]);
    expect(by[0]?.plan.rules.map(({ name, vault, retentionDays }) => [name, vault, retentionDays])).toEqual([
      ["nightly", "Default", 35],
    ]);
  });
});

describe("A resource that is not selected says why:", () => {
  const typed = {
    resources: byType(["arn:aws:ec2:*:*:volume/*"], [], condition("string_not_equals", "stage", "test")),
  };
  it.each([
    ["no tag", daily, VOLUME, {}, "no-tag", 'no tag "backup"'],
    [
      "any of several tags",
      { tags: { ...byTag("backup", "daily"), ...byTag("archive", "yes") } },
      VOLUME,
      {},
      "no-tag",
      'no tag "backup" or "archive"',
    ],
    [
      "the case of a value",
      daily,
      VOLUME,
      { backup: "Daily" },
      "tag-value-case",
      'tag "backup" is "Daily", not "daily": case differs',
    ],
    [
      "the case of a key",
      daily,
      VOLUME,
      { Backup: "daily" },
      "tag-key-case",
      'no tag "backup"; its tag "Backup" differs in case',
    ],
    [
      "another value",
      { tags: byTag("backup", "daily", "weekly") },
      VOLUME,
      { backup: "none" },
      "tag-value",
      'tag "backup" is "none"; selected values: "daily" and "weekly"',
    ],
    [
      "a condition",
      typed,
      VOLUME,
      { stage: "test" },
      "tag-value",
      'tag "stage" is "test", which the selection rules out',
    ],
    ["its type", typed, BUCKET, {}, "type-not-selected", "type not selected"],
    [
      "an exclusion",
      { resources: byType(["*"], ["arn:aws:ec2:*:*:volume/*"]) },
      VOLUME,
      {},
      "excluded",
      "excluded by arn:aws:ec2:*:*:volume/*",
    ],
    [
      "a restore test",
      daily,
      VOLUME,
      { "awsbackup-restore-test": "x", backup: "daily" },
      "restore-test",
      "made by a restore test, which backup plans ignore",
    ],
    [
      "a type that AWS Backup does not back up",
      daily,
      `arn:aws:lambda:us-east-1:${OWN}:function:f`,
      { backup: "daily" },
      "type-not-supported",
      "AWS Backup does not support the type",
    ],
  ] as const)("%s", (_, selections, arn, tags, code, words) => {
    const { selected, reason } = matcherOf(selections).match(resource(arn, tags));
    expect({ selected, code: reason?.code, words: reason?.words }).toEqual({ selected: "no", code, words });
  });

  it("a Region that is not in the plan, rather than anything else", () => {
    const match = matcherOf(daily).match(resource(BUCKET, { backup: "daily" }, { region: "eu-west-1" }));
    expect([match.selected, match.reason?.words]).toEqual([
      "no",
      'eu-west-1 is not a Region of plan "daily"',
    ]);
  });

  it("a Region in which AWS Backup does not support the type", () => {
    const dsql = `arn:aws:dsql:us-west-1:${OWN}:cluster/c`;
    const match = matcherOf(daily, {}, ["us-west-1"]).match(
      resource(dsql, { backup: "daily" }, { region: "us-west-1" }),
    );
    expect([match.selected, match.reason?.code]).toEqual(["no", "type-not-in-region"]);
  });

  it("its account", () => {
    const accounts = [account(OWN, ROOT, "SUSPENDED")];
    const matcher = matcherOf(daily, {}, ["us-east-1"], { accounts, settings: { id: "o-1" } });
    expect(matcher.match(resource(VOLUME)).reason?.code).toBe("account-not-active");
    const stranger = { accountId: "999999999999" };
    expect(matcher.match(resource(VOLUME, {}, stranger)).reason?.code).toBe("account-not-in-organization");
    const without = matcherOf(daily, {}, ["us-east-1"], { attachments: [] });
    expect(without.match(resource(VOLUME)).reason?.words).toBe("no backup policy applies to the account");
  });

  it("a policy that AWS withholds, if what stays in force does not select it", () => {
    const published = { plans: {} };
    const publishedPolicies = new Map([[OWN, published]]);
    const matcher = matcherOf(daily, {}, ["us-east-1"], { publishedPolicies }, INCOMPLETE);
    const match = matcher.match(resource(VOLUME, { backup: "daily" }));
    expect([match.selected, match.reason?.code, match.reason?.words]).toEqual([
      "no",
      "policy-withheld",
      "selected by the new policy, but AWS withholds that policy",
    ]);
  });
});

describe("It is not known whether a resource is selected", () => {
  it.each([
    ["without its account", resource(BUCKET, {}, { accountId: undefined }), "account-not-known"],
    ["without its Region", resource(BUCKET, { backup: "daily" }, { region: undefined }), "region-not-known"],
    ["without its tags", resource(VOLUME, {}, { tags: undefined }), "tags-not-known"],
    ["without the tag that decides", resource(VOLUME, {}, { tagKeys: new Set(["Name"]) }), "tags-not-known"],
  ])("%s", (_, one, code) => {
    const { selected, reason } = matcherOf(daily).match(one);
    expect([selected, reason?.code]).toEqual(["unknown", code]);
  });

  it("if the policy is withheld and what stays in force is not recorded", () => {
    const { selected, reason } = matcherOf(daily, {}, ["us-east-1"], {}, INCOMPLETE).match(resource(VOLUME));
    expect([selected, reason?.code]).toEqual(["unknown", "policy-withheld"]);
  });

  it("if an attachment order that is not known decides what is selected", () => {
    const value = (key: string): JsonObject => ({
      plans: { daily: { selections: { tags: { "tag-backup": { tag_key: { "@@assign": key } } } } } },
    });
    const matcher = matcherOf(daily, {}, ["us-east-1"], {
      policies: [policy("p-1", fullPlan()), policy("p-2", value("one")), policy("p-3", value("two"))],
      attachments: [attached(ROOT, "p-1"), { targetId: "ou-a", policyIds: ["p-2", "p-3"], order: "unknown" }],
    });
    const { selected, reason } = matcher.match(resource(VOLUME, { one: "daily" }));
    expect([selected, reason?.code]).toEqual(["unknown", "order-not-known"]);
  });

  it("not because of its tags where no selection looks at them", () => {
    const matcher = matcherOf({ resources: byType(["arn:aws:ec2:*:*:volume/*"]) });
    expect(matcher.match(resource(VOLUME, {}, { tags: undefined })).selected).toBe("yes");
  });

  function fullPlan(): JsonObject {
    return {
      plans: {
        daily: {
          regions: { "@@assign": ["us-east-1"] },
          rules: { nightly: { target_backup_vault_name: { "@@assign": "Default" } } },
          selections: daily,
        },
      },
    };
  }
});

describe("Opt-in settings that are not known", () => {
  it("are one assumption for all resources, and no doubt about any", () => {
    const matcher = matcherOf(daily);
    expect(matcher.match(resource(VOLUME, { backup: "daily" })).selected).toBe("yes");
    expect(matcher.match(resource(BUCKET, { backup: "daily" })).selected).toBe("yes");
    expect(matcher.assumptions.optedIn).toEqual(["EBS", "S3"]);
  });

  it("do not matter where the selection names the type", () => {
    const matcher = matcherOf({ resources: byType(["arn:aws:ec2:*:*:volume/*"]) });
    matcher.match(resource(VOLUME));
    expect(matcher.assumptions.optedIn).toEqual([]);
  });

  it("no longer count once the settings of the management account are known", () => {
    const matcher = matcherOf(daily, { optIn: new Map([["us-east-1", { EBS: false, S3: true }]]) });
    const off = matcher.match(resource(VOLUME, { backup: "daily" }));
    expect([off.selected, off.reason?.code, off.reason?.words]).toEqual([
      "no",
      "opted-out",
      "opt-in off in us-east-1: EBS",
    ]);
    expect(matcher.match(resource(BUCKET, { backup: "daily" })).selected).toBe("yes");
    expect(matcher.assumptions.optedIn).toEqual([]);
  });

  it.each([
    [
      "one is off",
      { Aurora: true, RDS: true, DocumentDB: false, Neptune: true },
      "unknown",
      "opt-in in us-east-1 is off for DocumentDB, on for Aurora, Neptune and RDS, and the ARN does not say which type it is",
    ],
    [
      "one is off, and the others are not known",
      { DocumentDB: false },
      "unknown",
      "opt-in in us-east-1 is off for DocumentDB, not known for Aurora, Neptune and RDS, and the ARN does not say which type it is",
    ],
    [
      "all are off",
      { Aurora: false, RDS: false, DocumentDB: false, Neptune: false },
      "no",
      "opt-in off in us-east-1: Aurora, DocumentDB, Neptune and RDS",
    ],
    ["all are on", { Aurora: true, RDS: true, DocumentDB: true, Neptune: true }, "yes", undefined],
    ["one is on, and the others are not known", { Aurora: true }, "yes", undefined],
  ])(
    "of types that share an ARN form decide by what is known of them: %s",
    (_, settings, selected, words) => {
      const matcher = matcherOf(daily, { optIn: new Map([["us-east-1", settings]]) });
      const match = matcher.match(resource(`arn:aws:rds:us-east-1:${OWN}:cluster:c`, { backup: "daily" }));
      expect([match.selected, match.reason?.words]).toEqual([selected, words]);
    },
  );

  it("differ for types that share an ARN form: then it is not known", () => {
    const matcher = matcherOf(daily, {
      optIn: new Map([["us-east-1", { Aurora: true, RDS: true, DocumentDB: false, Neptune: true }]]),
    });
    const cluster = resource(`arn:aws:rds:us-east-1:${OWN}:cluster:c`, { backup: "daily" });
    const match = matcher.match(cluster);
    expect([match.selected, match.reason?.code, match.type.id]).toEqual([
      "unknown",
      "opt-in-not-known",
      "rds:cluster",
    ]);
  });
});

describe("Other assumptions", () => {
  it("are named once: an absent tag that counts as different, and types that share an ARN form", () => {
    const matcher = matcherOf(
      {
        resources: byType(["arn:aws:rds:*:*:cluster:*"], [], condition("string_not_equals", "stage", "test")),
      },
      {},
      ["us-west-1"],
    );
    const cluster = resource(`arn:aws:rds:us-west-1:${OWN}:cluster:c`, {}, { region: "us-west-1" });
    expect(matcher.match(cluster).selected).toBe("yes");
    expect(matcher.assumptions).toEqual({
      optedIn: ["Aurora", "DocumentDB", "Neptune", "RDS Multi-AZ clusters"],
      absentTags: ["stage"],
      sharedForms: ["rds:cluster in us-west-1 (not DocumentDB and RDS Multi-AZ clusters)"],
    });
  });
});
