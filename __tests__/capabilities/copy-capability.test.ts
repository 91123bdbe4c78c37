import { copyCapability } from "../../src/capabilities/copy-capability";
import type { CopyRoute } from "../../src/capabilities/copy-route";
import { availability, regionOffers } from "../../src/capabilities/regions";
import { resourceKind } from "../../src/capabilities/resource-kinds";

const copy = (kind: string, from: string, to: string, more: Partial<CopyRoute> = {}): string => {
  const route = { fromRegion: from, toRegion: to, isOtherAccount: false, ...more };
  const { answer, mark, reason } = copyCapability(resourceKind(kind)!, route);
  return `${answer} (${mark}): ${reason}`;
};
const OTHER = { isOtherAccount: true };

describe("A copy", () => {
  it("to another Region is possible for most types", () => {
    expect(copy("ebs", "eu-central-1", "eu-west-1")).toMatch(/^yes \(certain\)/);
    expect(copy("fsx-lustre", "eu-central-1", "eu-west-1")).toMatch(/^yes \(certain\)/);
  });

  it("of a type without copies is not possible anywhere", () => {
    expect(copy("redshift-serverless", "eu-central-1", "eu-west-1", OTHER)).toBe(
      "no (certain): Redshift Serverless namespaces cannot be copied to another Region. Redshift Serverless namespaces cannot be copied to another account.",
    );
    expect(copy("redshift-serverless", "eu-central-1", "eu-central-1")).toMatch(
      /^no .*cannot be copied within the account and Region/,
    );
  });

  it("to another Region and account in one step is inferred for types that no page names", () => {
    expect(copy("ebs", "eu-central-1", "eu-west-1", OTHER)).toMatch(
      /^yes \(inferred\): .*Probably EBS volumes/,
    );
    expect(copy("aurora", "eu-central-1", "eu-west-1", OTHER)).toMatch(/^yes \(certain\)/);
  });

  it("never leaves its partition", () => {
    expect(copy("ebs", "eu-central-1", "cn-north-1")).toBe(
      "no (certain): Copies cannot leave their partition: eu-central-1 is in aws, cn-north-1 in aws-cn.",
    );
    expect(copy("ebs", "us-gov-east-1", "us-gov-west-1")).toMatch(/^yes/);
  });

  it.each([
    ["fsx-windows", "me-south-1", "eu-west-1", {}, "no"],
    ["fsx-windows", "ap-southeast-5", "eu-west-1", {}, "yes"],
    ["fsx-ontap", "ap-southeast-6", "ap-southeast-2", OTHER, "no"],
    ["neptune", "eu-south-1", "eu-west-1", {}, "no"],
    ["neptune", "af-south-1", "eu-west-1", {}, "yes"],
    ["neptune", "af-south-1", "eu-west-1", OTHER, "no"],
    ["timestream", "ap-south-2", "ap-south-2", OTHER, "no"],
    ["timestream", "eu-west-1", "eu-west-1", OTHER, "yes"],
    ["documentdb", "af-south-1", "eu-west-1", {}, "yes"],
    ["cloudformation", "eu-west-1", "eu-west-1", OTHER, "unknown"],
    ["redshift", "eu-west-1", "eu-central-1", {}, "unknown"],
    ["fsx-openzfs", "eu-west-1", "eu-central-1", {}, "unknown"],
    ["rds-multi-az-cluster", "eu-west-1", "eu-central-1", {}, "no"],
    ["ebs", "eusc-de-east-1", "eusc-de-east-1", OTHER, "no"],
  ] as const)("of %s from %s to %s %j: %s", (kind, from, to, more, answer) => {
    expect(copy(kind, from, to, more)).toMatch(new RegExp(`^${answer} `));
  });

  it("to another account inside China is possible, in doubt for S3", () => {
    expect(copy("ebs", "cn-north-1", "cn-north-1", OTHER)).toMatch(/^yes \(certain\)/);
    expect(copy("s3", "cn-north-1", "cn-north-1", OTHER)).toBe(
      "unknown (contradicting): It is not known whether S3 buckets can be copied to another account in cn-north-1: AWS Backup copies to other accounts in China since 2026-08-27; a footnote still excludes S3.",
    );
  });

  it("to the Default vault of another account fails, or is in doubt for fully managed types", () => {
    const vault = { ...OTHER, vault: "Default" };
    expect(copy("ebs", "eu-west-1", "eu-west-1", vault)).toMatch(
      /^no \(certain\): .*key of that vault cannot be shared/,
    );
    expect(copy("efs", "eu-west-1", "eu-west-1", vault)).toMatch(/^unknown \(contradicting\)/);
  });

  it("from a Region that no page lists is unknown", () => {
    expect(copy("ebs", "sa-west-1", "eu-west-1")).toMatch(
      /^unknown \(no-evidence\): .*availability page does not list the Region/,
    );
  });
});

describe("A Region", () => {
  it("may lack a type, or be in doubt about it", () => {
    expect(availability(resourceKind("timestream")!, "eu-west-3")).toMatchObject({
      answer: "no",
      reason: "AWS Backup does not support Timestream tables in eu-west-3.",
    });
    expect(availability(resourceKind("documentdb")!, "ca-west-1")).toMatchObject({
      answer: "unknown",
      mark: "contradicting",
    });
    expect(availability(resourceKind("ebs")!, "ca-west-1").answer).toBe("yes");
    expect(availability(resourceKind("fsx-openzfs")!, "ap-southeast-4").answer).toBe("no");
  });

  it("without cross-account management leaves open what a policy does there", () => {
    expect(regionOffers("mx-central-1", "backup-policies")).toMatchObject({
      answer: "unknown",
      mark: "ambiguous",
    });
    expect(regionOffers("mx-central-1", "air-gapped")).toMatchObject({
      answer: "unknown",
      mark: "contradicting",
    });
    expect(regionOffers("us-gov-west-1", "air-gapped").answer).toBe("no");
    expect(regionOffers("sa-west-1", "scan")).toMatchObject({ answer: "unknown", mark: "no-evidence" });
  });
});
