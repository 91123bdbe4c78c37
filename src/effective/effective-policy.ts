import { findingOf } from "../text/finding";
import type { Finding } from "../text/finding";
import type { JsonObject } from "../text/json";
import { once } from "../text/once";
import { joinPath, splitPath } from "../text/policy-path";
import { advisePlan } from "./advise-plan";
import { noteOf } from "./assumptions";
import type { Note } from "./assumptions";
import type { PlanFindings } from "./plan-findings";
import { PlanValidator } from "./validate-plan";
import type { FragmentNode } from "./fragment";
import type { InheritanceLevel } from "./inheritance-level";
import { ERROR_RULES } from "./merged-rules";
import { renderPolicy } from "./merged-node";
import type { MergedNode } from "./merged-node";
import type { OrderDependentSetting } from "./order-dependent-setting";
import { orderOutcomes } from "./order-scenarios";
import type { ScenarioError } from "./order-scenarios";
import { child, forEachMember } from "./rendered";
import type { ValidationError } from "./validation-error";

/**
 * What becomes of a merged policy. `withheld`: AWS reports errors and keeps the account on its last
 * valid policy. `empty`: nothing is left, AWS publishes `{}`. `may-change`: apply
 * decides which of several known policies are attached. `not-knowable`: apply decides what a policy says, or
 * what is attached, at will.
 */
export type EffectiveStatus = "published" | "withheld" | "empty" | "may-change" | "not-knowable";

/** Whether the merge result is what AWS will compute, published or not. */
export function isKnowable(status: EffectiveStatus | undefined): boolean {
  return status !== "may-change" && status !== "not-knowable";
}

/**
 * An error for which AWS withholds a merged policy. Its policies are the attached ones that hold something
 * at or below the path; AWS gives them in no certain order.
 */
export interface EffectivePolicyError extends Finding, ValidationError {}

/** The outcome of inheritance for one account; accounts with the same outcome share one object. */
export interface EffectivePolicy {
  /** Where the attachment order decides, the status without the errors that only some orders bring about. */
  readonly status: EffectiveStatus;
  /** The merge result, also where it is withheld; rendered when first asked for. Do not change it: results share their parts. */
  readonly policy: JsonObject;
  readonly errors: readonly EffectivePolicyError[];
  /** Errors that arise in some attachment orders only; empty where every order is known. */
  readonly possibleErrors: readonly ScenarioError[];
  /** The assumptions that the result depends on. */
  readonly notes: readonly Note[];
  /** What AWS publishes all the same, and AWS Backup will not do as written. */
  readonly advice: readonly Finding[];
  readonly orderDependent: readonly OrderDependentSetting[];
  readonly state: MergedNode;
}

/** Validates merged policies as AWS does after merging; keeps what it found for every plan, since most accounts share theirs. */
export class EffectivePolicyValidator {
  private readonly checks = new Map<MergedNode, CheckedPlan>();
  private readonly uncertainSettings = new Map<MergedNode, UncertainSettings & Named>();

  private readonly plans: PlanValidator;

  /** @param at the time of AWS's validation */
  constructor(private readonly at: Date) {
    this.plans = new PlanValidator(at);
  }

  /**
   * @param levels the account's levels, to name the policies that contribute to an error
   * @param open the status if apply decides something about the account
   */
  validate(
    state: MergedNode,
    levels: readonly InheritanceLevel[],
    open?: "may-change" | "not-knowable",
  ): EffectivePolicy {
    const checked: CheckedPlan[] = [];
    forEachMember(child(state, "plans"), (plan, name) => checked.push(this.check(name, plan)));
    const { notes, orderDependent } = this.uncertain(state);
    const outcomes = orderDependent.length === 0 ? undefined : orderOutcomes(state, orderDependent, this.at);
    const found = outcomes?.certain ?? checked.flatMap((check) => check.errors);
    const errors = found.map(({ code, message, path }) => ({
      ...findingOf(ERROR_RULES[code], { message, path, policies: contributors(levels, splitPath(path)) }),
      code,
    }));
    const advice = once(() => checked.flatMap((check) => check.advice()));
    const unlooked = outcomes?.complete === false ? [noteOf("not-every-order-was-checked", "")] : [];
    const policy: EffectivePolicy = {
      status: open ?? statusOf(state, errors),
      get policy() {
        return renderPolicy(state);
      },
      errors,
      possibleErrors: outcomes?.possible ?? [],
      notes: [...notes, ...unlooked, ...checked.flatMap((check) => check.notes)],
      get advice() {
        return advice();
      },
      orderDependent,
      state,
    };
    checkedPlans.set(policy, checked);
    return policy;
  }

