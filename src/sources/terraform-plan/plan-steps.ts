import type { Change, Milestone, Step } from "../../change/change";
import { openArguments } from "../../change/fold";
import { getOrAdd } from "../../text/get-or-add";
import type { NodeCalls, ProviderCall } from "./calls/node-calls";
import { DestroyOrder } from "./destroy-order";
import type { OrderedNode } from "./destroy-order";
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
 * Orders calls as Terraform's graph does. What is created or changed waits for every instance of what its code
 * refers to, and for the end of what ends before it: see {@link DestroyOrder}. A resource that changes without a
 * call that backups depend on is waited for all the same.
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
  private readonly ordered: readonly (readonly [OrderedNode, NodeCalls])[];

  constructor(
    nodes: readonly PlannedNode[],
    private readonly edges: ReadonlyMap<string, readonly string[]>,
    private readonly blockOfId: ReadonlyMap<string, string>,
  ) {
    this.ordered = nodes.map(({ resource, calls, stateDependencies }) => {
      const { actions } = resource;
      const isApplied = actions.includes("create") || actions.includes("update") || calls.apply.length > 0;
      const isDestroyed = actions.includes("delete") || calls.destroy.length > 0;
      const applied = isApplied ? lastId(resource, "apply", calls.apply) : undefined;
      const destroyed = isDestroyed ? lastId(resource, "destroy", calls.destroy) : undefined;
      if (applied !== undefined) {
        getOrAdd(this.lastApplied, blockOf(resource), () => []).push(applied);
      }
      return [{ resource, stateDependencies, applied, destroyed }, calls];
    });
  }

  build(): Change {
    const blocks = new Set([...this.edges.keys(), ...this.lastApplied.keys()]);
    for (const block of blocks) {
      const after = [...(this.lastApplied.get(block) ?? []), ...(this.edges.get(block) ?? []).map(appliedId)];
      this.milestones.push({ id: appliedId(block), after });
    }
    const order = new DestroyOrder(this.ordered.map(([node]) => node));
    this.milestones.push(...order.milestones);
    for (const [node, { destroy, apply }] of this.ordered) {
      const { resource, applied, destroyed } = node;
      if (destroyed !== undefined) {
        this.chain(resource, "destroy", destroy, order.beforeDestroy(node));
      }
      if (applied !== undefined) {
        const block = blockOf(resource);
        const created = this.newIds(apply).filter((other) => other !== block);
        const earlier = [...(this.edges.get(block) ?? []), ...created].map(appliedId);
        const after = [...earlier, ...order.beforeApply(node)];
        this.chain(resource, "apply", apply, after, this.candidateBlocks(block, apply));
      }
    }
    return { steps: this.steps, milestones: this.milestones };
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
    if (calls.length === 0) {
      this.milestones.push({ id: lastId(resource, kind, calls), after: [...certain] });
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

/** The last step of an instance, or the milestone that stands for it where it makes no call. */
function lastId(resource: PlanResource, kind: "apply" | "destroy", calls: readonly ProviderCall[]): string {
  return stepId(resource, kind, Math.max(calls.length - 1, 0));
}

function appliedId(block: string): string {
  return `applied ${block}`;
}
