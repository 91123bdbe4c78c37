import { AwsProvider } from "./aws-bindings";
import { Token } from "./framework";
import type { IConstruct, TerraformProvider } from "./framework";
import { findStackProvider } from "./stack-provider";

/** The Region of a provider, or of the stack's own one; undefined if only Terraform knows it. */
export function providerRegion(
  construct: IConstruct,
  provider: TerraformProvider | undefined,
): string | undefined {
  const used = provider ?? findStackProvider(construct);
  const region = used instanceof AwsProvider ? used.region : undefined;
  return region === undefined || Token.isUnresolved(region) ? undefined : region;
}
