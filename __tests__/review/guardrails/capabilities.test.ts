import { join } from "node:path";
import fc from "fast-check";
import { capability } from "../../../src/capabilities/capability";
import { copyCapability } from "../../../src/capabilities/copy-capability";
import { kindsOfWord, RESOURCE_KINDS } from "../../../src/capabilities/resource-kinds";
import type { Demands } from "../../../src/review/guardrails/guardrails";
import type { Finding } from "../../../src/text/finding";
import { BackupEnvironment } from "../../../src/organization/backup-environment";
import { readGuardrails } from "../../../src/sources/guardrails/guardrails-file";
import { readOrganizationFile } from "../../../src/sources/organization-file";
import { attached, organization, policy, ROOT } from "../../support/organizations";
import { assign, daily, document, ROLE } from "../support/policy-documents";
import type { RuleDocument } from "../support/policy-documents";
import { reviewOf } from "../support/review-of";

const fixture = (name: string): string => join(__dirname, "../../fixtures/protection", name);
const OTHER_ACCOUNT = "arn:aws:backup:eu-central-1:999999999999:backup-vault:copies";
const OTHER_BOTH = "arn:aws:backup:us-east-1:999999999999:backup-vault:copies";

function ofFixture(org: string, guardrails: string): readonly Finding[] {
  const read = readOrganizationFile(fixture(org));
  return reviewOf(read, read, { guardrails: readGuardrails(fixture(guardrails)) }).findings;
}

interface Case {
  readonly rule?: RuleDocument;
  /** Undefined: by tag. */
  readonly types?: readonly string[];
  readonly demands: Demands;
  readonly used?: readonly string[];
  /** The key of the vault of {@link OTHER_ACCOUNT}. */
  readonly vaultKey?: string;
}

function environmentWith(kmsKeyArn: string): BackupEnvironment {
  const place = { accounts: { kind: "account", accountId: "999999999999" }, region: "eu-central-1" } as const;
  return new BackupEnvironment({
    ...BackupEnvironment.UNKNOWN.data,
    vaults: [{ name: "copies", place, isAirGapped: false, lock: undefined, kmsKeyArn, origin: "vault" }],
  });
}

function judge({ rule = {}, types, demands, used, vaultKey }: Case): readonly Finding[] {
  const selections = {
    selections: {
      resources: { named: { iam_role_arn: assign(ROLE), resource_types: assign(types ?? []) } },
    },
  };
  const content = daily(rule, {
    regions: ["eu-central-1"],
    ...(types === undefined ? {} : { raw: selections }),
  });
  const now = organization({ policies: [policy("p-1", content)], attachments: [attached(ROOT, "p-1")] });
  const requirement = {
    id: "must",
    severity: "error" as const,
    accounts: {},
    require: demands,
    where: "g:1:1",
  };
  const findings = reviewOf(now, now, {
    guardrails: { requirements: [requirement], acknowledgements: [] },
    ...(used === undefined ? {} : { resourceTypes: used }),
    ...(vaultKey === undefined ? {} : { environment: { after: environmentWith(vaultKey) } }),
  }).findings;
  return findings.filter(({ rule: id }) => id.startsWith("guardrail-"));
}

const said = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ rule, severity, message }) => `${severity} ${rule}: ${message}`);
const passes = (findings: readonly Finding[]): boolean =>
  findings.every(({ rule }) => rule === "guardrail-note");

