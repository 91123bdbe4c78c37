import type { Milestone, Step } from "../../change/change";
import { openArguments } from "../../change/fold";
import { getOrAdd } from "../../text/get-or-add";
import { modulePathKey } from "./address";
import type { NodeCalls, ProviderCall } from "./calls/node-calls";
import { resourceAction } from "./calls/resource-action";
import type { OrderedChange, OrderedNode, Span } from "./destroy-order";
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
 * Orders calls as Terraform's graph does: what is created or changed waits for every instance of what its code
 * refers to. What destruction waits for is left to `inDestroyOrder`; a resource that changes without a call
 * that backups depend on has its place in that order all the same.
 */
export function planSteps(
  nodes: readonly PlannedNode[],
  edges: ReadonlyMap<string, readonly string[]>,
  blockOfId: ReadonlyMap<string, string>,
): OrderedChange {
  return new StepBuilder(nodes, edges, blockOfId).build();
}

class StepBuilder {
  private readonly steps: Step[] = [];
  private readonly milestones: Milestone[] = [];

  constructor(
    private readonly nodes: readonly PlannedNode[],
    private readonly edges: ReadonlyMap<string, readonly string[]>,
    private readonly blockOfId: ReadonlyMap<string, string>,
  ) {}

  build(): OrderedChange {
    const nodes = this.nodes.map((node) => this.addSteps(node));
    const lastApplied = new Map<string, string[]>();
    for (const { block, apply } of nodes) {
      if (apply !== undefined) {
        getOrAdd(lastApplied, block, () => []).push(apply.last);
      }
    }
    for (const block of new Set([...this.edges.keys(), ...lastApplied.keys()])) {
      const after = [...(lastApplied.get(block) ?? []), ...(this.edges.get(block) ?? []).map(appliedId)];
      this.milestones.push({ id: appliedId(block), after });
    }
    return { change: { steps: this.steps, milestones: this.milestones }, nodes };
  }

  private addSteps({ resource, calls, stateDependencies }: PlannedNode): OrderedNode {
    const { actions, modules, deposed, plan, key } = resource;
    const { apply, destroy } = calls;
    const block = blockOf(resource);
    const node = {
      block,
      module: `${plan} ${modulePathKey(modules)}`,
      moduleInstance: `${plan} ${JSON.stringify(modules)}`,
      key,
      endsLast: deposed !== undefined || resourceAction(resource).createsFirst,
      stateDependencies,
    };
    const isApplied = actions.includes("create") || actions.includes("update") || apply.length > 0;
    const isDestroyed = actions.includes("delete") || destroy.length > 0;
    const created = this.newIds(apply).filter((other) => other !== block);
    const earlier = [...(this.edges.get(block) ?? []), ...created].map(appliedId);
    return {
      ...node,
      ...(isDestroyed ? { destroy: this.chain(resource, "destroy", destroy, []) } : {}),
      ...(isApplied
        ? { apply: this.chain(resource, "apply", apply, earlier, this.candidateBlocks(block, apply)) }
        : {}),
    };
  }

  private chain(
    resource: PlanResource,
    kind: "apply" | "destroy",
    calls: readonly ProviderCall[],
    after: readonly string[],
    candidates: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
  ): Span {
    const certain = new Set(after);
    const afterCandidates = new Map([...candidates].filter(([id]) => !certain.has(id)));
    const first = stepId(resource, kind, 0);
    if (calls.length === 0) {
      this.milestones.push({ id: first, after: [...certain] });
    }
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
    return { first, last: stepId(resource, kind, Math.max(calls.length - 1, 0)) };
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
          getOrAdd(found, appliedId(other), () => new Set()).add(id);
        }
      }
    }
    return found;
  }
}

function stepId({ key, deposed }: PlanResource, kind: "apply" | "destroy", index: number): string {
  return `${key}${deposed === undefined ? "" : ` (deposed ${deposed})`} ${kind} ${index}`;
}

/** Whether something comes of a resource that backups depend on. */
export function hasCalls({ apply, destroy }: NodeCalls): boolean {
  return apply.length > 0 || destroy.length > 0;
}

function appliedId(block: string): string {
  return `applied ${block}`;
}
