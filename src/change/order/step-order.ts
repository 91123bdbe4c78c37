import type { Change, Milestone, Step } from "../change";
import { getOrAdd } from "../../text/get-or-add";
import { StepQueue } from "./step-queue";
import { reachable } from "../../text/reachable";

type Node = Step | Milestone;

/**
 * The partial order of a change: one order that respects it, and what it decides. Milestones keep the number
 * of edges near the number of steps.
 */
export class StepOrder {
  /** Steps and milestones, each after everything that it waits for. */
  readonly sorted: readonly Node[];
  private readonly nodes: ReadonlyMap<string, Node>;
  private readonly positions = new Map<string, number>();
  private readonly links: ReadonlyMap<string, ChainLink>;
  private edges: Map<string, string[]> | undefined;
  private readonly named = new Map<string, ReadonlySet<string>>();

  /** @param compare decides between steps whose order is open */
  constructor({ steps, milestones }: Change, compare: (first: Step, second: Step) => number) {
    const nodes: Node[] = [...milestones, ...steps];
    this.nodes = new Map(nodes.map((node) => [node.id, node]));
    this.sorted = sorted(nodes, compare);
    this.sorted.forEach(({ id }, position) => this.positions.set(id, position));
    this.links = chainLinks(this.sorted);
  }

  node(id: string): Node | undefined {
    return this.nodes.get(id);
  }

  position(id: string): number {
    return this.positions.get(id) ?? -1;
  }

  /** Everything that is certainly over before a step begins, and everything that begins after it is over. */
  around(id: string): StepsAround {
    const following = this.following();
    return {
      before: reachable(this.nodes.get(id)?.after ?? [], (of) => this.nodes.get(of)?.after),
      after: reachable(following.get(id) ?? [], (of) => following.get(of)),
    };
  }

  /** Whether the first is certainly over before the second begins. */
  isBefore(first: string, second: string): boolean {
    const earliest = this.position(first);
    if (earliest >= this.position(second)) {
      return false;
    }
    const link = this.links.get(first);
    const isBehind = (id: string): boolean => {
      const other = this.links.get(id);
      return other !== undefined && other.chain === link?.chain && other.place >= link.place;
    };
    // What-ifs and ordered attachments wait for one another in chains: walking them for each pair takes too long.
    if (isBehind(second)) {
      return true;
    }
    const seen = new Set<string>();
    // Breadth first: what waits for a step mostly names it, or names what waits for it, whatever else comes before.
    const open = [second];
    for (const id of open) {
      const after = this.namedBy(id);
      if (after.has(first)) {
        return true;
      }
      for (const other of after) {
        if (isBehind(other)) {
          return true;
        }
        // What stands earlier in the sorted order than the first cannot come after it.
        if (!seen.has(other) && this.position(other) > earliest) {
          seen.add(other);
          open.push(other);
        }
      }
    }
    return false;
  }

  private following(): ReadonlyMap<string, readonly string[]> {
    if (this.edges === undefined) {
      this.edges = new Map();
      for (const { id, after } of this.nodes.values()) {
        for (const earlier of after) {
          const known = this.edges.get(earlier);
          if (known === undefined) {
            this.edges.set(earlier, [id]);
          } else {
            known.push(id);
          }
        }
      }
    }
    return this.edges;
  }

  private namedBy(id: string): ReadonlySet<string> {
    return getOrAdd(this.named, id, () => new Set(this.nodes.get(id)?.after));
  }
}

/** The place of a step in one of the chains of steps of which each waits for the one before it. */
interface ChainLink {
  readonly chain: number;
  readonly place: number;
}

/** Each step continues the chain of one that it waits for, or begins a chain. */
function chainLinks(sortedNodes: readonly Node[]): ReadonlyMap<string, ChainLink> {
  const links = new Map<string, ChainLink>();
  const ends: string[] = [];
  for (const { id, after } of sortedNodes) {
    const chain = after
      .map((earlier) => links.get(earlier)?.chain)
      .find((of, index) => of !== undefined && ends[of] === after[index]);
    const last = chain === undefined ? undefined : links.get(ends[chain] ?? "");
    links.set(id, { chain: chain ?? ends.length, place: (last?.place ?? -1) + 1 });
    ends[chain ?? ends.length] = id;
  }
  return links;
}

/** Ids of steps and milestones. */
export interface StepsAround {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

export function isStep(node: Node): node is Step {
  return "call" in node;
}

/** Kahn's algorithm. A circle, which a code that Terraform accepts cannot have, is cut at its first node. */
function sorted(nodes: readonly Node[], compare: (first: Step, second: Step) => number): readonly Node[] {
  const indexes = new Map(nodes.map(({ id }, index) => [id, index]));
  const following: number[][] = nodes.map(() => []);
  const waiting = nodes.map(({ after }, index) => {
    const earlier = new Set(after.flatMap((id) => indexes.get(id) ?? []));
    earlier.delete(index);
    earlier.forEach((each) => following[each]?.push(index));
    return earlier.size;
  });
  const rank = (first: number, second: number): number => {
    const [one, other] = [nodes[first], nodes[second]];
    if (one === undefined || other === undefined) {
      return 0;
    }
    return isStep(one) && isStep(other)
      ? compare(one, other) || first - second
      : Number(isStep(one)) - Number(isStep(other)) || first - second;
  };
  const queue = new StepQueue(rank);
  const result: Node[] = [];
  const isDone = nodes.map(() => false);
  waiting.forEach((count, index) => {
    if (count === 0) {
      queue.push(index);
    }
  });
  let stuck = 0;
  while (result.length < nodes.length) {
    let next = queue.pop();
    if (next === undefined) {
      while (isDone[stuck] === true) {
        stuck += 1;
      }
      next = stuck;
    }
    const node = nodes[next];
    if (node === undefined || isDone[next] === true) {
      continue;
    }
    isDone[next] = true;
    result.push(node);
    for (const index of following[next] ?? []) {
      const left = (waiting[index] ?? 0) - 1;
      waiting[index] = left;
      if (left === 0) {
        queue.push(index);
      }
    }
  }
  return result;
}
