import {
  airGappedVaultArn,
  append,
  backupPolicy,
  backupRule,
  backupRoleArn,
  copyTo,
  copyToRegions,
  copyVaultArn,
  dailyPlan,
  days,
  hours,
  lock,
  monthlyPlan,
  monthlyRule,
  RESOURCE_NAMES,
  selectAny,
  selectResources,
  selectTag,
  tags,
  weeklyPlan,
  weeklyRule,
  weeks,
  whereTag,
  yearlyPlan,
  years,
} from "../../../../src/policy/author";
import type {
  AuthoredContainer,
  BackupPlan,
  ContinuousDays,
  RetentionDays,
} from "../../../../src/policy/author";
import { RESOURCE_PATTERNS } from "../../../../src/policy/resource-types";

const AT = new Date("2026-11-10T00:00:00Z");
const REGIONS = ["eu-central-1", "eu-west-1"] as const;
const select = selectTag("backup", ["daily"]);

/** The JSON of a plan, which AWS accepts without advice. */
function accepted(plan: AuthoredContainer<BackupPlan>): unknown {
  const policy = backupPolicy({ plans: { p: plan } });
  expect(policy.validate({ at: AT })).toEqual({ accepted: true, issues: [] });
  return (policy.document.plans as { readonly p: unknown }).p;
}

/** The scheduled expression, lifecycle and so on of the only rule of a plan. */
function ruleOf(plan: AuthoredContainer<BackupPlan>, name: string): unknown {
  return (accepted(plan) as { readonly rules: Readonly<Record<string, unknown>> }).rules[name];
}

describe("a plan builder", () => {
  it("makes a complete plan", () => {
    const plan = dailyPlan({ at: "03:00", retention: days(35), regions: REGIONS, select });
    expect(accepted(plan)).toEqual({
      regions: { "@@assign": ["eu-central-1", "eu-west-1"] },
      rules: {
        daily: {
          target_backup_vault_name: { "@@assign": "Default" },
          schedule_expression: { "@@assign": "cron(0 3 * * ? *)" },
          lifecycle: { delete_after_days: { "@@assign": 35 } },
        },
      },
      selections: {
        tags: {
          backup: {
            iam_role_arn: {
              "@@assign": "arn:aws:iam::$account:role/service-role/AWSBackupDefaultServiceRole",
            },
            tag_key: { "@@assign": "backup" },
            tag_value: { "@@assign": ["daily"] },
          },
        },
      },
    });
  });

  it("takes everything that a rule may have", () => {
    const plan = dailyPlan({
      at: "03:00",
      rule: "nightly",
      vault: "Platform",
      retention: days(121),
      coldStorageAfter: days(30),
      startWithin: hours(1),
      completeWithin: hours(8),
      regions: REGIONS,
      select,
      copies: copyTo({ region: "eu-north-1" }, weeks(2)),
      recoveryPointTags: { Owner: "platform" },
      planTags: { Stage: "prod" },
    });
    expect(accepted(plan)).toMatchObject({
      backup_plan_tags: { Stage: { tag_key: { "@@assign": "Stage" } } },
    });
    expect(ruleOf(plan, "nightly")).toEqual({
      target_backup_vault_name: { "@@assign": "Platform" },
      schedule_expression: { "@@assign": "cron(0 3 * * ? *)" },
      start_backup_window_minutes: { "@@assign": 60 },
      complete_backup_window_minutes: { "@@assign": 480 },
      lifecycle: {
        move_to_cold_storage_after_days: { "@@assign": 30 },
        delete_after_days: { "@@assign": 121 },
      },
      copy_actions: {
        "arn:aws:backup:eu-north-1:$account:backup-vault:Default": {
          target_backup_vault_arn: { "@@assign": "arn:aws:backup:eu-north-1:$account:backup-vault:Default" },
          lifecycle: { delete_after_days: { "@@assign": 14 } },
        },
      },
      recovery_point_tags: {
        Owner: { tag_key: { "@@assign": "Owner" }, tag_value: { "@@assign": "platform" } },
      },
    });
  });

  it.each([
    [
      "weekly",
      weeklyPlan({ on: "SUN", at: "01:00", retention: weeks(5), regions: REGIONS, select }),
      "cron(0 1 ? * SUN *)",
    ],
    [
      "monthly",
      monthlyPlan({ on: "last", at: "01:00", retention: years(1), regions: REGIONS, select }),
      "cron(0 1 L * ? *)",
    ],
    [
      "yearly",
      yearlyPlan({ month: "JAN", on: 1, at: "01:00", retention: years(7), regions: REGIONS, select }),
      "cron(0 1 1 JAN ? *)",
    ],
  ])("makes a %s plan", (name, plan, expression) => {
    expect(ruleOf(plan, name)).toMatchObject({ schedule_expression: { "@@assign": expression } });
  });

  it("sets no lifecycle for what is kept forever", () => {
    const plan = dailyPlan({ at: "03:00", retention: "forever", regions: REGIONS, select });
    expect(ruleOf(plan, "daily")).not.toHaveProperty("lifecycle");
    const cold = dailyPlan({
      at: "03:00",
      retention: "forever",
      coldStorageAfter: days(9),
      regions: REGIONS,
      select,
    });
    expect(ruleOf(cold, "daily")).toMatchObject({
      lifecycle: { move_to_cold_storage_after_days: { "@@assign": 9 } },
    });
  });

  it("makes a plan whose parts can be replaced and locked", () => {
    const plan = dailyPlan({ at: "03:00", retention: days(7), regions: REGIONS, select });
    const monthly = monthlyRule({ on: 1, at: "05:00", retention: years(1) });
    expect(
      accepted(lock({ ...plan, regions: append(["eu-north-1"]), rules: { ...plan.rules, monthly } })),
    ).toMatchObject({
      regions: { "@@append": ["eu-north-1"], "@@operators_allowed_for_child_policies": ["@@none"] },
      rules: { daily: {}, monthly: {} },
    });
  });
});

