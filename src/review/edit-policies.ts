import type { FragmentNode } from "../effective/fragment";
import type { Level } from "../effective/inherit";
import type { Provenance } from "../effective/provenance";
import type { Edit, SettingDifference } from "./edit";
import { responsiblePolicies } from "./responsible-policies";
import { traceAt } from "./traced";

/**
 * Names the policies behind the differences of one plan. Most accounts share a plan's differences and the
 * policies that touch the plan: what is found for one of them holds for all.
 */
export class EditPolicies {
  private readonly known = new Map<readonly SettingDifference[], Map<string, readonly Edit[]>>();

  of(
    found: readonly SettingDifference[],
    before: readonly Level[],
    after: readonly Level[],
  ): readonly Edit[] {
    const [, plan] = found[0]?.segments ?? [];
    const [first, second] = [levelsOfPlan(before, plan), levelsOfPlan(after, plan)];
    const key = `${keyOf(first)}|${keyOf(second)}`;
    const byKey = this.known.get(found) ?? new Map<string, readonly Edit[]>();
    this.known.set(found, byKey);
    let edits = byKey.get(key);
    if (edits === undefined) {
      edits = withPolicies(found, first, second);
      byKey.set(key, edits);
    }
    return edits;
  }
}

function withPolicies(
  found: readonly SettingDifference[],
  before: readonly Level[],
  after: readonly Level[],
): readonly Edit[] {
  const trace = (
    levels: readonly Level[],
    differences: readonly SettingDifference[],
  ): Provenance | undefined =>
    differences.length === 0
      ? undefined
      : traceAt(
          levels,
          differences.map(({ segments }) => segments),
        );
  const gone = trace(
    before,
    found.filter((difference) => difference.after === undefined),
  );
  const set = trace(
    after,
    found.filter((difference) => difference.after !== undefined),
  );
  return found.map(({ path, before: from, after: to }) => {
    const events = (to === undefined ? gone : set)?.events.get(path) ?? [];
    return {
      path,
      ...(from === undefined ? {} : { before: from }),
      ...(to === undefined ? {} : { after: to }),
      policies: responsiblePolicies(events),
    };
  });
}

/** The levels with those policies that can have a say in a plan. */
function levelsOfPlan(levels: readonly Level[], plan: string | undefined): readonly Level[] {
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

function keyOf(levels: readonly Level[]): string {
  let key = "";
  for (const { targetId, order, policies } of levels) {
    key += `${targetId} ${order} `;
    for (const { policyId } of policies) {
      key += `${policyId} `;
    }
  }
  return key;
}
