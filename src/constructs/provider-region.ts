import { AwsProvider } from "./aws-bindings";
import { TerraformStack, Token } from "./framework";
import type { IConstruct, TerraformProvider } from "./framework";

/** The Region of a provider, or of the stack's own one; undefined where only Terraform knows it. */
export function providerRegion(
  construct: IConstruct,
  provider: TerraformProvider | undefined,
): string | undefined {
  const used = provider ?? TerraformStack.of(construct).node.children.find(isDefaultProvider);
  const region = used instanceof AwsProvider ? used.region : undefined;
  return region === undefined || Token.isUnresolved(region) ? undefined : region;
}

function isDefaultProvider(child: IConstruct): boolean {
  return child instanceof AwsProvider && child.alias === undefined;
}
