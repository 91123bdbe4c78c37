import type { Change, Milestone } from "../../change/change";
import { getOrAdd } from "../../text/get-or-add";

/** The first and the last step or milestone of what happens to a resource instance. */
export interface Span {
  readonly first: string;
  readonly last: string;
}

/** A resource instance that begins, changes or ends. */
export interface OrderedNode {
  /** The address without indexes, unique over plans and stacks. */
  readonly block: string;
  /** The address up to the resource itself, with indexes and without. */
  readonly moduleInstance: string;
  readonly module: string;
  /** The same for everything at one address. */
  readonly key: string;
  /** True for what ends after its successor begins, left behind by an interrupted apply or not. */
  readonly endsLast: boolean;
  /** The blocks that it depends on as the state shows. */
  readonly stateDependencies: readonly string[];
  /** How it is created or updated. */
  readonly apply?: Span;
  readonly destroy?: Span;
}

/** A change, with the instances whose destruction is still to be ordered. */
export interface OrderedChange {
  readonly change: Change;
  readonly nodes: readonly OrderedNode[];
}

/**
 * Lets the steps of destructions wait for what they wait for in Terraform's graph, and others for them: by the
 * dependencies in the state. What ends waits for the end of all that depends on it. What is created or updated waits
 * for the end of what depended on it and of what it depended on; with create_before_destroy it is the other way
 * round.
 */
export function inDestroyOrder({ change, nodes }: OrderedChange): Change {
  if (nodes.every(({ destroy }) => destroy === undefined)) {
    return change;
  }
  const order = new DestroyOrder(nodes);
  const after = new Map(nodes.flatMap((node) => order.after(node)));
  const ordered = <T extends Milestone>(one: T): T => {
    const more = after.get(one.id) ?? [];
    return more.length === 0 ? one : { ...one, after: [...new Set([...one.after, ...more])] };
  };
  return {
    steps: change.steps.map(ordered),
    milestones: [...change.milestones.map(ordered), ...order.milestones],
  };
}

/** Instances that stand alike in the order. */
interface Group extends Pick<OrderedNode, "block" | "module" | "moduleInstance" | "endsLast"> {
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly applied: string[];
  readonly destroyed: string[];
}

class DestroyOrder {
  readonly milestones: Milestone[] = [];
  private readonly groups = new Map<string, Group>();
  private readonly groupOf = new Map<OrderedNode, Group>();
  private readonly ofBlock = new Map<string, Group[]>();
  private readonly dependents = new Map<string, Group[]>();
  private readonly applied = new Map<string, string>();
  private readonly destroyed = new Map<string, string[]>();

  constructor(nodes: readonly OrderedNode[]) {
    const blocks = new Set(nodes.map(({ block }) => block));
    nodes.forEach((node) => this.collect(node, blocks));
    for (const group of this.groups.values()) {
      getOrAdd(this.ofBlock, group.block, () => []).push(group);
      for (const block of group.dependencies) {
        getOrAdd(this.dependents, block, () => []).push(group);
      }
    }
    for (const group of this.groups.values()) {
      this.milestones.push(
        { id: begunId(group), after: group.applied },
        { id: endedId(group), after: group.destroyed },
        { id: beginningId(group), after: this.beforeBeginning(group) },
        { id: endingId(group), after: this.beforeEnding(group) },
      );
    }
  }

  /** What the first steps of an instance wait for. */
  after(node: OrderedNode): readonly (readonly [string, readonly string[]])[] {
    const { apply, destroy, endsLast, key } = node;
    const group = this.groupOf.get(node);
    if (group === undefined) {
      return [];
    }
    const applied = this.applied.get(key);
    return [
      ...(apply === undefined
        ? []
        : [[apply.first, [...(this.destroyed.get(key) ?? []), beginningId(group)]] as const]),
      ...(destroy === undefined
        ? []
        : [
            [
              destroy.first,
              [...(endsLast && applied !== undefined ? [applied] : []), endingId(group)],
            ] as const,
          ]),
    ];
  }

  private collect(node: OrderedNode, blocks: ReadonlySet<string>): void {
    const { block, module, moduleInstance, key, endsLast, stateDependencies, apply, destroy } = node;
    const dependencies = [...new Set(stateDependencies)]
      .filter((other) => other !== block && blocks.has(other))
      .toSorted();
    const group = getOrAdd(
      this.groups,
      JSON.stringify([block, moduleInstance, dependencies, endsLast]),
      () => ({
        name: `${block} ${this.groups.size}`,
        block,
        module,
        moduleInstance,
        dependencies,
        endsLast,
        applied: [],
        destroyed: [],
      }),
    );
    this.groupOf.set(node, group);
    if (apply !== undefined) {
      group.applied.push(apply.last);
      this.applied.set(key, apply.last);
    }
    if (destroy !== undefined) {
      group.destroyed.push(destroy.last);
      if (!endsLast) {
        getOrAdd(this.destroyed, key, () => []).push(destroy.last);
      }
    }
  }

  private beforeBeginning(group: Group): readonly string[] {
    return this.around(group)
      .filter(({ endsLast, destroyed }) => destroyed.length > 0 && !endsLast)
      .map(endedId);
  }

  private beforeEnding(group: Group): readonly string[] {
    const ended = this.dependentsOf(group).filter(({ destroyed }) => destroyed.length > 0);
    const begun = group.endsLast ? this.around(group).filter(({ applied }) => applied.length > 0) : [];
    return group.destroyed.length === 0 ? [] : [...ended.map(endedId), ...begun.map(begunId)];
  }

  private around(group: Group): readonly Group[] {
    const dependencies = group.dependencies.flatMap((block) => this.ofBlock.get(block) ?? []);
    return [...dependencies.filter((other) => !isOtherInstance(group, other)), ...this.dependentsOf(group)];
  }

  private dependentsOf(group: Group): readonly Group[] {
    return (this.dependents.get(group.block) ?? []).filter((other) => !isOtherInstance(group, other));
  }
}

/** Terraform orders nothing between two instances of one module by the state. */
function isOtherInstance(one: Group, other: Group): boolean {
  return one.module === other.module && one.moduleInstance !== other.moduleInstance;
}

function begunId({ name }: Group): string {
  return `begun ${name}`;
}

function endedId({ name }: Group): string {
  return `ended ${name}`;
}

function beginningId({ name }: Group): string {
  return `beginning ${name}`;
}

function endingId({ name }: Group): string {
  return `ending ${name}`;
}
