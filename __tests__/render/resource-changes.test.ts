import { EffectivePolicies } from "../../src/organization/effective-policies";
import { inventoryOf } from "../../src/organization/inventory";
import type { Resource } from "../../src/organization/inventory";
import { reviewHtml } from "../../src/app/review-html";
import { resourceTable } from "../../src/render/review/resource-change-words";
import { reviewMarkdown } from "../../src/render/review-markdown";
import { reviewText } from "../../src/render/review-text";
import { styleFor } from "../../src/render/style";
import { review } from "../../src/review/review";
import type { Review } from "../../src/review/review";
import { readOrganizationText } from "../../src/sources/organization-text";

const AT = new Date("2026-01-15T10:00:00Z");
const HOSTILE = "a|b <script>x</script> `c`";

function organization(selectsByTag: readonly string[], days: string) {
  const file = {
    version: 1,
    organization: { id: "o-1", managementAccountId: "111111111111" },
    root: { id: "r-1" },
    accounts: [
      { id: "111111111111", name: "management", parentId: "r-1" },
      { id: "222222222222", name: HOSTILE, parentId: "r-1" },
    ],
    policies: [
      {
        id: "p-1",
        name: "daily",
        content: {
          plans: {
            daily: {
              regions: { "@@assign": ["eu-central-1"] },
              rules: {
                daily: {
                  schedule_expression: { "@@assign": "cron(0 5 * * ? *)" },
                  target_backup_vault_name: { "@@assign": "Vault" },
                  lifecycle: { delete_after_days: { "@@assign": days } },
                },
              },
              selections: {
                tags: {
                  tagged: {
                    iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/Backup" },
                    tag_key: { "@@assign": "backup" },
                    tag_value: { "@@assign": selectsByTag },
                  },
                },
              },
            },
          },
        },
      },
    ],
    attachments: [{ targetId: "r-1", policyIds: ["p-1"] }],
  };
  return EffectivePolicies.compute(readOrganizationText("o.json", JSON.stringify(file)), AT);
}

const volume = (accountId: string, index: number, backup: string): Resource => ({
  arn: `arn:aws:ec2:eu-central-1:${accountId}:volume/vol-${index}`,
  accountId,
  region: "eu-central-1",
  tags: { backup },
});
const RESOURCES: readonly Resource[] = [
  volume("111111111111", 1, "daily"),
  volume("111111111111", 2, "gold"),
  ...[3, 4, 5].map((index) => volume("222222222222", index, "gold")),
  volume("222222222222", 6, "new"),
  {
    arn: "arn:aws:s3:::bucket",
    accountId: "222222222222",
    region: "eu-central-1",
    tags: { backup: "daily" },
  },
];

function reviewed(): { readonly review: Review; readonly html: string } {
  const [before, after] = [organization(["daily", "gold"], "35"), organization(["daily", "new"], "7")];
  const result = review(before, { after }, { at: AT, inventories: [inventoryOf("r.json", RESOURCES)] });
  return { review: result, html: reviewHtml(result, before, after, { at: AT }) };
}

describe("A review of resources", () => {
  it("has a row for each account and type, the worst first, with a column for each effect that there is", () => {
    const { resources, accountNames } = reviewed().review;
    expect(resourceTable(resources!, accountNames)).toEqual({
      heads: ["lose backup", "kept shorter", "gain backup"],
      rows: [
        { account: HOSTILE, type: "EBS", counts: [3, 0, 1] },
        { account: "management", type: "EBS", counts: [1, 1, 0] },
        { account: HOSTILE, type: "S3", counts: [0, 1, 0] },
      ],
    });
  });

  it("shows that table as text, Markdown and HTML, and names from outside break none of them", () => {
    const { review: result, html } = reviewed();
    const text = reviewText(result, { style: styleFor(false), width: 100 });
    expect(text).toContain("7 resources: 6 selected before, 3 after");
    expect(text).toMatch(/^ {4}account +type +lose backup +kept shorter +gain backup$/m);
    expect(text).toMatch(/^ {4}management +EBS +1 +1$/m);
    const markdown = reviewMarkdown(result);
    expect(markdown).toContain("### Resources\n\n7 resources: 6 selected before, 3 after.");
    expect(markdown).toContain("| account | type | lose backup | kept shorter | gain backup |");
    expect(markdown).toContain("| `` a\\u{7c}b <script>x</script> `c` `` | `EBS` | 3 |  | 1 |");
    expect(html).toContain('<th scope="row">a|b &#60;script&#62;x&#60;/script&#62; `c`</th><td>EBS</td>');
    expect(html).not.toContain("<script>x");
  });

  it("cuts the table of Markdown before it cuts findings, and says so", () => {
    const markdown = reviewMarkdown(reviewed().review, { budget: 1500 });
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(1500);
    expect(markdown).toMatch(/rows? of resources by account and type/);
    expect(markdown).toContain("### Findings");
  });

  it("counts resources in findings", () => {
    const { findings } = reviewed().review;
    expect(findings.find(({ rule }) => rule === "retention-shortened")?.resources).toBe(7);
    expect(findings.find(({ rule }) => rule === "resource-unprotected")?.resources).toBe(4);
  });
});
