import { join } from "node:path";
import { BackupEnvironment } from "../../../src/organization/backup-environment";
import type { Organization } from "../../../src/organization/organization";
import { readOrganizationFile } from "../../../src/sources/organization-file";
import { attached, organization, policy, ROOT } from "../../support/organizations";
import { assign, daily, document, ROLE } from "../support/policy-documents";
import type { RuleDocument } from "../support/policy-documents";
import { findingsOf, reviewOf } from "../support/review-of";
import type { JsonObject } from "../../../src/text/json";

const OTHER = "arn:aws:backup:eu-west-1:999999999999:backup-vault:copies";

const withPolicy = (content: JsonObject): Organization =>
  organization({ policies: [policy("p-1", content)], attachments: [attached(ROOT, "p-1")] });

function byTypes(rule: RuleDocument, ...types: readonly string[]): JsonObject {
  const resources = { named: { iam_role_arn: assign(ROLE), resource_types: assign(types) } };
  return daily(rule, { regions: ["eu-central-1"], raw: { selections: { resources } } });
}

const said = (before: JsonObject, after: JsonObject, rule: string): readonly string[] =>
  findingsOf(reviewOf(withPolicy(before), withPolicy(after)), rule).map(
    ({ severity, message, path }) => `${severity} ${path}: ${message}`,
  );
const VOLUMES = "arn:aws:ec2:*:*:volume/*";
const RULE = "plans/daily/rules/nightly";

