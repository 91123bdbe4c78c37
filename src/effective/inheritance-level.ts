import type { FragmentNode } from "./fragment";

/** Whether the order in which a target's policies were attached is known: AWS has no API that returns it. */
export type AttachmentOrder = "known" | "unknown";

/** The policies attached to one target on the way from the root to an account. */
export interface InheritanceLevel {
  readonly targetId: string;
  /** In attachment order, oldest first, as far as `order` is known. */
  readonly policies: readonly FragmentNode[];
  readonly order: AttachmentOrder;
}

/** The levels with only those policies that can affect a plan; all of them if no plan is named. */
export function levelsOfPlan(
  levels: readonly InheritanceLevel[],
  plan: string | undefined,
): readonly InheritanceLevel[] {
  if (plan === undefined) {
    return levels;
  }
  const kept: InheritanceLevel[] = [];
  for (const level of levels) {
    const policies = level.policies.filter((policy) => affects(policy, plan));
    if (policies.length > 0) {
      kept.push(policies.length === level.policies.length ? level : { ...level, policies });
    }
  }
  return kept;
}

/** By policy: every account below a target asks again for the same policy. */
const plansNamed = new WeakMap<FragmentNode, ReadonlySet<string> | "all">();

/** A control on the document or on `plans` affects every plan. */
function affects(policy: FragmentNode, plan: string): boolean {
  let named = plansNamed.get(policy);
  if (named === undefined) {
    const plans = policy.children.get("plans");
    const controls = policy.control !== undefined || plans?.control !== undefined;
    named = controls ? "all" : new Set(plans?.children.names());
    plansNamed.set(policy, named);
  }
  return named === "all" || named.has(plan);
}

/** Equal for levels of the same policies; within one organization. */
export function keyOfLevels(levels: readonly InheritanceLevel[]): string {
  let key = "";
  for (const { targetId, order, policies } of levels) {
    key += `${targetId} ${order} `;
    for (const { policyId } of policies) {
      key += `${policyId} `;
    }
  }
  return key;
}