  private check(name: string, plan: MergedNode): CheckedPlan {
    let check = this.checks.get(plan);
    // Equal plans of two names may share their node.
    if (check?.name !== name) {
      const { errors, notes, advice } = this.plans.validate(name, plan);
      // Few commands tell advice.
      check = { name, errors, notes, advice: once(() => [...advice, ...advisePlan(name, plan)]) };
      this.checks.set(plan, check);
    }
    return check;
  }

  /** Notes and order-dependent settings below a node; kept for plans, which accounts share. */
  private uncertain(state: MergedNode): UncertainSettings {
    const found: Mutable<UncertainSettings> = { notes: [], orderDependent: [] };
    const visit = (node: MergedNode, path: readonly string[]): void => {
      if (path.length === 2) {
        const name = path[1] ?? "";
        let known = this.uncertainSettings.get(node);
        if (known?.name !== name) {
          known = { name, ...collect(node, path) };
          this.uncertainSettings.set(node, known);
        }
        found.notes.push(...known.notes);
        found.orderDependent.push(...known.orderDependent);
        return;
      }
      collectOwn(node, path, found);
      node.children.forEach((child, name) => {
        if (child.isUncertain) {
          visit(child, [...path, name]);
        }
      });
    };
    visit(state, []);
    return found;
  }
}

/** What is kept for a plan by its node speaks of it by its name. */
interface Named {
  readonly name: string;
}

interface CheckedPlan extends Named, Readonly<Pick<PlanFindings, "errors" | "notes">> {
  readonly advice: () => readonly Finding[];
}

/** The checks of the plans of a policy, in their order. */
const checkedPlans = new WeakMap<EffectivePolicy, readonly CheckedPlan[]>();

/**
 * The advice on some plans of a policy.
 *
 * @param names as they stand in the merge; undefined for all plans
 */
export function adviceOn(
  policy: EffectivePolicy,
  names: ReadonlySet<string> | undefined,
): readonly Finding[] {
  const checked = names === undefined ? undefined : checkedPlans.get(policy);
  return checked === undefined
    ? policy.advice
    : checked.flatMap((check) => (names?.has(check.name) === true ? check.advice() : []));
}

interface UncertainSettings {
  readonly notes: readonly Note[];
  readonly orderDependent: readonly OrderDependentSetting[];
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };

function collect(node: MergedNode, path: readonly string[]): UncertainSettings {
  const found: Mutable<UncertainSettings> = { notes: [], orderDependent: [] };
  const visit = (at: MergedNode, segments: string[]): void => {
    collectOwn(at, segments, found);
    at.children.forEach((child, name) => {
      if (child.isUncertain) {
        segments.push(name);
        visit(child, segments);
        segments.pop();
      }
    });
  };
  visit(node, [...path]);
  return found;
}

function collectOwn(node: MergedNode, path: readonly string[], found: Mutable<UncertainSettings>): void {
  for (const id of node.assumptions ?? []) {
    found.notes.push(noteOf(id, joinPath(path)));
  }
  if (node.alternatives !== undefined) {
    found.orderDependent.push({ path: joinPath(path), alternatives: node.alternatives });
  }
  if (typeof node.value === "object" && node.value.length === 0 && path.at(-1) !== "regions") {
    found.notes.push(noteOf("empty-list-is-rendered", joinPath(path)));
  }
  if (node.memberOrderUnknown) {
    found.notes.push(noteOf("member-order-unknown", joinPath(path)));
  }
}

function statusOf(state: MergedNode, errors: readonly EffectivePolicyError[]): EffectiveStatus {
  if (errors.length > 0) {
    return "withheld";
  }
  return state.hasContent ? "published" : "empty";
}

/** The attached policies that hold something at or below a path, in the order of levels. */
export function contributors(
  levels: readonly InheritanceLevel[],
  path: readonly string[],
): readonly string[] {
  const ids = new Set<string>();
  for (const level of levels) {
    for (const policy of level.policies) {
      if (fragmentAt(policy, path)?.hasContent === true) {
        ids.add(policy.policyId);
      }
    }
  }
  return [...ids];
}

export function fragmentAt(root: FragmentNode, path: readonly string[]): FragmentNode | undefined {
  return path.reduce<FragmentNode | undefined>((node, name) => node?.children.get(name), root);
}
