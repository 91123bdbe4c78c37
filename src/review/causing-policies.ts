import type { FragmentNode } from "../effective/fragment";
import type { InheritanceLevel } from "../effective/inheritance-level";

/**
 * The policies whose own part in a setting differs between two sides: those attached on one of them only,
 * and those that write something else on the way to the setting. A lock that is deleted is one, though the
 * value that shows afterwards comes from a policy that stays as it is.
 */
export class CausingPolicies {
  private readonly before: ReadonlyMap<string, FragmentNode>;
  private readonly after: ReadonlyMap<string, FragmentNode>;

  constructor(before: readonly InheritanceLevel[], after: readonly InheritanceLevel[]) {
    const [first, second] = [byAttachment(before), byAttachment(after)];
    this.before = without(first, second);
    this.after = without(second, first);
  }

  at(path: readonly string[]): readonly string[] {
    const ids = new Set<string>();
    for (const key of new Set([...this.before.keys(), ...this.after.keys()])) {
      const [first, second] = [this.before.get(key), this.after.get(key)];
      if (partIn(first, path) !== partIn(second, path)) {
        ids.add((first ?? second)?.policyId ?? "");
      }
    }
    return [...ids];
  }
}

function byAttachment(levels: readonly InheritanceLevel[]): ReadonlyMap<string, FragmentNode> {
  return new Map(
    levels.flatMap(({ targetId, policies }) =>
      policies.map((policy) => [`${targetId} ${policy.policyId}`, policy] as const),
    ),
  );
}

/** A policy that stays as it is has one fragment on both sides. */
function without(
  all: ReadonlyMap<string, FragmentNode>,
  others: ReadonlyMap<string, FragmentNode>,
): ReadonlyMap<string, FragmentNode> {
  return new Map([...all].filter(([key, policy]) => others.get(key)?.content !== policy.content));
}

/** What a policy writes on the way to a setting: controls above it, and its value; empty if nothing. */
function partIn(policy: FragmentNode | undefined, path: readonly string[]): string {
  let node: FragmentNode | undefined = policy;
  const parts: unknown[] = [];
  for (let depth = 0; node !== undefined; depth += 1) {
    const { assign, append, remove, control } = node;
    if (node.hasValueOperator || control !== undefined) {
      parts.push([depth, assign, append, remove, control]);
    }
    node = depth < path.length ? node.children.get(path[depth] ?? "") : undefined;
  }
  return parts.length === 0 ? "" : JSON.stringify(parts);
}
