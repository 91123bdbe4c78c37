import { EffectivePolicies } from "../../../src/organization/effective-policies";
import { inventoryOf } from "../../../src/organization/inventory";
import type { Resource } from "../../../src/organization/inventory";
import type { Requirement, ResourceDemand } from "../../../src/review/guardrails/guardrails";
import { review } from "../../../src/review/review";
import type { Finding } from "../../../src/text/finding";
import { attached, completePlan, organization, policy, ROOT } from "../../support/organizations";

const AT = new Date("2026-01-01T00:00:00Z");

function volume(id: string, tags: Resource["tags"], accountId = "000000000002"): Resource {
  const region = "eu-central-1";
  return { arn: `arn:aws:ec2:${region}:${accountId}:volume/${id}`, accountId, region, tags };
}

function findingsOf(
  resources: ResourceDemand,
  inventory: readonly Resource[] | undefined,
  accounts: Requirement["accounts"] = {},
): readonly Finding[] {
  const org = organization({
    policies: [policy("p-1", completePlan())],
    attachments: [attached(ROOT, "p-1")],
  });
  const policies = EffectivePolicies.compute(org, AT);
  const requirement: Requirement = {
    id: "all-volumes",
    severity: "error",
    accounts,
    require: {},
    resources,
    where: "backup-guardrails.yaml:3:5",
  };
  const { findings } = review(
    policies,
    { after: policies },
    {
      at: AT,
      guardrails: { requirements: [requirement], acknowledgements: [] },
      ...(inventory === undefined ? {} : { inventories: [inventoryOf("resources.json", inventory)] }),
    },
  );
  return findings.filter(({ rule }) => rule.startsWith("guardrail-"));
}

const said = (findings: readonly Finding[]): unknown =>
  findings.map(({ rule, severity, message, accounts, resources }) => [
    rule,
    severity,
    message,
    accounts,
    resources,
  ]);

describe("A requirement about resources", () => {
  const untagged = [volume("vol-1", {}), volume("vol-2", {}), volume("vol-3", {}, "000000000003")];

  it("names the resources that no plan selects, with the reason", () => {
    expect(said(findingsOf({ types: ["ebs"] }, untagged))).toEqual([
      [
        "guardrail-resources",
        "error",
        expect.stringMatching(
          /^all-volumes: 3 resources \(3 EBS\) are not selected: .+; for example arn:aws:ec2:eu-central-1:000000000002:volume\/vol-1, and 2 more \(backup-guardrails.yaml:3:5\)\.$/,
        ),
        ["000000000002", "000000000003"],
        3,
      ],
    ]);
  });

  it("means the accounts and the types that it names", () => {
    expect(findingsOf({ types: ["s3"] }, untagged)).toEqual([]);
    const [finding] = findingsOf({}, untagged, { names: ["account-3"] });
    expect([finding?.accounts, finding?.resources]).toEqual([["000000000003"], 1]);
  });

  it("means resources with a tag, of any value or of one", () => {
    const tagged = [
      volume("vol-1", { critical: "yes" }),
      volume("vol-2", { critical: "no" }),
      volume("vol-3", {}),
    ];
    const count = (demand: ResourceDemand): unknown =>
      findingsOf(demand, tagged).map(({ resources }) => resources);
    expect(count({ tag: { key: "critical" } })).toEqual([2]);
    expect(count({ tag: { key: "critical", value: "yes" } })).toEqual([1]);
  });

  it("is not known for resources whose tags are not known", () => {
    expect(said(findingsOf({ tag: { key: "critical" } }, [volume("vol-1", undefined)]))).toEqual([
      [
        "guardrail-not-known",
        "warning",
        expect.stringContaining(
          "it is not known whether 1 resource (1 EBS) is selected: its tags are not known",
        ),
        ["000000000002"],
        1,
      ],
    ]);
  });

  it("is no pass without an inventory", () => {
    expect(said(findingsOf({ types: ["ebs"] }, undefined))).toEqual([
      [
        "guardrail-not-known",
        "warning",
        "all-volumes: no inventory was given: use --resources (backup-guardrails.yaml:3:5).",
        [],
        undefined,
      ],
    ]);
  });
});
