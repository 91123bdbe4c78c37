import { TerraformVariable } from "cdktf";
import { BackupOrganization, BackupPolicy } from "../../src/constructs";
import { Lazy, Token } from "../../src/constructs/framework";
import type { TerraformStack } from "../../src/constructs/framework";
import { tagsFor } from "../../src/constructs/terraform-tags";
import { newStack, organization, synthesized } from "./synthesized";

it("tags are escaped, keys as well as values", () => {
  const stack = newStack();
  expect(tagsFor(stack, { "${a}": "%{b}" })).toEqual({ tags: { "$${a}": "%%{b}" } });
  expect(tagsFor(stack, {})).toEqual({});
  expect(tagsFor(stack, undefined)).toEqual({});
});

describe("the owner of an app is added to tags", () => {
  it.each<[what: string, tags: (stack: TerraformStack) => unknown, expected: unknown]>([
    ["that are texts", () => ({ team: "a" }), { team: "a", "org-backup:owner": "me" }],
    [
      "that a lazy value produces",
      () => Lazy.anyValue({ produce: () => ({ team: "a b" }) }),
      { team: "a b", "org-backup:owner": "me" },
    ],
    [
      "that Terraform knows",
      (stack) => new TerraformVariable(stack, "v", {}).value as unknown,
      '${merge(var.v, {"org-backup:owner" = "me"})}',
    ],
    [
      "that a map of tokens stands for",
      (stack) => Token.asStringMap(new TerraformVariable(stack, "v", {}).value),
      '${merge(var.v, {"org-backup:owner" = "me"})}',
    ],
  ])("%s", (_what, tags, expected) => {
    const stack = newStack();
    new BackupOrganization(stack, "organization", { organization: organization(), owner: "me" });
    new BackupPolicy(stack, "p", { content: { plans: {} }, tags: tags(stack) as never });
    expect(synthesized(stack).resource("aws_organizations_policy").tags).toEqual(expected);
  });
});
