import { capability, cellOf } from "../../src/capabilities/capability";
import {
  kindsOfWord,
  RESOURCE_KINDS,
  RESOURCE_TYPE_WORDS,
  resourceKind,
} from "../../src/capabilities/resource-kinds";
import { FEATURES } from "../../src/capabilities/tables/features";
import type { FeatureId } from "../../src/capabilities/tables/features";
import { isPlain } from "../../src/capabilities/verdict";

const FEATURE_IDS = Object.keys(FEATURES) as FeatureId[];
const of = (id: string, feature: FeatureId): string => {
  const { answer, reason } = capability(resourceKind(id)!, feature);
  return `${answer}: ${reason}`;
};

it("The words for types name services and kinds, each of which is understood", () => {
  expect(RESOURCE_TYPE_WORDS).toEqual(expect.arrayContaining(["aurora", "ec2", "rds", "s3"]));
  expect(RESOURCE_TYPE_WORDS.filter((word) => kindsOfWord(word).length === 0)).toEqual([]);
  expect(RESOURCE_TYPE_WORDS).toEqual([...new Set(RESOURCE_TYPE_WORDS)].toSorted());
});

describe("What AWS Backup can do for a kind of resource", () => {
  it("is a sentence that can be shown as it is", () => {
    expect(of("ebs", "continuous")).toBe("no: EBS volumes have no continuous backup.");
    expect(of("aurora", "continuous")).toBe("yes: Aurora clusters have continuous backup.");
    expect(of("redshift-serverless", "copy-to-account")).toBe(
      "no: Redshift Serverless namespaces cannot be copied to another account.",
    );
    expect(of("rds-instance", "copy-to-account")).toBe(
      "depends: RDS instances can be copied to another account, with a condition: the source must not use an AWS managed key.",
    );
  });

  it("says how pages differ, and what is only inferred", () => {
    expect(of("rds-multi-az-cluster", "copy-to-region")).toBe(
      "no: AWS's pages differ, most likely RDS Multi-AZ clusters cannot be copied to another Region: AWS's table ticks this; its footnote and the RDS page say that RDS Multi-AZ clusters cannot be copied.",
    );
    expect(of("aurora-dsql", "cold-storage")).toBe(
      "unknown: It is not known whether Aurora DSQL clusters have cold storage: AWS's table ticks it; its list of types with cold storage leaves Aurora DSQL out.",
    );
    expect(of("efs", "copy-to-region-and-account")).toBe(
      "yes: Probably EFS file systems can be copied to another Region and account in one step: no page excludes it and none names it; older pages excluded RDS, Aurora, DocumentDB and Neptune only.",
    );
  });

  it("never leads to an unqualified sentence where the documentation is not certain", () => {
    for (const kind of RESOURCE_KINDS) {
      for (const feature of FEATURE_IDS) {
        const verdict = capability(kind, feature);
        const isCertain = kind.rows.every((row) => cellOf(row, feature).mark === "certain");
        expect(verdict.reason).toMatch(/\.$/);
        if (!isCertain && kind.rows.length === 1) {
          expect(isPlain(verdict)).toBe(false);
          if (verdict.mark !== "ambiguous") {
            expect(verdict.reason).toMatch(/AWS's pages differ|It is not known|Probably/);
          }
        }
      }
    }
  });

  it("depends for DynamoDB on the setting of the account that decides", () => {
    expect(of("dynamodb", "copy-to-account")).toMatch(
      /^depends: .*with advanced features can be.*without advanced features cannot/s,
    );
    expect(capability(resourceKind("dynamodb-advanced")!, "copy-to-account").answer).toBe("yes");
    expect(capability(resourceKind("dynamodb")!, "continuous").answer).toBe("no");
  });
});

describe("A word for types", () => {
  it.each([
    ["ec2", ["EBS", "EC2"]],
    ["rds", ["Aurora", "DocumentDB", "Neptune", "RDS", "RDS Multi-AZ clusters"]],
    ["arn:aws:rds:*:*:cluster:*", ["Aurora", "DocumentDB", "Neptune", "RDS Multi-AZ clusters"]],
    ["arn:aws-cn:rds:*:*:db:*", ["RDS"]],
    ["aurora", ["Aurora"]],
    ["dynamodb", ["DynamoDB"]],
    ["dynamodb-basic", ["DynamoDB without advanced features"]],
    ["redshift-serverless", ["Redshift Serverless"]],
    ["nonsense", []],
  ])("%s stands for %j", (word, names) => {
    expect(kindsOfWord(word).map(({ name }) => name)).toEqual(names);
  });

  it("* stands for all of them", () => {
    expect(kindsOfWord("*")).toHaveLength(23);
  });
});
