import { getOrAdd } from "../text/get-or-add";
import { sameContent } from "./merged-node";
import type { MergedNode } from "./merged-node";

/** Nodes by what they render: of several that render the same, the first stands for all. */
export class ContentSet {
  private readonly byHash = new Map<number, MergedNode[]>();

  has(node: MergedNode): boolean {
    return this.find(node) !== undefined;
  }

  /** Adds a node, unless one that renders the same is there; returns the one that is there. */
  add(node: MergedNode): MergedNode {
    const known = this.find(node);
    if (known === undefined) {
      getOrAdd(this.byHash, node.contentHash, () => []).push(node);
    }
    return known ?? node;
  }

  private find(node: MergedNode): MergedNode | undefined {
    return this.byHash.get(node.contentHash)?.find((candidate) => sameContent(candidate, node));
  }
}
