import { getOrAdd } from "../text/get-or-add";
import { sameContent } from "./merged-node";
import type { MergedNode } from "./merged-node";

/** Nodes by what they render: of several that render the same, the first stands for all. */
export class ContentSet {
  private readonly byHash = new Map<number, MergedNode[]>();

  /** Adds a node, unless one that renders the same is there; returns the one that is there. */
  add(node: MergedNode): MergedNode {
    const candidates = getOrAdd(this.byHash, node.contentHash, () => []);
    const known = candidates.find((candidate) => sameContent(candidate, node));
    if (known === undefined) {
      candidates.push(node);
    }
    return known ?? node;
  }
}
