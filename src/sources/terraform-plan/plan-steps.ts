import type { Change, Milestone, Step } from "../../change/change";
import { openArguments } from "../../change/fold";
import type { NodeCalls, ProviderCall } from "./calls/node-calls";
import { resourceAction } from "./calls/resource-action";
import { blockOf } from "./plan-order";
import type { PlanResource } from "./plan-resource";

/** A resource instance with the calls that it makes. */
export interface PlannedNode {
  readonly resource: PlanResource;
  readonly calls: NodeCalls;
  /** Blocks that the instance depends on as the state or its values show: they order destruction. */
  readonly stateDependencies: readonly string[];
}

/**
 * Orders calls as Terraform's graph does. What is created waits for every instance of what its code refers
 * to; what is destroyed waits for the destruction of everything that depends on it; what is changed waits for
 * the destruction of what it depended on; with create_before_destroy the old one ends last.
 */
export function planSteps(
  nodes: readonly PlannedNode[],
  edges: ReadonlyMap<string, readonly string[]>,
  blockOfId: ReadonlyMap<string, string>,
): Change {
  return new StepBuilder(nodes, edges, blockOfId).build();
}

class StepBuilder {
  private readonly steps: Step[] = [];
  private readonly milestones: Milestone[] = [];
  private readonly lastApplied = new Map<string, string[]>();
  private readonly lastDestroyed = new Map<string, string[]>();
  private readonly dependents = new Map<string, Set<string>>();
  private readonly configuredDependents = new Map<string, Set<string>>();
  /** What the state shows that each block depended on. */
  private readonly stateEdges = new Map<string, Set<string>>();
  private readonly reached = new Map<string, ReadonlySet<string>>();
  /** Whether something is destroyed only after all its users have the new one. */
  private readonly hasLateDestruction: boolean;

  constructor(
    private readonly nodes: readonly PlannedNode[],
    private readonly edges: ReadonlyMap<string, readonly string[]>,
    private readonly blockOfId: ReadonlyMap<string, string>,
  ) {
    for (const { resource, stateDependencies } of nodes) {
      stateDependencies.forEach((other) => addToSet(this.stateEdges, blockOf(resource), other));
    }
    // In a long chain everything depends on everything: only what is asked for below is collected.
    this.hasLateDestruction = nodes.some(
      ({ resource, calls }) =>
        resourceAction(resource).createsFirst && calls.apply.length > 0 && calls.destroy.length > 0,
    );
    for (const node of nodes) {
      this.collect(node);
    }
  }

  build(): Change {
    const blocks = new Set([...this.edges.keys(), ...this.nodes.map(({ resource }) => blockOf(resource))]);
    for (const block of blocks) {
      const after = [...(this.lastApplied.get(block) ?? []), ...(this.edges.get(block) ?? []).map(appliedId)];
      this.milestones.push({ id: appliedId(block), after });
    }
    for (const [block, after] of this.lastDestroyed) {
      this.milestones.push({ id: destroyedId(block), after });
    }
    this.nodes.forEach((node) => this.addSteps(node));
    return { steps: this.steps, milestones: this.milestones };
  }

  private collect(node: PlannedNode): void {
    const { resource, calls, stateDependencies } = node;
    const block = blockOf(resource);
    const { createsFirst } = resourceAction(resource);
    const applied = stepId(resource, "apply", calls.apply.length - 1);
    const destroyed = stepId(resource, "destroy", calls.destroy.length - 1);
    if (calls.apply.length > 0) {
      addTo(this.lastApplied, block, applied);
    }
    if (calls.destroy.length > 0) {
      if (!createsFirst) {
        addTo(this.lastDestroyed, block, destroyed);
      }
      // Where code turns a dependency round, what exists is destroyed in the order of the state.
      const configured = [...this.reachable(block)].filter(
        (other) => this.stateEdges.get(other)?.has(block) !== true,
      );
      for (const dependency of [...stateDependencies, ...configured]) {
        addToSet(this.dependents, dependency, block);
      }
    }
    if (this.hasLateDestruction && (calls.apply.length > 0 || calls.destroy.length > 0)) {
      for (const dependency of this.reachable(block)) {
        addToSet(this.configuredDependents, dependency, block);
      }
    }
  }