describe("A requirement judged by what AWS Backup does", () => {
  it("fails on a copy without a lifecycle, which is kept as long as its source", () => {
    expect(said(ofFixture("copy-without-lifecycle.org.yaml", "copies-one-year.guardrails.yaml"))).toEqual([
      expect.stringMatching(
        /^error guardrail-copy-retention: copies-one-year: copies are kept for 7 days, as long as their source, 365 days are required \(/,
      ),
    ]);
  });

  it("fails for each type that lacks what is demanded, and names it", () => {
    const found = ofFixture("ebs-and-redshift-serverless.org.yaml", "continuous-and-copies.guardrails.yaml");
    expect(said(found).map((line) => line.replace(/ \(.*\)\.$/, ""))).toEqual([
      "error guardrail-continuous-backup: pitr: EBS volumes have no continuous backup",
      "error guardrail-copy-region: pitr: Redshift Serverless namespaces cannot be copied to another Region. Redshift Serverless namespaces cannot be copied to another account",
      "error guardrail-continuous-backup: pitr: Redshift Serverless namespaces have no continuous backup",
    ]);
    expect(found.every(({ hint }) => hint.startsWith("AWS Backup cannot do this for the type"))).toBe(true);
  });

  it("fails on four generations of which none offers both the retention and the rhythm", () => {
    expect(said(ofFixture("four-generations.org.yaml", "retention-and-gap.guardrails.yaml"))).toEqual([
      expect.stringMatching(
        /^error guardrail-gap: fin-7y: up to 31 days pass between two backups; at most 1 day is allowed \(/,
      ),
    ]);
  });

  it("passes by tags for the types with the feature, with one note", () => {
    const copy = { copies: { [OTHER_ACCOUNT]: 35 } };
    expect(said(judge({ rule: copy, demands: { copyToAnotherAccount: true } }))).toEqual([
      "notice guardrail-note: must: only tags select resources, so this was judged for every type except RDS Multi-AZ clusters and Redshift Serverless (not possible, or probably not), CloudFormation, FSx for OpenZFS and Redshift (not known) (g:1:1).",
    ]);
    expect(
      said(judge({ rule: { continuous: true, days: 35 }, demands: { continuousBackup: true } })),
    ).toEqual([
      "notice guardrail-note: must: only tags select resources, so this was judged for Aurora, RDS, S3 and SAP HANA; other types with the tags do not have it (g:1:1).",
    ]);
  });

  describe("that demands copies to another account", () => {
    const rule = { copies: { [OTHER_ACCOUNT]: 35 } };
    const demands: Demands = { copyToAnotherAccount: true };
    const vaultKey = "arn:aws:kms:eu-central-1:999999999999:alias/aws/backup";

    it("fails for a type that the AWS managed key of the destination vault excludes", () => {
      expect(said(judge({ rule, demands, types: ["arn:aws:ec2:*:*:volume/*"], vaultKey }))).toEqual([
        "error guardrail-copy-account: must: EBS volumes cannot be copied to a vault of another account with an AWS managed key: the key of that vault cannot be shared (g:1:1).",
      ]);
    });

    it("is not known to hold for a fully managed type, on which AWS's pages differ", () => {
      expect(said(judge({ rule, demands, types: ["arn:aws:s3:::*"], vaultKey }))).toEqual([
        "warning guardrail-not-known: must: it is not known whether S3 buckets can be copied to a vault of another account with an AWS managed key: one page excludes it for every type, another allows its key for fully managed types (g:1:1).",
      ]);
    });

    it("fails where only tags select, since no type certainly can be copied there", () => {
      const byKey = judge({ rule, demands, vaultKey });
      expect(byKey.filter(({ severity }) => severity === "error").length).toBeGreaterThan(0);
      const copies = { "arn:aws:backup:eu-central-1:999999999999:backup-vault:Default": 35 };
      const byName = judge({ rule: { copies }, demands });
      expect(byName.filter(({ severity }) => severity === "error").length).toBeGreaterThan(0);
    });

    it("holds with a customer managed key", () => {
      const shared = "arn:aws:kms:eu-central-1:999999999999:key/0e9b8b33";
      expect(judge({ rule, demands, types: ["arn:aws:ec2:*:*:volume/*"], vaultKey: shared })).toEqual([]);
    });
  });

  it("is not known to hold for a copy whose lifecycle names cold storage and no end", () => {
    const target = { target_backup_vault_arn: assign(OTHER_ACCOUNT) };
    const lifecycle = { move_to_cold_storage_after_days: assign("30") };
    const raw = { copy_actions: { [OTHER_ACCOUNT]: { ...target, lifecycle } } };
    const types = ["arn:aws:elasticfilesystem:*:*:file-system/*"];
    for (const minimumCopyRetentionDays of [30, 400]) {
      expect(said(judge({ rule: { days: 365, raw }, types, demands: { minimumCopyRetentionDays } }))).toEqual(
        [
          "warning guardrail-not-known: must: no page says how long copies are kept whose lifecycle names cold storage and no end (g:1:1).",
        ],
      );
    }
  });

  it("says nothing of types if it demands nothing that depends on them", () => {
    expect(judge({ demands: { minimumRetentionDays: 1, maximumGapHours: 24 } })).toEqual([]);
  });

  it("judges by tags each type that the requirement, or else the organization, names", () => {
    const copy = { copies: { [OTHER_ACCOUNT]: 35 } };
    const named: Demands = { copyToAnotherAccount: true, resourceTypes: ["redshift-serverless", "ebs"] };
    expect(said(judge({ rule: copy, demands: named }))).toEqual([
      "error guardrail-copy-account: must: Redshift Serverless namespaces cannot be copied to another account (g:1:1).",
    ]);
    const used = ["ebs", "redshift-serverless"];
    expect(said(judge({ rule: copy, demands: { copyToAnotherAccount: true }, used }))).toEqual([
      "error guardrail-copy-account: must: Redshift Serverless namespaces cannot be copied to another account (g:1:1).",
    ]);
    expect(judge({ rule: copy, demands: { copyToAnotherAccount: true }, used: ["ebs", "efs"] })).toEqual([]);
  });

  it("tells types that share an ARN form apart by what the organization uses", () => {
    const rule = { continuous: true, days: 35 };
    const clusters = {
      rule,
      types: ["arn:aws:rds:*:*:cluster:*"],
      demands: { continuousBackup: true } as const,
    };
    expect(said(judge(clusters))).toEqual([
      "error guardrail-continuous-backup: must: DocumentDB clusters have no continuous backup (g:1:1).",
      "error guardrail-continuous-backup: must: Neptune clusters have no continuous backup (g:1:1).",
      "error guardrail-continuous-backup: must: RDS Multi-AZ clusters have no continuous backup (g:1:1).",
    ]);
    expect(judge({ ...clusters, used: ["aurora", "ebs"] })).toEqual([]);
    expect(judge({ ...clusters, demands: { continuousBackup: true, resourceTypes: ["aurora"] } })).toEqual(
      [],
    );
  });

  it("is not known to be met where AWS's pages contradict each other or say nothing", () => {
    const types = ["arn:aws:redshift:*:*:cluster:*"];
    const found = judge({
      rule: { copies: { [OTHER_ACCOUNT]: 35 } },
      types,
      demands: { copyToAnotherAccount: true },
    });
    expect(said(found)).toEqual([
      "warning guardrail-not-known: must: it is not known whether Redshift clusters can be copied to another account: AWS's feature table has no row for provisioned Redshift (g:1:1).",
    ]);
  });

  it("fails where the likelier reading of two pages excludes it, and says that they differ", () => {
    const types = ["arn:aws:rds:*:*:cluster:*"];
    const demands: Demands = { copyToAnotherAccount: true, resourceTypes: ["rds-multi-az-cluster"] };
    expect(said(judge({ rule: { copies: { [OTHER_ACCOUNT]: 35 } }, types, demands }))[0]).toMatch(
      /^error .*must: AWS's pages differ, most likely RDS Multi-AZ clusters cannot be copied to another account/,
    );
  });

  it("passes on a condition, and notes it", () => {
    const types = ["arn:aws:rds:*:*:db:*"];
    const found = judge({
      rule: { copies: { [OTHER_ACCOUNT]: 35 } },
      types,
      demands: { copyToAnotherAccount: true },
    });
    expect(said(found)).toEqual([
      "notice guardrail-note: must: it holds on conditions: RDS instances can be copied to another account, with a condition: the source must not use an AWS managed key (g:1:1).",
    ]);
  });

  it("passes on an inference, and notes it", () => {
    const types = ["arn:aws:ec2:*:*:volume/*"];
    const demands: Demands = { copyToAnotherAccount: true, copyToAnotherRegion: true };
    expect(said(judge({ rule: { copies: { [OTHER_BOTH]: 35 } }, types, demands }))).toEqual([
      expect.stringMatching(
        /^notice guardrail-note: must: it holds on conditions: Probably EBS volumes can be copied/,
      ),
    ]);
  });

  it("fails where the type is not supported in any Region of the plan", () => {
    const content = daily(
      {},
      {
        regions: ["eu-west-3"],
        raw: {
          selections: {
            resources: {
              r: {
                iam_role_arn: assign(ROLE),
                resource_types: assign(["arn:aws:timestream:*:*:database/*"]),
              },
            },
          },
        },
      },
    );
    const now = organization({ policies: [policy("p-1", content)], attachments: [attached(ROOT, "p-1")] });
    const requirement = {
      id: "must",
      severity: "error" as const,
      accounts: {},
      require: { minimumRetentionDays: 1 },
      where: "g:1:1",
    };
    const { findings } = reviewOf(now, now, {
      guardrails: { requirements: [requirement], acknowledgements: [] },
    });
    expect(
      findings.filter(({ rule }) => rule === "guardrail-protection").map(({ message }) => message),
    ).toEqual(["must: AWS Backup does not support Timestream tables in eu-west-3 (g:1:1)."]);
  });

  it("looks for a long retention among the copies that it demands, not among others", () => {
    const home = "arn:aws:backup:eu-central-1:$account:backup-vault:home";
    const rule = { copies: { [OTHER_ACCOUNT]: 7, [home]: 365 } };
    const demands = { copyToAnotherAccount: true, minimumCopyRetentionDays: 365 } as const;
    expect(said(judge({ rule, demands }))[0]).toMatch(/copies are kept for 7 days, 365 days are required/);
  });

  it("counts the runs that another rule takes over without making the copies", () => {
    const copy = { copies: { [OTHER_ACCOUNT]: 35 }, days: 35 };
    const weekly = { schedule: "cron(0 5 ? * SUN *)", days: 90 };
    const content = (other: RuleDocument): readonly string[] => {
      const now = organization({
        policies: [policy("p-1", document({ p: { rules: { daily: copy, weekly: other } } }))],
        attachments: [attached(ROOT, "p-1")],
      });
      const require = { copyToAnotherAccount: true, maximumGapHours: 24 } as const;
      const requirement = { id: "must", severity: "error" as const, accounts: {}, require, where: "g:1:1" };
      const { findings } = reviewOf(now, now, {
        guardrails: { requirements: [requirement], acknowledgements: [] },
      });
      return findings.filter(({ rule }) => rule === "guardrail-gap").map(({ message }) => message);
    };
    expect(content(weekly)).toEqual([
      'must: up to 2 days pass between two such backups, since "weekly" takes over runs of "daily" without offering the same; at most 1 day is allowed (g:1:1).',
    ]);
    expect(content({ ...weekly, copies: { [OTHER_ACCOUNT]: 90 } })).toEqual([]);
  });
});

const words = RESOURCE_KINDS.map(({ id }) => id);
const patterns = [...new Set(RESOURCE_KINDS.map(({ pattern }) => `arn:aws:${pattern}`))];
const rules = fc.record({
  continuous: fc.boolean(),
  days: fc.constantFrom(7, 35),
  copies: fc.constantFrom<Readonly<Record<string, number>>>({}, { [OTHER_ACCOUNT]: 35 }, { [OTHER_BOTH]: 7 }),
});
const features = fc
  .record(
    {
      continuousBackup: fc.constant(true as const),
      copyToAnotherAccount: fc.constant(true as const),
      copyToAnotherRegion: fc.constant(true as const),
      minimumRetentionDays: fc.constantFrom(7, 30),
      minimumCopyRetentionDays: fc.constantFrom(7, 30),
    },
    { requiredKeys: [] },
  )
  .filter((demands) => Object.keys(demands).length > 0);

describe("For any policy and any requirement", () => {
  it("a guardrail never passes because of a feature that a judged type lacks", () => {
    fc.assert(
      fc.property(rules, features, fc.subarray(words, { minLength: 1 }), (rule, demands, resourceTypes) => {
        const found = judge({ rule, types: patterns, demands: { ...demands, resourceTypes } });
        const lacking = resourceTypes.flatMap(kindsOfWord).filter((kind) => {
          const route = {
            fromRegion: "eu-central-1",
            toRegion: demands.copyToAnotherRegion === true ? "us-east-1" : "eu-central-1",
            isOtherAccount: demands.copyToAnotherAccount === true,
          };
          return (
            (demands.continuousBackup === true && capability(kind, "continuous").answer === "no") ||
            ((demands.copyToAnotherAccount ?? demands.copyToAnotherRegion) === true &&
              copyCapability(kind, route).answer === "no")
          );
        });
        return lacking.length === 0 || !passes(found);
      }),
    );
  });

  it("adding a type to a requirement never turns a failure into a pass", () => {
    fc.assert(
      fc.property(
        rules,
        features,
        fc.subarray(patterns, { minLength: 1 }),
        fc.subarray(words, { minLength: 1 }),
        fc.constantFrom(...words, "*", "rds", "ec2"),
        (rule, demands, types, resourceTypes, added) => {
          const before = judge({ rule, types, demands: { ...demands, resourceTypes } });
          const after = judge({
            rule,
            types,
            demands: { ...demands, resourceTypes: [...resourceTypes, added] },
          });
          return passes(before) || !passes(after);
        },
      ),
    );
  });
});
