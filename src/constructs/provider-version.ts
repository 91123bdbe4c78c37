import { checkedStack } from "./checked-scope";
import { constructError } from "./construct-error";
import { shownValue } from "./props/prop-rules";
import { TerraformStack } from "./framework";
import type { IConstruct } from "./framework";

const versions = new WeakMap<TerraformStack, string>();

/**
 * Pins another version of the AWS provider than the one that the bindings are made for, `5.100.0` or
 * `~> 6.60` for example. Without it CDKTF pins exactly the version of the bindings.
 */
export function useAwsProviderVersion(stack: TerraformStack, version: string): void {
  const checked = checkedStack("useAwsProviderVersion", stack);
  if (typeof version !== "string" || !/\d/.test(version)) {
    throw constructError(
      checked,
      `The version of the AWS provider is ${shownValue(version)}; it must be a version or a constraint.`,
      'Write "5.100.0" or "~> 6.60", for example.',
    );
  }
  checked.addOverride("terraform.required_providers.aws.version", version);
  versions.set(stack, version);
}

/** The major version of the AWS provider of a stack; the one of the bindings where none is pinned. */
export function awsProviderMajor(construct: IConstruct): number {
  const version = pinnedAwsProviderVersion(construct);
  const major = Number(/\d+/.exec(version ?? "")?.[0]);
  return Number.isNaN(major) ? BINDINGS_MAJOR : major;
}

/** The pinned version, undefined if the bindings decide. */
export function pinnedAwsProviderVersion(construct: IConstruct): string | undefined {
  const stack = TerraformStack.of(construct);
  return versions.get(stack) ?? overriddenVersion(stack);
}

/** What was pinned with `addOverride`, which keeps it to itself. */
function overriddenVersion(stack: TerraformStack): string | undefined {
  const { rawOverrides } = stack as unknown as {
    readonly rawOverrides?: {
      readonly terraform?: {
        readonly required_providers?: { readonly aws?: { readonly version?: unknown } };
      };
    };
  };
  const version = rawOverrides?.terraform?.required_providers?.aws?.version;
  return typeof version === "string" ? version : undefined;
}

const BINDINGS_MAJOR = 6;
