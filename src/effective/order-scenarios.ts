import { splitPath } from "../text/policy-path";
import { checkPlan } from "./check";
import type { PlanError } from "./check";
import type { OrderDependentSetting } from "./effective-policy";
import type { SettingValue } from "./fragment";
import { MergedNode } from "./merged-node";
import type { Alternative } from "./merged-node";
import { child, forEachMember } from "./rendered";

/** An error that AWS reports only if some policies were attached before others. */
export interface ScenarioError extends PlanError {
  /** Attachment orders, each enough for the error: this policy before those, on that target. */
  readonly conditions: readonly AttachedBefore[];
}

export interface AttachedBefore {
  readonly targetId: string;
  readonly policyId: string;
  readonly before: readonly string[];
}

/** Beyond this many distinct outcomes of unknown orders the planner checks the first ones only. */
const MAX_SCENARIOS = 256;

/**
 * Checks a policy under every outcome that the unknown attachment orders allow. Settings assigned by
 * the same policies of a target share their winner, and winners that contradict each other are left
 * out, so that this is a handful of outcomes and not every permutation.
 *
 * @returns the errors that arise in some of the outcomes but not in all
 */
export function scenarioErrors(
  state: MergedNode,
  settings: readonly OrderDependentSetting[],
  at: Date,
): readonly ScenarioError[] {
  const scenarios = consistentScenarios(settings);
  const found = new Map<
    string,
    { readonly error: PlanError; readonly conditions: AttachedBefore[]; count: number }
  >();
  for (const scenario of scenarios) {
    const outcome = settings.reduce((changed, setting, index) => {
      const value = scenario.values.get(index)?.value;
      return value === undefined ? changed : withValue(changed, splitPath(setting.path), value);
    }, state);
    forEachMember(child(outcome, "plans"), (plan, name) => {
      for (const error of checkPlan(name, plan, at).errors) {
        const key = `${error.path}\n${error.message}`;
        const known = found.get(key) ?? { error, conditions: [], count: 0 };
        known.count += 1;
        known.conditions.push(...scenario.conditions);
        found.set(key, known);
      }
    });
  }
  return [...found.values()]
    .filter(({ count }) => count < scenarios.length)
    .map(({ error, conditions }) => ({ ...error, conditions: distinct(conditions) }));
}

interface Scenario {
  /** By index of the setting. */
  readonly values: ReadonlyMap<number, Alternative>;
  readonly conditions: readonly AttachedBefore[];
}

function consistentScenarios(settings: readonly OrderDependentSetting[]): readonly Scenario[] {
  const contests = new Map<string, number[]>();
  settings.forEach((setting, index) => {
    const key = contestKey(setting.alternatives);
    contests.set(key, [...(contests.get(key) ?? []), index]);
  });
  let scenarios: readonly Scenario[] = [{ values: new Map(), conditions: [] }];
  for (const indexes of contests.values()) {
    const winners = settings[indexes[0] ?? 0]?.alternatives ?? [];
    scenarios = scenarios
      .flatMap((scenario) =>
        winners.map((winner) => ({
          values: new Map([
            ...scenario.values,
            ...indexes.map((index) => [index, alternativeOf(settings[index], winner)] as const),
          ]),
          conditions: [
            ...scenario.conditions,
            { targetId: winner.targetId, policyId: winner.policyId, before: winner.before },
          ],
        })),
      )
      .filter(({ conditions }) => isConsistent(conditions))
      .slice(0, MAX_SCENARIOS);
  }
  return scenarios;
}

function contestKey(alternatives: readonly Alternative[]): string {
  return [alternatives[0]?.targetId, ...alternatives.map(({ policyId }) => policyId).sort()].join("\n");
}

function alternativeOf(setting: OrderDependentSetting | undefined, winner: Alternative): Alternative {
  return setting?.alternatives.find(({ policyId }) => policyId === winner.policyId) ?? winner;
}

/** False where the conditions go round in a circle: A before B, B before C, C before A. */
function isConsistent(conditions: readonly AttachedBefore[]): boolean {
  const later = new Map<string, readonly string[]>();
  for (const { targetId, policyId, before } of conditions) {
    const key = `${targetId}\n${policyId}`;
    later.set(key, [...(later.get(key) ?? []), ...before.map((id) => `${targetId}\n${id}`)]);
  }
  const done = new Set<string>();
  const reaches = (from: string, trail: ReadonlySet<string>): boolean => {
    if (trail.has(from)) {
      return true;
    }
    if (done.has(from)) {
      return false;
    }
    const onward = new Set([...trail, from]);
    const circular = (later.get(from) ?? []).some((next) => reaches(next, onward));
    done.add(from);
    return circular;
  };
  return ![...later.keys()].some((start) => reaches(start, new Set()));
}

function withValue(node: MergedNode, [name, ...rest]: readonly string[], value: SettingValue): MergedNode {
  const { alternatives, children, allowed, assumptions, memberOrderUnknown } = node;
  if (name === undefined) {
    return new MergedNode(value, undefined, children, allowed, assumptions, memberOrderUnknown);
  }
  const changed = withValue(children.get(name) ?? MergedNode.EMPTY, rest, value);
  return new MergedNode(
    node.value,
    alternatives,
    children.with(name, changed),
    allowed,
    assumptions,
    memberOrderUnknown,
  );
}

function distinct(conditions: readonly AttachedBefore[]): readonly AttachedBefore[] {
  const byKey = new Map(conditions.map((condition) => [JSON.stringify(condition), condition]));
  return [...byKey.values()];
}
