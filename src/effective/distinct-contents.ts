import { ContentSet } from "./content-set";
import type { MergedNode } from "./merged-node";

/** Groups results that render the same; within a group and among groups in the order given. */
export function distinctContents(states: readonly MergedNode[]): readonly (readonly MergedNode[])[] {
  const contents = new ContentSet();
  const groups = new Map<MergedNode, MergedNode[]>();
  for (const state of states) {
    const first = contents.add(state);
    const group = groups.get(first);
    if (group === undefined) {
      groups.set(first, [state]);
    } else {
      group.push(state);
    }
  }
  return [...groups.values()];
}
