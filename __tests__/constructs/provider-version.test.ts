import { useAwsProviderVersion } from "../../src/constructs";
import { awsProviderMajor } from "../../src/constructs/provider-version";
import { newStack, synthesized } from "./synthesized";
import type { Block } from "./synthesized";

function requiredAws(block: Block): unknown {
  return (block.terraform as { readonly required_providers: { readonly aws: unknown } }).required_providers
    .aws;
}

it("pins the version of the bindings by default", () => {
  const stack = newStack();
  expect(requiredAws(synthesized(stack).json)).toEqual({ source: "aws", version: "6.25.0" });
  expect(awsProviderMajor(stack)).toBe(6);
});

it("pins another version where one is named", () => {
  const stack = newStack();
  useAwsProviderVersion(stack, "5.100.0");
  expect(requiredAws(synthesized(stack).json)).toEqual({ source: "aws", version: "5.100.0" });
});

it.each([
  ["5.100.0", 5],
  ["~> 5.0", 5],
  [">= 6.62, < 7", 6],
  ["7.0.0", 7],
])("reads the major version of %j", (version, major) => {
  const stack = newStack();
  useAwsProviderVersion(stack, version);
  expect(awsProviderMajor(stack)).toBe(major);
});