describe("a rule builder", () => {
  it("keeps continuous backups for up to 35 days", () => {
    const rules = { hourly: backupRule("cron(0 * ? * * *)", { continuous: true, retention: days(35) }) };
    expect(ruleOf({ rules }, "hourly")).toMatchObject({
      enable_continuous_backup: { "@@assign": true },
      lifecycle: { delete_after_days: { "@@assign": 35 } },
    });
  });

  it("is refused where untyped code keeps continuous backups for longer", () => {
    const retention = days(36) as RetentionDays as RetentionDays<ContinuousDays>;
    const rules = { weekly: weeklyRule({ on: ["MON", "FRI"], at: "03:00", continuous: true, retention }) };
    const { accepted, issues } = backupPolicy({ plans: { p: { rules } } }).validate({ at: AT });
    expect(accepted).toBe(false);
    expect(issues.map(({ rule }) => rule)).toEqual(["continuous-retention"]);
  });
});

describe("a copy", () => {
  it("goes to a vault in another account, with a lifecycle of its own", () => {
    const arn = "arn:aws:backup:eu-west-1:111122223333:backup-vault:Central";
    const copies = copyTo(
      { region: "eu-west-1", account: "111122223333", vault: "Central" },
      { moveToColdStorageAfterDays: 1, deleteAfterDays: days(92) },
    );
    expect(copies).toEqual(copyTo(arn, { moveToColdStorageAfterDays: 1, deleteAfterDays: days(92) }));
    expect(ruleOf({ rules: { r: { copyActions: copies } } }, "r")).toEqual({
      copy_actions: {
        [arn]: {
          target_backup_vault_arn: { "@@assign": arn },
          lifecycle: {
            move_to_cold_storage_after_days: { "@@assign": 1 },
            delete_after_days: { "@@assign": 92 },
          },
        },
      },
    });
  });

  it("is made once for every Region, in the partition of each", () => {
    expect(copyToRegions(["eu-north-1", "us-gov-east-1", "cn-north-1"], { vault: "Vault" })).toEqual({
      ...copyTo("arn:aws:backup:eu-north-1:$account:backup-vault:Vault"),
      ...copyTo("arn:aws-us-gov:backup:us-gov-east-1:$account:backup-vault:Vault"),
      ...copyTo("arn:aws-cn:backup:cn-north-1:$account:backup-vault:Vault"),
    });
    expect(copyToRegions(["eu-north-1"], { account: "111122223333", retention: days(9) })).toEqual(
      copyTo("arn:aws:backup:eu-north-1:111122223333:backup-vault:Default", days(9)),
    );
    expect(copyToRegions([])).toEqual({});
  });
});

