import { splitPath } from "../text/policy-path";
import { PlanValidator } from "./validate-plan";
import type { OrderDependentSetting } from "./order-dependent-setting";
import type { SettingValue } from "./setting-value";
import { MergedNode } from "./merged-node";
import type { Alternative } from "./merged-node";
import { child, forEachMember } from "./rendered";
import type { ValidationError } from "./validation-error";

/** An error that AWS reports only if some policies were attached before others. */
export interface ScenarioError extends ValidationError {
  /** Each entry is enough for the error; in an entry everything has to hold together. */
  readonly conditions: readonly (readonly AttachedBefore[])[];
}

/** On that target, this policy was attached before those. */
export interface AttachedBefore {
  readonly targetId: string;
  readonly policyId: string;
  readonly before: readonly string[];
}

export interface OrderOutcomes {
  /** Errors that arise whatever the order was. */
  readonly certain: readonly ValidationError[];
  readonly possible: readonly ScenarioError[];
  /** False where there were more outcomes than are looked at. */
  readonly complete: boolean;
}

/** More outcomes of one plan than this are not looked at; the result then says so. */
export const MAX_SCENARIOS = 1024;

/**
 * Checks a policy under every outcome that unknown attachment orders allow. Plans do not interact, so
 * each is looked at by itself; settings assigned by the same policies of a target share their winner;
 * winners that contradict each other are left out. So this is a handful of outcomes and not every
 * permutation.
 */
export function orderOutcomes(
  state: MergedNode,
  settings: readonly OrderDependentSetting[],
  at: Date,
): OrderOutcomes {
  const certain: ValidationError[] = [];
  const possible: ScenarioError[] = [];
  let complete = true;
  const validator = new PlanValidator(at);
  forEachMember(child(state, "plans"), (plan, name) => {
    const here = settings.filter(({ path }) => splitPath(path)[1] === name);
    const contests = contestsOf(here);
    const { scenarios, truncated } = consistentScenarios(contests);
    complete &&= !truncated;
    const errors = errorsByScenario(
      scenarios,
      (scenario) => validator.validate(name, planIn(plan, here, scenario)).errors,
    );
    for (const { error, arises } of errors) {
      if (arises.size === scenarios.length) {
        certain.push(error);
      } else {
        possible.push({ ...error, conditions: conditionsOf(scenarios, arises, contests.length) });
      }
    }
  });
  return { certain, possible, complete };
}

/** The settings of one plan that the same policies of one target assign: one of them was attached first. */
interface Contest {
  readonly settings: ReadonlySet<OrderDependentSetting>;
  readonly winners: readonly Alternative[];
}

/** The winner of every contest, in the order of contests. */
export type Scenario = readonly Alternative[];

export function contestsOf(settings: readonly OrderDependentSetting[]): readonly Contest[] {
  const contests = new Map<
    string,
    { readonly settings: Set<OrderDependentSetting>; readonly winners: readonly Alternative[] }
  >();
  for (const setting of settings) {
    const { alternatives } = setting;
    const key = JSON.stringify([
      alternatives[0]?.targetId,
      alternatives.map(({ policyId }) => policyId).sort(),
    ]);
    const contest = contests.get(key) ?? { settings: new Set(), winners: alternatives };
    contest.settings.add(setting);
    contests.set(key, contest);
  }
  return [...contests.values()];
}

export function consistentScenarios(contests: readonly Contest[]): {
  readonly scenarios: readonly Scenario[];
  readonly truncated: boolean;
} {
  let scenarios: readonly Scenario[] = [[]];
  let truncated = false;
  for (const { winners } of contests) {
    const extended = scenarios
      .flatMap((scenario) => winners.map((winner) => [...scenario, winner]))
      .filter(isConsistent);
    truncated ||= extended.length > MAX_SCENARIOS;
    scenarios = extended.slice(0, MAX_SCENARIOS);
  }
  return { scenarios, truncated };
}

