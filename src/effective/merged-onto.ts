import { getOrAdd } from "../text/get-or-add";
import type { FragmentNode } from "./fragment";
import type { MergedNode } from "./merged-node";

/** What each inherited plan becomes by the policies of one target: most targets inherit the same few. */
export type MergedOnto = WeakMap<MergedNode, MergedNode>;

class MergedBy {
  readonly results: MergedOnto = new WeakMap();
  private further: WeakMap<FragmentNode, MergedBy> | undefined = undefined;

  /** The same with one more policy after them. */
  with(fragment: FragmentNode): MergedBy {
    return getOrAdd((this.further ??= new WeakMap()), fragment, () => new MergedBy());
  }
}

const byNone = new MergedBy();

/** @param named what the policies of a target hold at a plan, in the order in which they are attached */
export function mergedOnto(named: readonly FragmentNode[]): MergedOnto {
  let found = byNone;
  for (const fragment of named) {
    found = found.with(fragment);
  }
  return found.results;
}
