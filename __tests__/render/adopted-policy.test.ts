import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { BackupPolicy, OrganizationBackupAccess } from "../../src/constructs";
import { adoptedPolicies } from "../../src/render/adopt/adopted-policy";
import { organization, policy } from "../support/organizations";

const NAMES = [
  "constructor",
  "Constructor",
  "aws",
  "access",
  "index",
  "toString",
  "__proto__",
  "a b",
  "a/b",
  "a-b-2",
];

describe("policies that are taken under code", () => {
  const policies = adoptedPolicies(
    organization({
      policies: NAMES.map((name, index) => ({ ...policy(`p-000000000${index}`, { plans: {} }), name })),
    }),
  );

  it("have ids that CDKTF takes, beside what else the stack holds", () => {
    const stack = new TerraformStack(new App(), "stack");
    new AwsProvider(stack, "aws", { region: "eu-central-1" });
    new OrganizationBackupAccess(stack, "access");
    for (const { slug, document } of policies) {
      new BackupPolicy(stack, slug, { content: document as never });
    }
    expect(policies.map(({ slug }) => slug)).toEqual(
      expect.arrayContaining([
        "constructor-2",
        "constructor-3",
        "aws-2",
        "access-2",
        "index-2",
        "a-b",
        "a-b-2",
      ]),
    );
  });

  it("each have an id and a constant of their own", () => {
    expect(new Set(policies.map(({ slug }) => slug)).size).toBe(NAMES.length);
    expect(new Set(policies.map(({ constant }) => constant)).size).toBe(NAMES.length);
  });
});