describe("What AWS Backup does for a type, in a review", () => {
  it("is said of a rule that the change adds", () => {
    expect(said({ plans: {} }, byTypes({ continuous: true, days: 35 }, VOLUMES), "ignored-for-type")).toEqual(
      [
        `warning ${RULE}/enable_continuous_backup: Continuous backup is ignored, and only snapshots are taken, for EBS.`,
      ],
    );
  });

  it("is said of a rule that the change alters, or whose selections it alters", () => {
    const now = byTypes({ continuous: true, days: 35 }, VOLUMES);
    expect(said(byTypes({ days: 35 }, VOLUMES), now, "ignored-for-type")).toHaveLength(1);
    const other = byTypes({ continuous: true, days: 35 }, "arn:aws:s3:::*");
    expect(said(other, now, "ignored-for-type")).toHaveLength(1);
  });

  it("is not said of a plan that stays as it is, nor where another account has it already", () => {
    const now = byTypes({ continuous: true, days: 35 }, VOLUMES);
    expect(said(now, now, "ignored-for-type")).toEqual([]);
    const part = organization({
      policies: [policy("p-1", now)],
      attachments: [attached("000000000001", "p-1")],
    });
    const wider = organization({ policies: [policy("p-1", now)], attachments: [attached(ROOT, "p-1")] });
    expect(findingsOf(reviewOf(part, wider), "ignored-for-type")).toEqual([]);
  });

  it("is never said of types that tags alone may find", () => {
    expect(said({ plans: {} }, daily({ continuous: true, days: 35, cold: 1 }), "ignored-for-type")).toEqual(
      [],
    );
  });

  it("names a copy that is not possible, an error if no selected type can be copied", () => {
    const rule = { copies: { [OTHER]: 35 } };
    const serverless = "arn:aws:redshift-serverless:*:*:namespace/*";
    const path = `${RULE}/copy_actions/${OTHER}`;
    expect(said({ plans: {} }, byTypes(rule, serverless, VOLUMES), "copy-not-possible")).toEqual([
      `warning ${path}: Copies from eu-central-1 are not possible for Redshift Serverless.`,
    ]);
    expect(said({ plans: {} }, byTypes(rule, serverless), "copy-not-possible")).toEqual([
      `error ${path}: Copies from eu-central-1 are not possible for Redshift Serverless.`,
    ]);
    const china = "arn:aws-cn:backup:cn-north-1:999999999999:backup-vault:copies";
    expect(
      said(
        { plans: {} },
        daily({ copies: { [china]: 35 } }, { regions: ["eu-central-1"] }),
        "copy-not-possible",
      ),
    ).toEqual([
      `error ${RULE}/copy_actions/${china}: No copy from eu-central-1: Copies cannot leave their partition: eu-central-1 is in aws, cn-north-1 in aws-cn.`,
    ]);
  });

  describe("on the key of the destination vault", () => {
    const [alias, id] = ["alias/aws/backup", "key/0e9b8b33"];
    const path = `${RULE}/copy_actions/${OTHER}`;
    const rule = { copies: { [OTHER]: 35 } };
    const buckets = "arn:aws:s3:::*";
    const inKey = (
      key: string,
      content: JsonObject,
      { name = "copies", account = "999999999999", isAirGapped = false, region = "eu-west-1" } = {},
    ): readonly string[] => {
      const after = new BackupEnvironment({
        ...BackupEnvironment.UNKNOWN.data,
        vaults: [
          {
            name,
            place: {
              accounts: account === "all" ? { kind: "all" } : { kind: "account", accountId: account },
              region,
            },
            isAirGapped,
            lock: undefined,
            kmsKeyArn: `arn:aws:kms:${region}:${account}:${key}`,
            origin: "vault",
          },
        ],
      });
      const facts = { environment: { after } };
      return findingsOf(
        reviewOf(withPolicy({ plans: {} }), withPolicy(content), facts),
        "copy-not-possible",
      ).map((finding) => `${finding.severity} ${finding.path}: ${finding.message}`);
    };
    const REASON = `The key of the vault ${OTHER} is an AWS managed one, which cannot be shared with other accounts:`;

    it("is certain for types that are not fully managed, an error if no other is selected", () => {
      expect(inKey(alias, byTypes(rule, VOLUMES))).toEqual([
        `error ${path}: ${REASON} copies from eu-central-1 are not possible for EBS.`,
      ]);
    });

    it("is not known for fully managed types, on which two pages differ", () => {
      expect(inKey(alias, byTypes(rule, buckets))).toEqual([
        `notice ${path}: ${REASON} It is not known whether copies from eu-central-1 are possible for S3.`,
      ]);
      expect(inKey(alias, byTypes(rule, buckets, VOLUMES))).toEqual([
        `warning ${path}: ${REASON} copies from eu-central-1 are not possible for EBS. It is not known whether copies from eu-central-1 are possible for S3.`,
      ]);
    });

    it("names, where tags select, the types that it excludes, and those on which pages differ", () => {
      expect(inKey(alias, daily(rule, { regions: ["eu-central-1"] }))).toEqual([
        `warning ${path}: ${REASON} copies from eu-central-1 are not possible for Aurora, DocumentDB, EBS, EC2, FSx for Lustre, FSx for ONTAP, FSx for OpenZFS, FSx for Windows, Neptune, RDS and Storage Gateway. It is not known whether copies from eu-central-1 are possible for Aurora DSQL, DynamoDB, EFS, EKS, S3, SAP HANA, Timestream and VMware.`,
      ]);
    });

    it("says nothing of a key whose alias is not known, nor of a vault elsewhere", () => {
      expect(inKey(id, byTypes(rule, VOLUMES))).toEqual([]);
      expect(inKey(alias, byTypes(rule, VOLUMES), { name: "others" })).toEqual([]);
      expect(inKey(alias, byTypes(rule, VOLUMES), { account: "888888888888" })).toEqual([]);
    });

    it("is excluded, as aws/backup, for copies to another Region of types that are not fully managed", () => {
      const own = "arn:aws:backup:us-east-1:$account:backup-vault:copies";
      const copies = { copies: { [own]: 35 } };
      const place = { account: "all", region: "us-east-1" };
      const backup = byTypes(copies, VOLUMES, buckets);
      expect(inKey(alias, backup, place)).toEqual([
        `warning ${RULE}/copy_actions/${own}: The key of the vault ${own} is aws/backup, which cannot encrypt copies of types that AWS Backup does not fully manage: copies from eu-central-1 are not possible for EBS.`,
      ]);
      expect(inKey("alias/aws/ebs", backup, place)).toEqual([]);
      expect(inKey(alias, backup, { ...place, account: "000000000002" })).toEqual([]);
    });

    it("does not matter for a logically air-gapped vault, which lacks types of its own", () => {
      const clusters = "arn:aws:rds:*:*:db:*";
      expect(inKey(alias, byTypes(rule, VOLUMES, clusters), { isAirGapped: true })).toEqual([
        `warning ${path}: The vault ${OTHER} is logically air-gapped: copies from eu-central-1 are not possible for RDS.`,
      ]);
    });

    it("says nothing of the key of the source vault, which excludes no copy", () => {
      const source = daily(rule, { regions: ["eu-west-1"] });
      expect(inKey(alias, source, { name: "Default", account: "000000000001" })).toEqual([]);
    });
  });

  describe("for the Default vault of another account", () => {
    const vault = "arn:aws:backup:eu-west-1:999999999999:backup-vault:Default";
    const rule = { copies: { [vault]: 35 } };
    const start = `${RULE}/copy_actions/${vault.toLowerCase()}: ${vault} is the Default vault of another account, whose key cannot be shared with other accounts:`;

    it("is certain for types that are not fully managed, and open for the others, also where only tags select", () => {
      expect(said({ plans: {} }, daily(rule, { regions: ["eu-central-1"] }), "copy-not-possible")).toEqual([
        `warning ${start} copies from eu-central-1 are not possible for Aurora, DocumentDB, EBS, EC2, FSx for Lustre, FSx for ONTAP, FSx for OpenZFS, FSx for Windows, Neptune, RDS and Storage Gateway. It is not known whether copies from eu-central-1 are possible for Aurora DSQL, DynamoDB, EFS, EKS, S3, SAP HANA, Timestream and VMware.`,
      ]);
    });

    it("is an error if nothing that a selection names can be copied, and a notice if that is in doubt", () => {
      expect(said({ plans: {} }, byTypes(rule, VOLUMES), "copy-not-possible")).toEqual([
        `error ${start} copies from eu-central-1 are not possible for EBS.`,
      ]);
      expect(said({ plans: {} }, byTypes(rule, "arn:aws:s3:::*"), "copy-not-possible")).toEqual([
        `notice ${start} It is not known whether copies from eu-central-1 are possible for S3.`,
      ]);
    });

    it("is not said of the account's own Default vault", () => {
      const own = { copies: { "arn:aws:backup:eu-west-1:$account:backup-vault:Default": 35 } };
      expect(said({ plans: {} }, byTypes(own, VOLUMES), "copy-not-possible")).toEqual([]);
    });
  });

  it("says what is lost where a rule takes over the runs of another, whichever of both is new", () => {
    const daily35 = { copies: { [OTHER]: 35 }, days: 35 };
    const weekly = { schedule: "cron(0 5 ? * SUN *)", days: 90 };
    const plan = (rules: Readonly<Record<string, RuleDocument>>): JsonObject => document({ p: { rules } });
    expect(said(plan({ daily: daily35 }), plan({ daily: daily35, weekly }), "rules-overlap")).toEqual([
      `warning plans/p/rules/daily: "weekly" takes over runs of "daily", first at 2026-01-18 05:00 UTC: their start windows overlap, and AWS Backup makes one backup under the longer retention. Then there is no copy in ${OTHER}.`,
    ]);
  });

  it("names a Region without the type, and none that has it", () => {
    const timestream = byTypes({}, "arn:aws:timestream:*:*:database/*");
    const paris = daily(
      {},
      {
        regions: ["eu-west-3"],
        raw: {
          selections: {
            resources: {
              named: {
                iam_role_arn: assign(ROLE),
                resource_types: assign(["arn:aws:timestream:*:*:database/*"]),
              },
            },
          },
        },
      },
    );
    expect(said({ plans: {} }, paris, "unsupported-in-region")).toEqual([
      "warning plans/daily/regions: In eu-west-3, AWS Backup does not support Timestream.",
    ]);
    expect(said({ plans: {} }, timestream, "unsupported-in-region")).toEqual([]);
  });

  it("says that an air-gapped vault takes nothing that is kept for less than a week", () => {
    const gapped = "arn:aws:backup:$region:$account:backup-vault:gapped";
    const rule = (days: number): JsonObject =>
      byTypes({ days, raw: { target_logically_air_gapped_backup_vault_arn: assign(gapped) } }, VOLUMES);
    expect(said({ plans: {} }, rule(3), "air-gapped-retention")).toEqual([
      `error ${RULE}/lifecycle/delete_after_days: An air-gapped vault keeps recovery points at least 7 days; 3 days cannot go in.`,
    ]);
    expect(said({ plans: {} }, rule(7), "air-gapped-retention")).toEqual([]);
  });

  it("says nothing of rules that overlap by design", () => {
    const file = join(__dirname, "../../fixtures/protection/four-generations.org.yaml");
    const after = readOrganizationFile(file);
    const before = organization({ ...after.data, attachments: [] });
    expect(findingsOf(reviewOf(before, after), "rules-overlap")).toEqual([]);
  });
});

