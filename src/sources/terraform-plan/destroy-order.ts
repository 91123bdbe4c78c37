import type { Milestone } from "../../change/change";
import { getOrAdd } from "../../text/get-or-add";
import { modulePathKey } from "./address";
import { blockOf } from "./plan-order";
import type { PlanResource } from "./plan-resource";

/** A resource instance that begins, changes or ends, with the last thing that happens to it. */
export interface OrderedNode {
  readonly resource: PlanResource;
  readonly stateDependencies: readonly string[];
  /** The step or milestone at which it is created or updated; undefined if it is not. */
  readonly applied: string | undefined;
  readonly destroyed: string | undefined;
}

/** Instances that stand alike in the order. */
interface Group {
  readonly name: string;
  readonly block: string;
  readonly module: string;
  readonly moduleInstance: string;
  readonly dependencies: readonly string[];
  readonly endsLast: boolean;
  readonly applied: string[];
  readonly destroyed: string[];
}

/**
 * What the destruction of things waits for, and what waits for it, by the dependencies in the state. What ends
 * waits for the end of all that depends on it. What is created or updated waits for the end of what depended on it
 * and of what it depended on; with create_before_destroy it is the other way round.
 */
export class DestroyOrder {
  readonly milestones: Milestone[] = [];
  private readonly groups = new Map<string, Group>();
  private readonly groupOf = new Map<PlanResource, Group>();
  private readonly ofBlock = new Map<string, Group[]>();
  private readonly dependents = new Map<string, Group[]>();
  private readonly applied = new Map<string, string>();

  constructor(nodes: readonly OrderedNode[]) {
    const blocks = new Set(nodes.map(({ resource }) => blockOf(resource)));
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

  /** What is over before an instance is created or updated. */
  beforeApply({ resource, destroyed }: OrderedNode): readonly string[] {
    const own = destroyed === undefined || endsLast(resource) ? [] : [destroyed];
    return [...own, ...this.milestone(resource, beginningId)];
  }

  /** What is over before an instance is destroyed. */
  beforeDestroy({ resource }: OrderedNode): readonly string[] {
    const own = endsLast(resource) ? this.applied.get(resource.key) : undefined;
    return [...(own === undefined ? [] : [own]), ...this.milestone(resource, endingId)];
  }

  private collect(
    { resource, stateDependencies, applied, destroyed }: OrderedNode,
    blocks: ReadonlySet<string>,
  ): void {
    const block = blockOf(resource);
    const dependencies = [...new Set(stateDependencies)]
      .filter((other) => other !== block && blocks.has(other))
      .toSorted();
    const [module, moduleInstance] = [modulePathKey(resource.modules), JSON.stringify(resource.modules)];
    const isLast = endsLast(resource);
    const group = getOrAdd(
      this.groups,
      JSON.stringify([block, moduleInstance, dependencies, isLast]),
      () => ({
        name: `${block} ${this.groups.size}`,
        block,
        module,
        moduleInstance,
        dependencies,
        endsLast: isLast,
        applied: [],
        destroyed: [],
      }),
    );
    this.groupOf.set(resource, group);
    if (applied !== undefined) {
      group.applied.push(applied);
      this.applied.set(resource.key, applied);
    }
    if (destroyed !== undefined) {
      group.destroyed.push(destroyed);
    }
  }

  private milestone(resource: PlanResource, idOf: (group: Group) => string): readonly string[] {
    const group = this.groupOf.get(resource);
    return group === undefined ? [] : [idOf(group)];
  }

  private beforeBeginning(group: Group): readonly string[] {
    return this.around(group)
      .filter(({ endsLast: isLast, destroyed }) => destroyed.length > 0 && !isLast)
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

/** True for what ends after its successor begins, left behind by an interrupted apply or not. */
function endsLast({ actions, deposed }: PlanResource): boolean {
  return deposed !== undefined || (actions[0] === "create" && actions[1] === "delete");
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
