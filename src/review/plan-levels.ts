import type { FragmentNode } from "../effective/fragment";
import type { Level } from "../effective/inherit";

/** The levels with those policies that can have a say in a plan. */
export function levelsOfPlan(levels: readonly Level[], plan: string | undefined): readonly Level[] {
  if (plan === undefined) {
    return levels;
  }
  const kept: Level[] = [];
  for (const level of levels) {
    const policies = level.policies.filter((policy) => hasSay(policy, plan));
    if (policies.length > 0) {
      kept.push(policies.length === level.policies.length ? level : { ...level, policies });
    }
  }
  return kept;
}

const plansNamed = new WeakMap<FragmentNode, ReadonlySet<string> | "all">();

/** A control on the document or on `plans` concerns every plan. */
function hasSay(policy: FragmentNode, plan: string): boolean {
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
export function keyOfLevels(levels: readonly Level[]): string {
  let key = "";
  for (const { targetId, order, policies } of levels) {
    key += `${targetId} ${order} `;
    for (const { policyId } of policies) {
      key += `${policyId} `;
    }
  }
  return key;
}
