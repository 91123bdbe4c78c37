import { referencesOf } from "../../../src/sources/terraform-plan/plan-configuration";

describe("the references of an expression", () => {
  it.each([
    [
      "the parts on the way to an attribute",
      ["aws_organizations_policy.a.id", "aws_organizations_policy.a"],
      ["aws_organizations_policy.a.id"],
    ],
    ["the parts on the way to an instance", ['x.a["b"].id', 'x.a["b"]', "x.a"], ['x.a["b"].id']],
    ["nothing of names that begin alike", ["x.a", "x.ab.id", "x.a-b"], ["x.a", "x.ab.id", "x.a-b"]],
    ["nothing of one that is named twice", ["x.a", "x.a"], ["x.a", "x.a"]],
    ["an empty text on the way to nothing", ["", ".a"], [".a"]],
  ])("leave out %s", (_what, references, expected) => {
    expect(referencesOf({ references })).toEqual(expected);
  });
});
