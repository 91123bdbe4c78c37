import fc from "fast-check";
import type { BackupPlan } from "../../../src/effective/backup-plan";
import {
  backupPlanOf,
  backupPlansIn,
  backupPlansOf,
  backupPlansOnce,
} from "../../../src/effective/backup-plan/read-backup-plans";
import { mergeLevels } from "../../../src/effective/inherit";
import type { MergedNode } from "../../../src/effective/merged-node";
import { renderPolicy } from "../../../src/effective/merged-node";
import { child } from "../../../src/effective/rendered";
import type { JsonObject } from "../../../src/text/json";
import { level, policyDocument } from "../../support/policies";
import { documentOf, WHOLE_POLICY } from "../../support/whole-plan";

const RULE = "plans/daily/rules/nightly";

function merged(rendered: JsonObject): MergedNode {
  return mergeLevels([level("root", [documentOf(rendered)])]);
}

/** In the order of paths, with what is only worked out on demand. */
function comparable(plans: readonly BackupPlan[]): unknown {
  const byPath = (first: { path: string }, second: { path: string }): number =>
    first.path < second.path ? -1 : 1;
  return JSON.parse(
    JSON.stringify(
      plans
        .map((plan) => ({
          ...plan,
          rules: plan.rules.toSorted(byPath),
          selections: plan.selections.toSorted(byPath),
        }))
        .sort(byPath),
    ),
  );
}

describe.each([
  ["merged nodes", () => backupPlansIn(merged(WHOLE_POLICY))],
  ["nodes merged to be read once", () => backupPlansOnce(merged(WHOLE_POLICY))],
  ["a rendered policy", () => backupPlansOf(WHOLE_POLICY)],
])("a plan read from %s", (_, read) => {
  const plans = read();
  const plan = plans[0]!;

  test("has its name, its path and its Regions", () => {
    expect(plans).toHaveLength(1);
    expect(plan).toMatchObject({
      name: "daily",
      path: "plans/daily",
      regions: ["eu-central-1", "eu-west-1"],
    });
  });

  test("has rules with schedule, windows, lifecycle, vaults, tags, indexes and scans", () => {
    expect(plan.rules[0]).toMatchObject({
      name: "nightly",
      path: RULE,
      schedule: "cron(0 1 ? * * *)",
      usesDefaultSchedule: false,
      startWindowMinutes: 60,
      completeWindowMinutes: 10_080,
      retentionDays: 365,
      coldAfterDays: 30,
      optsInToArchive: true,
      continuous: false,
      vault: "Main",
      airGappedVault: "arn:aws:backup:$region:$account:backup-vault:Gapped",
      recoveryPointTags: [{ path: `${RULE}/recovery_point_tags/owner`, key: "Owner", value: "Backup" }],
      indexedTypes: ["EBS", "S3"],
      scans: [{ path: `${RULE}/scan_actions/guardduty`, scanner: "guardduty", mode: "FULL_SCAN" }],
    });
  });

  test("has AWS Backup's default schedule where a rule names none, and no windows and lifecycle of its own", () => {
    expect(plan.rules[1]).toMatchObject({
      name: "continuous",
      schedule: "cron(0 5 ? * * *)",
      usesDefaultSchedule: true,
      startWindowMinutes: undefined,
      completeWindowMinutes: undefined,
      retentionDays: undefined,
      coldAfterDays: undefined,
      optsInToArchive: false,
      continuous: true,
      airGappedVault: undefined,
      copies: [],
    });
  });

  test("has copies with their destination", () => {
    const [central, own] = plan.rules[0]!.copies;
    const key = "arn:aws:backup:us-east-1:222222222222:backup-vault:central";
    expect(central).toEqual({
      key,
      path: `${RULE}/copy_actions/${key}`,
      arn: "arn:aws:backup:us-east-1:222222222222:backup-vault:Central",
      region: "us-east-1",
      account: "222222222222",
      vault: "Central",
      destinations: [{ vault: "Central", region: "us-east-1", accountId: "222222222222" }],
      retentionDays: 90,
      coldAfterDays: undefined,
      optsInToArchive: false,
      kept: { days: 90, from: "own" },
    });
    expect(own).toMatchObject({
      account: "$account",
      destinations: [{ vault: "Own", region: "eu-north-1", accountId: undefined }],
      retentionDays: undefined,
      kept: { days: 365, from: "source" },
    });
  });

  test("has selections by tag and by resource type, with conditions in one order", () => {
    expect(plan.selections).toMatchObject([
      {
        kind: "tags",
        name: "tagged",
        path: "plans/daily/selections/tags/tagged",
        role: "arn:aws:iam::$account:role/service-role/AWSBackupDefaultServiceRole",
        tagKey: "backup",
        tagValues: ["daily", "Daily"],
        resourceTypes: [],
        conditions: [],
      },
      {
        kind: "resources",
        name: "volumes",
        path: "plans/daily/selections/resources/volumes",
        tagKey: undefined,
        tagValues: [],
        resourceTypes: ["arn:aws:ec2:*:*:volume/*"],
        notResourceTypes: ["arn:aws:s3:::*"],
        conditions: [
          { operator: "string_equals", name: "a", key: "aws:ResourceTag/team", value: "a" },
          { operator: "string_equals", name: "b", key: "aws:ResourceTag/team", value: "b" },
          { operator: "string_not_equals", name: "c", key: "aws:ResourceTag/stage", value: "test" },
        ],
      },
    ]);
  });

  test("has tags, advanced settings and scan settings", () => {
    expect(plan.tags).toEqual([{ path: "plans/daily/backup_plan_tags/stage", key: "Stage", value: "prod" }]);
    expect(plan.advancedSettings).toEqual([
      {
        path: "plans/daily/advanced_backup_settings/ec2/windows_vss",
        service: "ec2",
        name: "windows_vss",
        value: "enabled",
      },
      {
        path: "plans/daily/advanced_backup_settings/s3/backup_acls",
        service: "s3",
        name: "backup_acls",
        value: "disabled",
      },
    ]);
    expect(plan.scanSettings).toEqual([
      {
        path: "plans/daily/scan_settings/guardduty",
        scanner: "guardduty",
        resourceTypes: ["ALL"],
        scannerRole: "arn:aws:iam::$account:role/Scanner",
      },
    ]);
  });
});

