import { sameContent } from "./merged-node";
import type { MergedNode } from "./merged-node";

/** Groups results that render the same; within a group and among groups in the order given. */
export function distinctContents(states: readonly MergedNode[]): readonly (readonly MergedNode[])[] {
  const groups: MergedNode[][] = [];
  const byHash = new Map<number, MergedNode[][]>();
  for (const state of states) {
    const candidates = byHash.get(state.contentHash) ?? [];
    const group = candidates.find(([first]) => first !== undefined && sameContent(first, state));
    if (group === undefined) {
      const created = [state];
      groups.push(created);
      byHash.set(state.contentHash, [...candidates, created]);
    } else {
      group.push(state);
    }
  }
  return groups;
}