  private addSteps({ resource, calls, stateDependencies }: PlannedNode): void {
    const block = blockOf(resource);
    const { createsFirst } = resourceAction(resource);
    const isApplied = calls.apply.length > 0;
    const isDestroyed = calls.destroy.length > 0;
    const lastApplied = stepId(resource, "apply", calls.apply.length - 1);
    const lastDestroyed = stepId(resource, "destroy", calls.destroy.length - 1);
    if (isDestroyed) {
      const dependents = [...(this.dependents.get(block) ?? [])].filter((other) => other !== block);
      const users = [...(this.configuredDependents.get(block) ?? [])].filter((other) => other !== block);
      this.chain(resource, "destroy", calls.destroy, [
        ...dependents.filter((other) => this.lastDestroyed.has(other)).map(destroyedId),
        // The new one is there and everything uses it before the old one ends.
        ...(createsFirst && isApplied ? [lastApplied, ...users.map(appliedId)] : []),
      ]);
    }
    if (isApplied) {
      const ended = [...stateDependencies].filter(
        (other) => other !== block && this.lastDestroyed.has(other),
      );
      this.chain(
        resource,
        "apply",
        calls.apply,
        [
          ...(this.edges.get(block) ?? []).map(appliedId),
          ...this.newIds(calls.apply)
            .filter((other) => other !== block)
            .map(appliedId),
          ...ended.map(destroyedId),
          ...(isDestroyed && !createsFirst ? [lastDestroyed] : []),
        ],
        this.candidateBlocks(block, calls.apply),
      );
    }
  }

  private chain(
    resource: PlanResource,
    kind: "apply" | "destroy",
    calls: readonly ProviderCall[],
    after: readonly string[],
    candidates: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
  ): void {
    const certain = new Set(after);
    const afterCandidates = new Map([...candidates].filter(([id]) => !certain.has(id)));
    calls.forEach(({ call, tolerates }, index) => {
      this.steps.push({
        id: stepId(resource, kind, index),
        call,
        origin: resource.key,
        after: index === 0 ? [...certain, ...afterCandidates.keys()] : [stepId(resource, kind, index - 1)],
        ...(index === 0 && afterCandidates.size > 0 ? { afterCandidates } : {}),
        ...(tolerates === undefined ? {} : { tolerates }),
      });
    });
  }

  /** The blocks of things that calls name and the plan creates: a reference, even where the code is not shown. */
  private newIds(calls: readonly ProviderCall[]): readonly string[] {
    return calls.flatMap(({ call }) =>
      Object.values(call).flatMap((id) => (typeof id === "string" ? (this.blockOfId.get(id) ?? []) : [])),
    );
  }

  /** The blocks of what calls may come to name, and which of that is in each. */
  private candidateBlocks(
    block: string,
    calls: readonly ProviderCall[],
  ): ReadonlyMap<string, ReadonlySet<string>> {
    const found = new Map<string, Set<string>>();
    for (const { call } of calls) {
      for (const id of openArguments(call).flatMap(({ candidates = [] }) => candidates)) {
        const other = this.blockOfId.get(id);
        if (other !== undefined && other !== block) {
          addToSet(found, appliedId(other), id);
        }
      }
    }
    return found;
  }

  private reachable(start: string): ReadonlySet<string> {
    const known = this.reached.get(start);
    if (known !== undefined) {
      return known;
    }
    const found = new Set<string>();
    const open = [...(this.edges.get(start) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (!found.has(next)) {
        found.add(next);
        open.push(...(this.edges.get(next) ?? []));
      }
    }
    found.delete(start);
    this.reached.set(start, found);
    return found;
  }
}

function stepId({ key, deposed }: PlanResource, kind: "apply" | "destroy", index: number): string {
  return `${key}${deposed === undefined ? "" : ` (deposed ${deposed})`} ${kind} ${index}`;
}

function appliedId(block: string): string {
  return `applied ${block}`;
}

function destroyedId(block: string): string {
  return `destroyed ${block}`;
}

function addTo(index: Map<string, string[]>, key: string, value: string): void {
  const known = index.get(key);
  if (known === undefined) {
    index.set(key, [value]);
  } else {
    known.push(value);
  }
}

function addToSet(index: Map<string, Set<string>>, key: string, value: string): void {
  const known = index.get(key);
  if (known === undefined) {
    index.set(key, new Set([value]));
  } else {
    known.add(value);
  }
}
