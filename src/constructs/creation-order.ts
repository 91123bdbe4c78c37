import { constructError } from "./construct-error";
import { TerraformDataSource, TerraformElement, TerraformStack, dependable } from "./framework";
import type { IConstruct, IResolvable, ITerraformDependable, TerraformResource } from "./framework";

/**
 * What has to exist before what, earliest first: trusted access and the policy type, AWS Backup's
 * settings, the roles and vaults that policies name, the policies.
 */
export const PHASES = ["access", "settings", "foundation"] as const;
export type Phase = (typeof PHASES)[number];

/** Makes Terraform create the resources of an app in the order that AWS needs. */
export class CreationOrder {
  private readonly elements = new Map<Phase, Set<TerraformElement>>(
    PHASES.map((phase) => [phase, new Set()]),
  );

  /** Names elements that later phases wait for. */
  add(phase: Phase, ...elements: readonly TerraformElement[]): void {
    elements.forEach((element) => this.elements.get(phase)?.add(element));
  }

  /**
   * Lets a resource wait for everything of some phases, wherever in the app and however late it is
   * declared: in the same stack by `depends_on`, across stacks by the order of the stacks.
   *
   * @param own elements of the same stack that it waits for besides
   */
  after(resource: TerraformResource, phases: readonly Phase[], own: readonly TerraformElement[] = []): void {
    const late = new LateDependencies(() => this.dependencies(resource, own, phases));
    // The framework resolves it to a list; a list token would cost a stack trace for every resource.
    resource.dependsOn = late as unknown as string[];
  }

  private dependencies(
    resource: TerraformResource,
    own: readonly TerraformElement[],
    phases: readonly Phase[],
  ): readonly string[] | undefined {
    const stack = TerraformStack.of(resource);
    const names = new Set(own.map(addressOf));
    for (const element of phases.flatMap((phase) => [...(this.elements.get(phase) ?? [])])) {
      const other = TerraformStack.of(element);
      if (other === stack) {
        names.add(addressOf(element));
      } else {
        dependOnStack(resource, other, element);
      }
    }
    return names.size === 0 ? undefined : [...names];
  }
}

/** Lets an element wait for more than it waits for already; what stands in another stack orders the stacks. */
export function addDependencies(
  element: TerraformResource | TerraformDataSource,
  added: readonly ITerraformDependable[],
): void {
  const names = added.flatMap((each) => {
    if (!(each instanceof TerraformElement) || TerraformStack.of(each) === TerraformStack.of(element)) {
      return [dependable(each)];
    }
    dependOnStack(element, TerraformStack.of(each), each);
    return [];
  });
  const before = element.dependsOn as unknown;
  if (before instanceof LateDependencies) {
    before.add(names);
  } else if (names.length > 0) {
    element.dependsOn = [...new Set([...((before as readonly string[] | undefined) ?? []), ...names])];
  }
}

/** A list of addresses that is made when the stack is written, or nothing if it is empty. */
class LateDependencies implements IResolvable {
  readonly creationStack: string[] = [];
  private readonly added: string[] = [];

  constructor(private readonly produce: () => readonly string[] | undefined) {}

  add(names: readonly string[]): void {
    this.added.push(...names);
  }

  resolve(): readonly string[] | undefined {
    const all = new Set([...(this.produce() ?? []), ...this.added]);
    return all.size === 0 ? undefined : [...all];
  }

  toString(): string {
    return "dependencies";
  }
}

function addressOf(element: TerraformElement): string {
  const { terraformResourceType: type = "" } = element as { readonly terraformResourceType?: string };
  const mode = TerraformDataSource.isTerraformDataSource(element) ? "data." : "";
  return `${mode}${type}.${element.friendlyUniqueId}`;
}

/** Lets the stack of one construct be applied after the stack of another. */
export function dependOnStack(construct: IConstruct, earlier: TerraformStack, reason: IConstruct): void {
  const stack = TerraformStack.of(construct);
  if (stack.dependencies.includes(earlier)) {
    return;
  }
  if (earlier === stack || earlier.dependsOn(stack)) {
    throw constructError(
      construct,
      `It has to come after ${reason.node.path}, but the stack ${earlier.node.id} is applied after the stack ${stack.node.id}.`,
      "Put both into one stack, or declare them so that one stack always comes first.",
    );
  }
  stack.addDependency(earlier);
}
