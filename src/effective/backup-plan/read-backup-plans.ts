import type { JsonObject } from "../../text/json";
import type { BackupPlan } from "../backup-plan";
import type { MergedNode } from "../merged-node";
import { child, forEachMember } from "../rendered";
import { MERGED, RENDERED } from "./plan-source";
import type { PlanSource } from "./plan-source";
import { readPlan } from "./read-plan";

/** Plans that have been read. */
const known = new WeakMap<object, BackupPlan>();

/**
 * Reads one plan of a merged policy, without rendering it. Thousands of accounts share the node of a plan,
 * so each node is read once.
 *
 * @param name as it stands in paths
 */
export function backupPlanOf(name: string, plan: MergedNode): BackupPlan {
  return remembered(MERGED, name, plan);
}

/** What stands at `plans/NAME` of a merged policy; undefined if it is not a plan. */
export function backupPlanAt(node: MergedNode, name: string): BackupPlan | undefined {
  return node.value === undefined ? backupPlanOf(node.shownAs ?? name, node) : undefined;
}

/** The plans of a policy that is merged to be read once: a memory of them would only be in the way. */
export function backupPlansOnce(state: MergedNode): readonly BackupPlan[] {
  return MERGED.members(child(state, "plans")).map(([name, plan]) =>
    readPlan(MERGED, plan.shownAs ?? name, plan),
  );
}

/** Names of plans as they stand in the merge; undefined for all plans. */
export type PlanNames = ReadonlySet<string> | undefined;

/** The plans of a merged policy, or those that are asked for. */
export function backupPlansIn(state: MergedNode, names?: PlanNames): readonly BackupPlan[] {
  const plans: BackupPlan[] = [];
  const add = (node: MergedNode, name: string): void => {
    const plan = backupPlanAt(node, name);
    if (plan !== undefined) {
      plans.push(plan);
    }
  };
  const all = child(state, "plans");
  if (names === undefined) {
    forEachMember(all, add);
  }
  names?.forEach((name) => {
    const node = child(all, name);
    if (node !== undefined) {
      add(node, name);
    }
  });
  return plans;
}

/** The plans of a policy as `DescribeEffectivePolicy` returns it, published ones for instance. */
export function backupPlansOf(policy: JsonObject): readonly BackupPlan[] {
  return RENDERED.members(RENDERED.child(policy, "plans")).map(([name, plan]) =>
    remembered(RENDERED, name, plan),
  );
}

function remembered<Node extends object>(source: PlanSource<Node>, name: string, node: Node): BackupPlan {
  let plan = known.get(node);
  // Equal plans of two names may share their node.
  if (plan?.name !== name) {
    plan = readPlan(source, name, node);
    known.set(node, plan);
  }
  return plan;
}
