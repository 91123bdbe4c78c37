import { AwsProvider } from "./aws-bindings";
import { constructError } from "./construct-error";
import { TerraformStack } from "./framework";
import type { IConstruct, TerraformProvider } from "./framework";

interface Found {
  readonly childCount: number;
  readonly providers: readonly AwsProvider[];
}

const foundByStack = new WeakMap<TerraformStack, Found>();

/**
 * The AWS provider of a construct's stack, wherever in the code it is declared. Terraform takes the one
 * without an alias by itself; where the only provider has an alias, it has to be named.
 */
export function stackProvider(construct: IConstruct): TerraformProvider {
  return new StackProvider(construct) as unknown as TerraformProvider;
}

/** The provider without an alias, or the only one; undefined if there is none or the choice is open. */
export function findStackProvider(construct: IConstruct): AwsProvider | undefined {
  const providers = providersOf(TerraformStack.of(construct));
  return providers.find(isPlain) ?? (providers.length === 1 ? providers[0] : undefined);
}

/** Of a provider, a resource reads the name alone, and only when it is written. */
class StackProvider {
  constructor(private readonly construct: IConstruct) {}

  get fqn(): string | undefined {
    const stack = TerraformStack.of(this.construct);
    const provider = findStackProvider(this.construct);
    if (provider !== undefined) {
      return provider.alias === undefined ? undefined : provider.fqn;
    }
    const named = providersOf(stack).map(({ fqn }) => fqn);
    if (named.length > 0) {
      throw constructError(
        this.construct,
        `The stack ${JSON.stringify(stack.node.id)} has several AWS providers, all with an alias: ${named.join(", ")}.`,
        "Give the construct its provider, or the stack a provider without an alias.",
      );
    }
    return undefined;
  }
}

/**
 * Providers stand directly in the stack as a rule; only otherwise everything in it is searched. One without an alias
 * stays the stack's, whatever else comes into it.
 */
function providersOf(stack: TerraformStack): readonly AwsProvider[] {
  const known = foundByStack.get(stack);
  if (known?.providers.some((provider) => isPlain(provider) && isThere(provider)) === true) {
    return known.providers;
  }
  const { children } = stack.node;
  if (known?.childCount === children.length && known.providers.length > 0) {
    return known.providers;
  }
  const direct = children.filter(isAwsProvider);
  const providers = direct.length > 0 ? direct : stack.node.findAll().filter(isAwsProvider);
  foundByStack.set(stack, { childCount: children.length, providers });
  return providers;
}

function isAwsProvider(construct: IConstruct): construct is AwsProvider {
  return construct instanceof AwsProvider;
}

function isPlain({ alias }: AwsProvider): boolean {
  return alias === undefined;
}

/** Listing what a stack holds takes as long as it is large, and every resource asks. */
function isThere({ node }: AwsProvider): boolean {
  return node.scope?.node.tryFindChild(node.id)?.node === node;
}