describe("a selection", () => {
  it("by tag is named after the key, as far as names allow, and takes a role and conditions", () => {
    const conditions = whereTag({ equals: { stage: "prod" }, notLike: { name: "tmp-*" } });
    expect(
      accepted({ selections: selectTag("acme:backup", "daily", { role: "Backup", conditions }) }),
    ).toEqual({
      selections: {
        tags: {
          "acme-backup": {
            iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/Backup" },
            tag_key: { "@@assign": "acme:backup" },
            tag_value: { "@@assign": ["daily"] },
            conditions: {
              string_equals: {
                stage: {
                  condition_key: { "@@assign": "aws:ResourceTag/stage" },
                  condition_value: { "@@assign": "prod" },
                },
              },
              string_not_like: {
                name: {
                  condition_key: { "@@assign": "aws:ResourceTag/name" },
                  condition_value: { "@@assign": "tmp-*" },
                },
              },
            },
          },
        },
      },
    });
  });

  it("by resource types takes short names and patterns, of any partition", () => {
    const selections = selectResources(["EC2", "S3", "arn:aws-cn:rds:*:*:db:*"], {
      partition: "aws-cn",
      except: ["EBS"],
      name: "servers",
    });
    expect(accepted({ selections })).toMatchObject({
      selections: {
        resources: {
          servers: {
            iam_role_arn: { "@@assign": expect.stringMatching(/^arn:aws-cn:iam::/) as string },
            resource_types: {
              "@@assign": ["arn:aws-cn:ec2:*:*:instance/*", "arn:aws-cn:s3:::*", "arn:aws-cn:rds:*:*:db:*"],
            },
            not_resource_types: { "@@assign": ["arn:aws-cn:ec2:*:*:volume/*"] },
          },
        },
      },
    });
  });

  it("has a short name for every resource type of the syntax", () => {
    expect(Object.values(RESOURCE_NAMES).sort()).toEqual([...RESOURCE_PATTERNS].sort());
  });

  it("joins others; of equal names, also in another case, the later ones are numbered", () => {
    const all = selectAny(
      selectTag("backup", "daily"),
      selectTag("Backup", "weekly"),
      selectTag("backup", "monthly"),
      selectResources(["*"]),
    );
    expect(Object.keys(all.tags ?? {})).toEqual(["backup", "Backup-2", "backup-3"]);
    expect(Object.keys(all.resources ?? {})).toEqual(["resources"]);
    expect(selectAny(select)).toEqual(select);
  });

  it("keeps names within 50 characters, numbers included", () => {
    const key = "k".repeat(60);
    const all = selectAny(selectTag(key, "a"), selectTag(key, "b"));
    expect(Object.keys(all.tags ?? {})).toEqual(["k".repeat(50), `${"k".repeat(48)}-2`]);
    accepted({ selections: all });
  });

  it("by conditions on tags whose names AWS would take for one keeps both", () => {
    const selections = selectResources(["*"], { conditions: whereTag({ like: { "a:b": "x", "a b": "y" } }) });
    expect(accepted({ selections })).toMatchObject({
      selections: { resources: { resources: { conditions: { string_like: { "a-b": {}, "a-b-2": {} } } } } },
    });
  });
});

describe("tags", () => {
  it("take tokens as values, and no map that only Terraform knows: each key is written in the policy", () => {
    const value = "${TfToken[TOKEN.1]}";
    expect(tags({ Owner: value })).toEqual({ Owner: { tagKey: "Owner", tagValue: value } });
    const map = { "&{TfToken[TOKEN.0]}": "String Map Token Value" };
    expect(() => tags(map)).toThrow("The tags are a map that only Terraform knows.");
  });
});

describe("names from outside", () => {
  it("stay names, whatever they mean to JavaScript", () => {
    const proto = JSON.parse('{"__proto__":"x"}') as Record<string, string>;
    for (const built of [
      tags(proto),
      selectTag("__proto__", "x").tags,
      selectAny(selectTag("__proto__", "x")).tags,
      whereTag({ equals: proto }).stringEquals,
      dailyPlan({ at: "03:00", retention: days(1), regions: REGIONS, select, rule: "__proto__" }).rules,
    ]) {
      expect(Object.keys(built ?? {})).toEqual(["__proto__"]);
      expect(Object.getPrototypeOf(built)).toBe(Object.prototype);
    }
  });
});

describe("an ARN", () => {
  it("of a role is that of AWS Backup's default role unless given", () => {
    expect(backupRoleArn()).toBe("arn:aws:iam::$account:role/service-role/AWSBackupDefaultServiceRole");
    expect(backupRoleArn("team/Backup", "aws-us-gov")).toBe("arn:aws-us-gov:iam::$account:role/team/Backup");
    expect(backupRoleArn("arn:aws:iam::$account:role/x", "aws-cn")).toBe("arn:aws:iam::$account:role/x");
  });

  it("of a vault for copies has the partition of its Region", () => {
    expect(copyVaultArn({ region: "us-gov-west-1", vault: "V", account: "111122223333" })).toBe(
      "arn:aws-us-gov:backup:us-gov-west-1:111122223333:backup-vault:V",
    );
  });

  it("of an air-gapped vault leaves account and Region open", () => {
    expect(airGappedVaultArn("V")).toBe("arn:aws:backup:$region:$account:backup-vault:V");
    expect(
      ruleOf(
        { rules: { r: { targetLogicallyAirGappedBackupVaultArn: airGappedVaultArn("V", "aws-cn") } } },
        "r",
      ),
    ).toEqual({
      target_logically_air_gapped_backup_vault_arn: {
        "@@assign": "arn:aws-cn:backup:$region:$account:backup-vault:V",
      },
    });
  });
});
