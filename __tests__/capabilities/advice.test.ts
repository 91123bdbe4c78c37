import { readFileSync } from "node:fs";
import { join } from "node:path";
import { adviseDocument } from "../../src/capabilities/advice/advise-document";
import { copyNotPossible } from "../../src/capabilities/advice/copy-not-possible";
import { parsePolicyDocument } from "../../src/policy/document";
import { byType, planOf } from "./support/plan-of";

const AT = new Date("2026-11-26T00:00:00Z");

function advice(fixture: string): readonly string[] {
  const text = readFileSync(join(__dirname, "../fixtures/protection", fixture), "utf8");
  const result = parsePolicyDocument(text);
  return result.ok
    ? adviseDocument(result.document, AT).map(
        ({ severity, rule, position, message }) =>
          `${severity} ${rule} (${position?.line ?? 0}:${position?.column ?? 0}) ${message}`,
      )
    : ["not read"];
}

describe("Advice on copies", () => {
  it("is for the Regions, types, vaults and accounts of the plan, though other plans copy alike", () => {
    const said = (types: readonly string[], vault: string, region: string, accountId?: string): unknown => {
      const rules = { r: { copy_actions: { c: { target_backup_vault_arn: `arn:aws:backup:${vault}` } } } };
      const plan = planOf(rules, { regions: [region], selections: byType(...types) });
      return copyNotPossible.advise(plan, AT, { accountId }).map(({ message }) => message);
    };
    const [redshift, ebs] = [["arn:aws:redshift-serverless:*:*:namespace/*"], ["arn:aws:ec2:*:*:volume/*"]];
    const vault = "eu-west-1:222222222222:backup-vault:Default";
    const refused = [
      "arn:aws:backup:eu-west-1:222222222222:backup-vault:Default is the Default vault of another account, whose key cannot be shared with other accounts: copies from eu-west-1 are not possible for EBS.",
    ];
    for (let again = 0; again < 2; again += 1) {
      expect(said(ebs, vault, "eu-west-1")).toEqual(refused);
      expect(said(ebs, vault, "eu-west-1", "222222222222")).toEqual([]);
      expect(said(ebs, vault.replace("Default", "Other"), "eu-west-1")).toEqual([]);
      expect(said(ebs, vault, "cn-north-1")).toEqual([expect.stringMatching(/^Copies from cn-north-1/)]);
      expect(said(redshift, vault, "eu-west-1")).toEqual([
        expect.stringMatching(/for Redshift Serverless\.$/),
      ]);
    }
  });
});

describe("Advice on one document", () => {
  it("on an air-gapped vault: its minimum, types that it does not take, Regions in doubt", () => {
    expect(advice("air-gapped.json")).toEqual([
      "error air-gapped-retention (2:187) An air-gapped vault keeps recovery points at least 7 days; 3 days cannot go in.",
      "notice unsupported-in-region (1:16) It is not known whether mx-central-1 offers backup policies: AWS's Region table has no tick for cross-account management, which backup policies are part of; no page says what a policy does here.",
      "notice unsupported-in-region (1:16) It is not known whether mx-central-1 offers air-gapped vaults: AWS's Region table ticks air-gapped vaults, its footnote excludes copies into them, and the page on the vault says that they are not available here.",
      "warning ignored-for-type (2:63) The air-gapped vault is ignored, and backups stay in the ordinary vault, for FSx for OpenZFS and Redshift Serverless.",
      "warning ignored-for-type (2:225) Malware scans are not made for FSx for Lustre, FSx for OpenZFS, FSx for Windows and Redshift Serverless.",
    ]);
  });

  it("on China: cross-account copies of S3, about which two pages differ", () => {
    expect(advice("china.json")).toEqual([
      expect.stringMatching(
        /^notice copy-not-possible \(3:17\) It is not known whether S3 buckets can be copied to another account in cn-north-1: AWS Backup copies to other accounts in China since 2026-08-27; a footnote still excludes S3\./,
      ),
    ]);
  });

  it("on cold storage by type, and on copies from and to opt-in Regions", () => {
    expect(advice("cold-and-opt-in-regions.json")).toEqual([
      "warning copy-not-possible (4:17) Copies from eu-central-1 are not possible for Timestream. It is not known whether copies from eu-central-1 are possible for FSx for OpenZFS.",
      "warning copy-not-possible (4:17) Copies from me-south-1 are not possible for FSx for Lustre, FSx for OpenZFS and FSx for Windows.",
      "warning unsupported-in-region (1:17) In me-south-1, AWS Backup does not support Timestream.",
      "warning ignored-for-type (3:14) The move to cold storage is ignored for FSx for Lustre, FSx for Windows and RDS. It is not known whether there is cold storage for FSx for OpenZFS.",
    ]);
  });

  it("on continuous backup of types that have none", () => {
    expect(advice("continuous-ebs.json")).toEqual([
      "warning ignored-for-type (2:121) Continuous backup is ignored, and only snapshots are taken, for DynamoDB and EBS.",
    ]);
  });

  it("is not given on daily and weekly rules that lose nothing to each other", () => {
    expect(advice("overlap.json")).toEqual([]);
  });

  it.each(["superwerker.json", "lza-4plans.json", "aws-samples-backup-recovery-daily.json"])(
    "has nothing to say of %s, which people use",
    (file) => {
      expect(advice(join("../policies", file))).toEqual([]);
    },
  );
});
