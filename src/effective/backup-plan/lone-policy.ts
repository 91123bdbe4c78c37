import type { BackupPlan } from "../backup-plan";
import { LOWER_CASE_PLAN_NAMES } from "../assumptions";
import type { FragmentNode } from "../fragment";
import { applyLevel } from "../inherit";
import type { InheritanceLevel } from "../inheritance-level";
import { mergeSetting } from "../merge-setting";
import { MergedNode } from "../merged-node";
import type { SettingValue } from "../setting-value";
import type { PlanSource } from "./plan-source";
import { readPlan } from "./read-plan";

/** The plans of an account whose only policy this is. What they are if it is merged, without merging it. */
export function plansOfLonePolicy(policy: FragmentNode): readonly BackupPlan[] {
  return LONE.members(policy.children.get("plans")).map(([name, plan]) =>
    readPlan(LONE, LOWER_CASE_PLAN_NAMES ? name : (plan.spelledName ?? name), plan),
  );
}

/** A plan as its only policy writes it: on nothing inherited, every setting is what its own operators make of it. */
const LONE: PlanSource<FragmentNode> = {
  child: (node, name) => {
    const found = node?.children.get(name);
    return found !== undefined && isContainer(found) ? found : undefined;
  },
  members: (node) => {
    const members: (readonly [string, FragmentNode])[] = [];
    node?.children.forEach((child, name) => {
      if (isContainer(child)) {
        members.push([name, child]);
      }
    });
    return members;
  },
  settingNames: (node) =>
    node?.children.names().filter((name) => LONE.setting(node, name) !== undefined) ?? [],
  setting: (node, name) => {
    const found = node?.children.get(name);
    return found && valueOf(found);
  },
  json: (node) => applyLevel(MergedNode.EMPTY, levelOf([node])).rendered() ?? {},
};

/** Whether it is rendered, and not as a setting. */
function isContainer(node: FragmentNode): boolean {
  return valueOf(node) === undefined && node.children.values().some(isRendered);
}

function isRendered(node: FragmentNode): boolean {
  return valueOf(node) !== undefined || node.children.values().some(isRendered);
}

function valueOf(node: FragmentNode): SettingValue | undefined {
  const { assign, append, remove } = node;
  // Most settings are assigned, and hold what they are assigned.
  return append === undefined && remove === undefined
    ? assign
    : mergeSetting(MergedNode.EMPTY, [node], NO_LEVEL, [], undefined)?.value;
}

const NO_LEVEL = levelOf([]);

function levelOf(policies: readonly FragmentNode[]): InheritanceLevel {
  return { targetId: "", order: "known", policies };
}