/** Whether an error arises in a scenario of the whole policy. */
export function arisesIn({ conditions }: ScenarioError, scenario: Scenario): boolean {
  return conditions.some((entry) => entry.every((one) => holdsIn(scenario, one)));
}

function holdsIn(scenario: Scenario, { targetId, policyId, before }: AttachedBefore): boolean {
  return scenario.some(
    (first) => first.targetId === targetId && first.policyId === policyId && sameIds(first.before, before),
  );
}

/** False where the conditions go round in a circle: A before B, B before C, C before A. */
export function isConsistent(scenario: Scenario): boolean {
  const later = new Map<string, string[]>();
  for (const { targetId, policyId, before } of scenario) {
    const key = `${targetId}\n${policyId}`;
    later.set(key, [...(later.get(key) ?? []), ...before.map((id) => `${targetId}\n${id}`)]);
  }
  const done = new Set<string>();
  const isCircular = (from: string, trail: ReadonlySet<string>): boolean => {
    if (trail.has(from)) {
      return true;
    }
    if (done.has(from)) {
      return false;
    }
    const onward = new Set([...trail, from]);
    const circular = (later.get(from) ?? []).some((next) => isCircular(next, onward));
    done.add(from);
    return circular;
  };
  return ![...later.keys()].some((start) => isCircular(start, new Set()));
}

/** @param depth how many names of the paths lead to the plan */
function planIn(
  plan: MergedNode,
  settings: readonly OrderDependentSetting[],
  scenario: Scenario,
  depth = 2,
): MergedNode {
  return settings.reduce((changed, { path, alternatives }) => {
    const winner = alternatives.find((alternative) => holdsIn(scenario, alternative));
    return winner === undefined ? changed : withValue(changed, splitPath(path).slice(depth), winner.value);
  }, plan);
}

/** The whole policy under one outcome of the unknown orders. */
export function policyIn(
  state: MergedNode,
  settings: readonly OrderDependentSetting[],
  scenario: Scenario,
): MergedNode {
  return planIn(state, settings, scenario, 0);
}

function sameIds(first: readonly string[], second: readonly string[]): boolean {
  return first.length === second.length && first.every((id) => second.includes(id));
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

interface ScenarioOccurrences {
  readonly error: ValidationError;
  /** Indexes of the scenarios in which the error arises. */
  readonly arises: ReadonlySet<number>;
}

function errorsByScenario(
  scenarios: readonly Scenario[],
  check: (scenario: Scenario) => readonly ValidationError[],
): readonly ScenarioOccurrences[] {
  const found = new Map<string, { readonly error: ValidationError; readonly arises: Set<number> }>();
  scenarios.forEach((scenario, index) => {
    for (const error of check(scenario)) {
      const key = `${error.path}\n${error.message}`;
      const known = found.get(key) ?? { error, arises: new Set() };
      known.arises.add(index);
      found.set(key, known);
    }
  });
  return [...found.values()];
}

/** The scenarios of an error, told by as few contests as tell them from all others. */
function conditionsOf(
  scenarios: readonly Scenario[],
  arises: ReadonlySet<number>,
  contestCount: number,
): readonly (readonly AttachedBefore[])[] {
  let decisive: readonly number[] = [...Array(contestCount).keys()];
  for (const contest of decisive) {
    const fewer = decisive.filter((other) => other !== contest);
    const told = new Set([...arises].map((index) => projection(scenarios[index], fewer)));
    if (!scenarios.some((scenario, index) => !arises.has(index) && told.has(projection(scenario, fewer)))) {
      decisive = fewer;
    }
  }
  return [...new Set([...arises].map((index) => projection(scenarios[index], decisive)))].map(
    (text) => JSON.parse(text) as readonly AttachedBefore[],
  );
}

function projection(scenario: Scenario = [], contests: readonly number[]): string {
  return JSON.stringify(
    contests.flatMap((contest) => {
      const winner = scenario[contest];
      return winner === undefined
        ? []
        : [{ targetId: winner.targetId, policyId: winner.policyId, before: winner.before }];
    }),
  );
}
