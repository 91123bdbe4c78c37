import { EffectivePolicies } from "../../src/organization/effective-policies";
import type { Organization } from "../../src/organization/organization";
import { coverageText } from "../../src/render/coverage-text";
import { styleFor } from "../../src/render/style";
import { coverageOf } from "../../src/review/coverage";
import type { JsonObject } from "../../src/text/json";
import { attached, organization, policy, ROOT } from "../support/organizations";
import { guardrailsOf } from "./support/guardrails-of";
import { assign, daily, ROLE } from "./support/policy-documents";
import { AT, reviewOf } from "./support/review-of";

const ID = "000000000002";

function withPolicy(content: JsonObject): Organization {
  return organization({ policies: [policy("p-1", content)], attachments: [attached(ROOT, "p-1")] });
}

function selectionsOf(types: readonly string[], not: readonly string[] = []): JsonObject {
  const typed = {
    iam_role_arn: assign(ROLE),
    resource_types: assign(types),
    ...(not.length === 0 ? {} : { not_resource_types: assign(not) }),
  };
  return { resources: { typed } };
}

function selecting(types: readonly string[], not: readonly string[]): JsonObject {
  return daily({}, { raw: { selections: selectionsOf(types, not) } });
}

function covered(content: JsonObject): readonly [string | undefined, string] {
  const coverage = coverageOf(EffectivePolicies.compute(withPolicy(content), AT), [ID], AT);
  const text = coverageText(coverage, { width: 200, style: styleFor(false) }).replaceAll(/\s+/g, " ");
  return [coverage.groups[0]?.protection, text];
}

function judged(content: JsonObject): readonly string[] {
  const now = withPolicy(content);
  const guardrails = guardrailsOf({ minimumRetentionDays: 7 });
  return reviewOf(now, now, { guardrails }).findings.map(({ rule }) => rule);
}

const VOLUMES = "arn:aws:ec2:*:*:volume/*";

describe("A plan whose selections reach no type", () => {
  it.each([
    ["everything is excluded", ["*"], ["*"]],
    ["the only type is excluded", [VOLUMES], [VOLUMES]],
    ["the service is excluded", [VOLUMES], ["arn:aws:ec2:*"]],
  ])("backs up nothing: %s", (_, types, not) => {
    const [protection, text] = covered(selecting(types, not));
    expect(protection).toBe("no");
    expect(text).toContain("1 account, 0 covered by a backup plan, 1 not");
    expect(text).toContain("No selection matches anything that AWS Backup backs up.");
    expect(judged(selecting(types, not))).toEqual(["guardrail-protection"]);
  });

  it("backs up nothing where its Regions have no type that it selects", () => {
    const content = (region: string): JsonObject =>
      daily(
        {},
        { regions: [region], raw: { selections: selectionsOf(["arn:aws:timestream:*:*:database/*"]) } },
      );
    const [protection, text] = covered(content("us-west-1"));
    expect(protection).toBe("no");
    expect(text).toContain("AWS Backup backs up nothing of what is selected in us-west-1.");
    expect(judged(content("us-west-1"))).toEqual(["guardrail-protection"]);
    expect(covered(content("eu-west-1"))[0]).toBe("yes");
  });

  it("is another than one that leaves types", () => {
    expect(covered(selecting(["*"], [VOLUMES]))[0]).toBe("yes");
    expect(judged(selecting(["*"], [VOLUMES]))).toEqual([]);
  });
});

describe("A plan in Regions of which no page says that they offer backup policies", () => {
  it("is not known to back up anything, unless another Region does", () => {
    const [protection, text] = covered(daily({}, { regions: ["me-west-1"] }));
    expect(protection).toBe("unknown");
    expect(text).toContain("1 account, 0 covered by a backup plan, 1 not known");
    expect(text).toContain("It is not known whether AWS Backup backs up what is selected in me-west-1.");
    expect(covered(daily({}, { regions: ["me-west-1", "eu-west-1"] }))[0]).toBe("yes");
  });

  it("does not surely meet a requirement", () => {
    expect(judged(daily({}, { regions: ["me-west-1"] }))).toContain("guardrail-not-known");
    expect(judged(daily({}, { regions: ["me-west-1", "eu-west-1"] }))).not.toContain("guardrail-not-known");
  });
});
