import { fragmentAt } from "../effective/effective-policy";
import type { FragmentNode } from "../effective/fragment";
import type { InheritanceLevel } from "../effective/inheritance-level";
import { traceProvenance } from "../effective/provenance";
import type { Provenance, ProvenanceEvent } from "../effective/provenance";
import { NamedChildren } from "../effective/named-children";
import { getOrAdd } from "../text/get-or-add";
import { joinPath } from "../text/policy-path";

/** Names below a node that are of interest; what stands at the node itself always is. */
interface Interest {
  readonly below: Map<string, Interest>;
  /** Whether everything below is of interest. */
  isWhole: boolean;
}

/**
 * Traces only some paths: the policies are cut down to what lies on the way there, so that the same merge
 * runs over a fraction of them.
 *
 * @param paths each as its names from the root of the document
 * @param whole whether everything below the paths counts, or only what stands there
 */
export function traceAt(
  levels: readonly InheritanceLevel[],
  paths: Iterable<readonly string[]>,
  whole = false,
): Provenance {
  const interest: Interest = { below: new Map(), isWhole: false };
  for (const path of paths) {
    let node = interest;
    for (const name of path) {
      let next = node.below.get(name);
      if (next === undefined) {
        next = { below: new Map(), isWhole: false };
        node.below.set(name, next);
      }
      node = next;
    }
    node.isWhole ||= whole;
  }
  return traceProvenance(
    levels.map(({ targetId, order, policies }) => ({
      targetId,
      order,
      policies: policies.map((policy) => cutDown(policy, interest)),
    })),
  );
}

function cutDown(fragment: FragmentNode, { below, isWhole }: Interest): FragmentNode {
  if (isWhole) {
    return fragment;
  }
  const children = NamedChildren.none<FragmentNode>();
  fragment.children.forEach((child, name) => {
    const interest = below.get(name);
    if (interest !== undefined) {
      children.put(name, cutDown(child, interest));
    }
  });
  return fragment.withChildren(children);
}

export type BlockedEvent = Extract<ProvenanceEvent, { reason: "blocked-operator" | "blocked-key" }>;

/** Every attempt that a control of a higher level stops; no merge is run where no policy declares a control. */
export function blockedEvents(levels: readonly InheritanceLevel[]): readonly BlockedEvent[] {
  // Controls bind the levels below their own, so that those of the last level stop nothing.
  const controlled = levels
    .slice(0, -1)
    .flatMap(({ policies }, depth) =>
      policies.flatMap((policy) =>
        controlledPaths(policy).filter((path) => isTouchedBelow(path, levels.slice(depth + 1))),
      ),
    );
  if (controlled.length === 0) {
    return [];
  }
  const paths = new Map<string, readonly string[]>();
  for (const path of controlled) {
    paths.set(joinPath(path), path);
    for (const { policies } of levels) {
      for (const policy of policies) {
        for (const name of fragmentAt(policy, path)?.children.names() ?? []) {
          const child = [...path, name];
          paths.set(joinPath(child), child);
        }
      }
    }
  }
  return [...traceAt(levels, paths.values()).events.values()]
    .flat()
    .filter((event) => event.reason === "blocked-operator" || event.reason === "blocked-key");
}

function isTouchedBelow(path: readonly string[], levels: readonly InheritanceLevel[]): boolean {
  return levels.some(({ policies }) => policies.some((policy) => fragmentAt(policy, path) !== undefined));
}

const knownControls = new WeakMap<FragmentNode, readonly (readonly string[])[]>();

/** Where a policy declares controls; looked for once. */
export function controlledPaths(policy: FragmentNode): readonly (readonly string[])[] {
  return getOrAdd(knownControls, policy, () => {
    const paths: (readonly string[])[] = [];
    // One list for the whole walk: a list for each of a million nodes is felt.
    const path: string[] = [];
    const visit = (node: FragmentNode): void => {
      if (node.control !== undefined) {
        paths.push([...path]);
      }
      node.parts.forEach((part, name) => {
        if (typeof part !== "string" && !part.assignsAll) {
          path.push(name);
          visit(part);
          path.pop();
        }
      });
    };
    visit(policy);
    return paths;
  });
}
