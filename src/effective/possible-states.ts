import { canonicalJson } from "../text/json";
import type { EffectivePolicy } from "./effective-policy";
import type { MergedNode } from "./merged-node";
import { renderPolicy } from "./merged-node";
import { arisesIn, consistentScenarios, contestsOf, isConsistent, policyIn } from "./order-scenarios";
import type { Scenario } from "./order-scenarios";

/** What a merged policy can be by attachment orders that are not known. */
export interface PossibleState {
  readonly state: MergedNode;
  /** Which policies are attached first in that case. */
  readonly scenarios: readonly Scenario[];
}

export interface PossibleStates {
  /** Distinct; one if every order is known, or makes no difference. */
  readonly states: readonly PossibleState[];
  /** False if there are more than are looked at. */
  readonly isComplete: boolean;
}

/** More outcomes than this are not shown one by one. */
const MAX_STATES = 32;

const known = new WeakMap<EffectivePolicy, PossibleStates>();

/** Every policy that AWS may have merged, as far as attachment orders are not known. */
export function possibleStates(policy: EffectivePolicy): PossibleStates {
  let found = known.get(policy);
  if (found === undefined) {
    found = compute(policy);
    known.set(policy, found);
  }
  return found;
}

function compute({ state, orderDependent }: EffectivePolicy): PossibleStates {
  if (orderDependent.length === 0) {
    return { states: [{ state, scenarios: [[]] }], isComplete: true };
  }
  const { scenarios, truncated } = consistentScenarios(contestsOf(orderDependent));
  const distinct = new Map<string, { readonly state: MergedNode; readonly scenarios: Scenario[] }>();
  for (const scenario of scenarios) {
    const possible = policyIn(state, orderDependent, scenario);
    const key = canonicalJson(renderPolicy(possible));
    const same = distinct.get(key) ?? { state: possible, scenarios: [] };
    distinct.set(key, same);
    same.scenarios.push(scenario);
  }
  const states = [...distinct.values()];
  return { states: states.slice(0, MAX_STATES), isComplete: !truncated && states.length <= MAX_STATES };
}

/** Whether two outcomes, before and after a change, can come from the same attachment orders. */
export function canGoTogether(first: PossibleState, second: PossibleState): boolean {
  return first.scenarios.some((one) => second.scenarios.some((other) => isConsistent([...one, ...other])));
}

/** Whether AWS withholds the policy in that case, and publishes it in others. */
export function isWithheldIn({ possibleErrors }: EffectivePolicy, { scenarios }: PossibleState): boolean {
  return possibleErrors.some((error) => scenarios.some((scenario) => arisesIn(error, scenario)));
}