describe("merged nodes and what they render as", () => {
  test("give the same plans, for any policies", () => {
    fc.assert(
      fc.property(fc.array(policyDocument, { maxLength: 4 }), (documents) => {
        const state = mergeLevels([level("root", documents)]);
        expect(comparable(backupPlansIn(state))).toEqual(comparable(backupPlansOf(renderPolicy(state))));
        expect(comparable(backupPlansOnce(state))).toEqual(comparable(backupPlansIn(state)));
      }),
    );
  });

  test("give equal contents to plans, rules and selections that do the same", () => {
    const [one, other] = [backupPlansIn(merged(WHOLE_POLICY)), backupPlansOf(WHOLE_POLICY)];
    expect(one[0]?.content.text).toBe(other[0]?.content.text);
    expect(one[0]?.rules[0]?.content.text).toBe(other[0]?.rules[0]?.content.text);
    expect(one[0]?.selections[1]?.content.text).toBe(other[0]?.selections[1]?.content.text);
  });

  test("are read once, and again for another name", () => {
    const state = merged(WHOLE_POLICY);
    const plan = child(child(state, "plans"), "daily")!;
    expect(backupPlansIn(state)[0]).toBe(backupPlanOf("daily", plan));
    expect(backupPlanOf("weekly", plan).rules[0]?.path).toBe("plans/weekly/rules/nightly");
    expect(backupPlansOf(WHOLE_POLICY)[0]).toBe(backupPlansOf(WHOLE_POLICY)[0]);
  });
});

describe("malformed policies", () => {
  test.each<[string, JsonObject, readonly unknown[]]>([
    ["no plans", {}, []],
    ["plans that are a list", { plans: [] }, []],
    ["a plan that is text", { plans: { p: "text" } }, []],
    ["a plan of nothing", { plans: { p: {} } }, [{ regions: [], rules: [], selections: [], tags: [] }]],
    [
      "parts of other types",
      {
        plans: {
          p: {
            regions: { a: "b" },
            rules: { r: 1, s: { lifecycle: "x", copy_actions: [], schedule_expression: ["a"] } },
            selections: { tags: "x", resources: { a: null, b: { conditions: { string_equals: "x" } } } },
          },
        },
      },
      [
        {
          regions: [],
          rules: [{ name: "s", schedule: "cron(0 5 ? * * *)", retentionDays: undefined, copies: [] }],
          selections: [{ name: "b", conditions: [] }],
        },
      ],
    ],
    [
      "a list of one shown as its member, and scalars that are not text",
      {
        plans: {
          p: {
            regions: "eu-west-1",
            rules: { r: { enable_continuous_backup: true, lifecycle: { delete_after_days: 35 } } },
          },
        },
      },
      [{ regions: ["eu-west-1"], rules: [{ continuous: true, retentionDays: 35 }] }],
    ],
    [
      "numbers that AWS does not take",
      {
        plans: {
          p: {
            rules: { r: { lifecycle: { delete_after_days: "3.5", move_to_cold_storage_after_days: "-1" } } },
          },
        },
      },
      [{ rules: [{ retentionDays: undefined, coldAfterDays: undefined }] }],
    ],
  ])("with %s are read as far as they go", (_, policy, expected) => {
    expect(backupPlansOf(policy)).toMatchObject(expected);
  });

  test("never reach the prototype of an object", () => {
    const policy = JSON.parse(
      '{"plans":{"__proto__":{"rules":{"constructor":{"target_backup_vault_name":"v"}}}}}',
    ) as JsonObject;
    expect(backupPlansOf(policy)).toMatchObject([
      { name: "__proto__", path: "plans/__proto__", rules: [{ name: "constructor", vault: "v" }] },
    ]);
  });

  test("leave a copy without destination where its vault is no ARN", () => {
    const [plan] = backupPlansOf({ plans: { p: { rules: { r: { copy_actions: { somewhere: {} } } } } } });
    expect(plan?.rules[0]?.copies[0]).toMatchObject({
      arn: "somewhere",
      region: undefined,
      account: undefined,
      vault: undefined,
      destinations: [],
    });
  });
});
