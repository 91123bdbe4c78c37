import { EffectivePolicies } from "../../../src/organization/effective-policies";
import { inventoryOf } from "../../../src/organization/inventory";
import type { Resource } from "../../../src/organization/inventory";
import { review } from "../../../src/review/review";
import type { Review } from "../../../src/review/review";
import { reviewText } from "../../../src/render/review-text";
import { styleFor } from "../../../src/render/style";
import type { JsonObject } from "../../../src/text/json";
import { attached, organization, policy, ROOT } from "../../support/organizations";

const AT = new Date("2026-01-01T00:00:00Z");
const COPY = "arn:aws:backup:us-west-2:999999999999:backup-vault:Central";

interface Plan {
  readonly tag?: string;
  readonly days?: string;
  readonly regions?: readonly string[];
  readonly copy?: boolean;
}

function plan({ tag = "daily", days = "35", regions = ["us-east-1"], copy = false }: Plan): JsonObject {
  return {
    plans: {
      daily: {
        regions: { "@@assign": [...regions] },
        rules: {
          nightly: {
            target_backup_vault_name: { "@@assign": "Default" },
            lifecycle: { delete_after_days: { "@@assign": days } },
            ...(copy ? { copy_actions: { [COPY]: { target_backup_vault_arn: { "@@assign": COPY } } } } : {}),
          },
        },
        selections: {
          tags: {
            t: {
              iam_role_arn: { "@@assign": "arn:aws:iam::$account:role/R" },
              tag_key: { "@@assign": "backup" },
              tag_value: { "@@assign": [tag] },
            },
          },
        },
      },
    },
  };
}

function policies(content: JsonObject | undefined): EffectivePolicies {
  return EffectivePolicies.compute(
    organization(
      content === undefined
        ? {}
        : { policies: [policy("p-1", content)], attachments: [attached(ROOT, "p-1")] },
    ),
    AT,
  );
}

const resource = (id: string, account: string, tags: Resource["tags"]): Resource => ({
  arn: `arn:aws:ec2:us-east-1:${account}:volume/${id}`,
  accountId: account,
  region: "us-east-1",
  tags,
});
const RESOURCES = [
  resource("vol-1", "000000000002", { backup: "daily" }),
  resource("vol-2", "000000000002", { backup: "daily" }),
  resource("vol-3", "000000000003", { backup: "daily" }),
  resource("vol-4", "000000000003", { backup: "weekly" }),
  resource("vol-5", "000000000003", undefined),
];

function reviewed(before: Plan | undefined, after: Plan | undefined, resources = RESOURCES): Review {
  return review(
    policies(before === undefined ? undefined : plan(before)),
    { after: policies(after === undefined ? undefined : plan(after)) },
    { at: AT, inventories: [inventoryOf("resources.json", resources)] },
  );
}

const changes = ({ resources }: Review): unknown =>
  resources?.changes.map(({ effect, accountId, detail, resources: count }) => [
    effect,
    accountId,
    count,
    detail,
  ]);

describe("A review with an inventory", () => {
  it("names the resources that lose and gain a backup, by account and type, the worst first", () => {
    const result = reviewed({}, { tag: "weekly" });
    expect(changes(result)).toEqual([
      ["loses-protection", "000000000002", 2, 'value of tag "backup" is not selected'],
      ["loses-protection", "000000000003", 1, 'value of tag "backup" is not selected'],
      ["gains-protection", "000000000003", 1, "daily"],
    ]);
    expect(result.resources).toMatchObject({
      resources: 5,
      selectedBefore: 3,
      selectedAfter: 1,
      notKnownAfter: 1,
    });
  });

  it("reports lost backups as an error that counts resources besides accounts", () => {
    const finding = reviewed({}, { tag: "weekly" }).findings.find(
      ({ rule }) => rule === "resource-unprotected",
    );
    expect(finding).toMatchObject({
      severity: "error",
      message:
        '3 resources (3 EBS) lose their backup: value of tag "backup" is not selected (arn:aws:ec2:us-east-1:000000000002:volume/vol-1, and 2 more).',
      accounts: ["000000000002", "000000000003"],
      resources: 3,
    });
  });

  it("counts the resources that other findings put at stake", () => {
    const finding = reviewed({}, { days: "7" }).findings.find(({ rule }) => rule === "retention-shortened");
    expect([finding?.accounts.length, finding?.resources]).toEqual([3, 3]);
  });

  it("names resources whose retention or copies change", () => {
    expect(changes(reviewed({ copy: true }, { days: "7" }))).toEqual([
      ["shorter-retention", "000000000002", 2, "35 days -> 7 days"],
      ["shorter-retention", "000000000003", 1, "35 days -> 7 days"],
      ["loses-copies", "000000000002", 2, COPY],
      ["loses-copies", "000000000003", 1, COPY],
    ]);
    expect(changes(reviewed({ days: "7" }, { copy: true }, RESOURCES.slice(0, 1)))).toEqual([
      ["longer-retention", "000000000002", 1, "7 days -> 35 days"],
      ["gains-copies", "000000000002", 1, COPY],
    ]);
  });

  it("does not take a resource of which nothing is known any more for a protected one", () => {
    const one = [{ ...RESOURCES[0]!, region: undefined, tags: { backup: "daily" } }];
    const before = reviewed({}, {}, one);
    expect(changes(before)).toEqual([]);
    expect(before.resources).toMatchObject({ selectedBefore: 0, notKnownAfter: 1 });
    // Without a policy it certainly has no backup.
    expect(changes(reviewed({}, undefined, one))).toEqual([
      ["may-lose-protection", "000000000002", 1, "no backup policy applies to the account"],
    ]);
    const finding = reviewed({}, undefined, one).findings.find(({ rule }) => rule === "resource-unprotected");
    expect([finding?.severity, finding?.resources]).toEqual(["warning", 1]);
  });

  it("says nothing of resources where none was given", () => {
    const result = review(policies(plan({})), { after: policies(plan({ tag: "weekly" })) }, { at: AT });
    expect(result.resources).toBeUndefined();
    expect(result.findings.filter(({ resources }) => resources !== undefined)).toEqual([]);
  });

  it("shows resources in the text behind the findings", () => {
    const text = reviewText(reviewed({}, { tag: "weekly" }), { style: styleFor(false), width: 80 });
    expect(text).toContain(
      `Resources (~ changed, + gained, - lost, ? not known)
  5 resources: 3 selected before, 1 after, 1 not known
  - 3 EBS lose their backup: value of tag "backup" is not selected; in
      account-2, account-3
  + 1 EBS gains a backup: daily; in account-3
`,
    );
  });
});