describe("A shorter retention", () => {
  const file = join(__dirname, "../../fixtures/protection/continuous-shortened.org.yaml");

  it("of a continuous rule deletes what is older, and counts no recovery points", () => {
    const before = readOrganizationFile(file);
    const prod = "ou-abcd-11111111";
    const after = organization({
      ...before.data,
      attachments: [
        ...before.data.attachments,
        { targetId: prod, policyIds: ["p-abcdefgh02"], order: "known" },
      ],
    });
    const [found, ...more] = findingsOf(reviewOf(before, after), "retention-shortened");
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      message:
        "Retention of continuous recovery points of RDS drops from 35 to 7 days: what is older is deleted at the next completed backup. Copies made from now on are kept as long.",
      path: "plans/p/rules/daily/lifecycle/delete_after_days",
      hint: "The continuous recovery point of RDS takes the new retention at the next completed backup. Raise delete_after_days.",
    });
  });

  it("of a continuous rule says of each type what becomes of its continuous recovery point", () => {
    const rule = (days: number, ...types: readonly string[]): JsonObject =>
      byTypes({ continuous: true, days }, ...types);
    const message = (...types: readonly string[]): string | undefined =>
      findingsOf(
        reviewOf(withPolicy(rule(35, ...types)), withPolicy(rule(7, ...types))),
        "retention-shortened",
      )[0]?.message;
    const [clusters, buckets] = ["arn:aws:rds:*:*:db:*", "arn:aws:s3:::*"];
    expect(message(buckets)).toBe(
      "Retention of continuous recovery points of S3 drops from 35 to 7 days. Continuous recovery points of S3 stop, and new ones start.",
    );
    expect(message(buckets, clusters)).toBe(
      "Retention of continuous recovery points of RDS and S3 drops from 35 to 7 days. In continuous recovery points of RDS, what is older is deleted at the next completed backup. Continuous recovery points of S3 stop, and new ones start.",
    );
    expect(message(clusters, VOLUMES)).toBe(
      "Retention drops from 35 to 7 days: about 28 of 35 recovery points per resource are no longer kept. In continuous recovery points of RDS, what is older is deleted at the next completed backup.",
    );
  });

  it("is one also where a copy loses its lifecycle, and follows its source", () => {
    const before = daily({ days: 7, copies: { [OTHER]: 365 } });
    const after = daily({
      days: 7,
      raw: { copy_actions: { [OTHER]: { target_backup_vault_arn: assign(OTHER) } } },
    });
    expect(said(before, after, "retention-shortened")).toEqual([
      `error ${RULE}/lifecycle/delete_after_days: Retention of copies in ${OTHER} drops from 365 to 7 days: about 358 of 365 recovery points per resource are no longer kept.`,
    ]);
  });

  it("of snapshots leaves existing ones alone", () => {
    const [found] = findingsOf(
      reviewOf(withPolicy(daily({ days: 35 })), withPolicy(daily({ days: 7 }))),
      "retention-shortened",
    );
    expect(found?.hint).toMatch(/^Existing recovery points keep their retention\. /);
  });
});
