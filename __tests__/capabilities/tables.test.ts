import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CAPABILITIES_SOURCE, capabilityTables } from "../../scripts/capability-tables";
import { cellOf } from "../../src/capabilities/capability";
import { generatedCapabilityFiles } from "../../src/capabilities/reference/generated-files";
import { FEATURES } from "../../src/capabilities/tables/features";
import type { FeatureId } from "../../src/capabilities/tables/features";
import { TABLE_REGIONS } from "../../src/capabilities/tables/regions";
import { TABLE_TYPES } from "../../src/capabilities/tables/types";
import type { TableTypeId } from "../../src/capabilities/tables/types";
import { ALL_REGIONS } from "../../src/policy/regions";
import { RESOURCE_PATTERNS } from "../../src/policy/resource-types";

const root = join(__dirname, "../..");
const source = readFileSync(join(root, CAPABILITIES_SOURCE), "utf8");

describe("The tables of capabilities", () => {
  it.each([...capabilityTables(source), ...generatedCapabilityFiles()])(
    "%s is the generated one: run `npm run generate` when the source changes",
    (path, text) => {
      const file = join(root, path);
      expect(existsSync(file) ? readFileSync(file, "utf8") : "missing").toBe(text);
    },
  );

  it("have one cell for each of 25 types and 26 features", () => {
    const types = Object.keys(TABLE_TYPES) as TableTypeId[];
    const features = Object.keys(FEATURES) as FeatureId[];
    expect([types.length, features.length]).toEqual([25, 26]);
    const cells = types.flatMap((type) => features.map((feature) => cellOf(type, feature)));
    expect(cells).toHaveLength(650);
    expect(cells.filter(({ pages }) => pages.length === 0)).toEqual([]);
  });

  it("know every resource type that a policy can select, and no other", () => {
    const patterns = new Set<string>(Object.values(TABLE_TYPES).map(({ pattern }) => pattern));
    expect([...patterns].toSorted()).toEqual([...RESOURCE_PATTERNS].toSorted());
  });

  it("know every Region that is listed for policies", () => {
    expect(ALL_REGIONS.filter((region) => !Object.hasOwn(TABLE_REGIONS, region))).toEqual([]);
  });

  // Checked by hand against AWS's pages; not derived from the source.
  it.each([
    ["aurora", "continuous", "yes", "certain", "FA_NEW"],
    ["aurora", "cold-storage", "no", "certain", "FA_NEW"],
    ["aurora", "copy-to-region", "yes", "certain", "FA_NEW"],
    ["aurora", "copy-to-account", "yes", "certain", "FA_NEW"],
    ["aurora", "copy-to-region-and-account", "yes", "certain", "DH FA_NEW OLD_SINGLE"],
    ["aurora", "air-gapped-copy", "depends", "certain", "FA_NEW LAG PITR"],
    ["aurora", "air-gapped-direct", "no", "certain", "LAGP FA_NEW"],
    ["aurora", "copy-is-encrypted", "no", "certain", "ENC"],
    ["aurora", "incremental", "no", "certain", "FA_NEW CREATE"],
    ["aurora", "opt-in-always", "yes", "certain", "GS ARJ"],
    ["redshift-serverless", "continuous", "no", "certain", "FA_NEW"],
    ["redshift-serverless", "cold-storage", "no", "certain", "FA_NEW"],
    ["redshift-serverless", "copy-to-region", "no", "certain", "FA_NEW"],
    ["redshift-serverless", "copy-to-account", "no", "certain", "FA_NEW"],
    ["redshift-serverless", "copy-in-place", "no", "certain", "FA_NEW COPY"],
    ["redshift-serverless", "air-gapped-primary", "no", "certain", "LAGP"],
    ["redshift-serverless", "full-management", "unknown", "contradicting", "FA_NEW ENC RSS"],
    ["redshift-serverless", "copy-with-aws-key", "none", "certain", "FA_NEW COPY"],
  ] as const)("row %s: %s is %s, %s, by %s", (type, feature, answer, mark, pages) => {
    const cell = cellOf(type, feature);
    expect([cell.answer, cell.mark, cell.pages.join(" ")]).toEqual([answer, mark, pages]);
  });

  it("column cold storage: checked by hand for every type", () => {
    const answers = (Object.keys(TABLE_TYPES) as TableTypeId[]).map((type) => {
      const { answer, mark } = cellOf(type, "cold-storage");
      return `${type} ${answer}${mark === "certain" ? "" : ` ${mark}`}`;
    });
    expect(answers).toEqual([
      "ec2-instance no",
      "ec2-windows-vss no",
      "ebs depends",
      "s3 no",
      "rds-instance no",
      "rds-multi-az-cluster no",
      "aurora no",
      "aurora-dsql unknown contradicting",
      "efs yes",
      "fsx-lustre no",
      "fsx-windows no",
      "fsx-ontap no",
      "fsx-openzfs unknown contradicting",
      "dynamodb-basic no",
      "dynamodb-advanced yes",
      "documentdb no",
      "neptune no",
      "redshift unknown inferred",
      "redshift-serverless no",
      "storage-gateway no",
      "timestream yes",
      "cloudformation depends",
      "sap-hana yes",
      "vmware yes",
      "eks unknown contradicting",
    ]);
  });

  it("refuse a source in which a type has two cells or none", () => {
    const twice = source.replace("- of: rds-instance\n", "- of: rds-instance aurora\n");
    const unknown = source.replace("- of: rds-instance\n", "- of: rds-instances\n");
    const once = twice.replace("- of: rest", "- of: ebs");
    expect(() => capabilityTables(once)).toThrow("copy-to-region: each type must have exactly one cell");
    expect(() => capabilityTables(unknown)).toThrow('copy-to-region: no type "rds-instances"');
  });
});
