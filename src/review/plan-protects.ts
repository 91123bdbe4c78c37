import { backupByPolicy } from "../capabilities/regions";
import { possibleTags } from "../capabilities/selection/possible-tags";
import { reachableKinds } from "../capabilities/selection/reachable-kinds";
import type { BackupPlan } from "../effective/backup-plan";
import { backupPlanAt, backupPlansIn } from "../effective/backup-plan/read-backup-plans";
import { anyRuns, planRuns } from "../effective/backup-plan/running-plan";
import type { Runs } from "../effective/backup-plan/running-plan";
import type { EffectivePolicy } from "../effective/effective-policy";
import { MergedNode } from "../effective/merged-node";
import { possibleStates } from "../effective/possible-states";
import { child, forEachMember } from "../effective/rendered";

/** Accounts share plans: each is looked at once, for the time asked for last. */
const known = new WeakMap<BackupPlan, { readonly at: number; readonly answer: Runs }>();

/**
 * Whether a plan backs up anything after an instant: a rule that runs, and a type that a selection reaches and
 * that AWS Backup supports in a Region of the plan. The only answer to that; whatever speaks of protection asks it.
 */
export function planProtects(plan: BackupPlan, at: Date): Runs {
  const found = known.get(plan);
  if (found?.at === at.getTime()) {
    return found.answer;
  }
  const runs = planRuns(plan, at);
  const reach = runs === "no" ? runs : reachOf(plan);
  const answer = reach === "yes" ? runs : reach;
  known.set(plan, { at: at.getTime(), answer });
  return answer;
}

/** Whether any plan does. */
export function plansProtect(plans: readonly BackupPlan[], at: Date): Runs {
  return anyRuns(plans.map((plan) => planProtects(plan, at)));
}

/** The plans of the policies asked about, each with the instant after which it is known to protect, else NaN. */
const met = new WeakMap<MergedNode, number>();

/** The same for a merged policy: reviews ask it of every account, so it reads no further than needed. */
export function stateProtects(state: MergedNode, at: Date): Runs {
  const plans = child(state, "plans");
  const time = at.getTime();
  if (plans?.children.values().some((node) => met.get(node) === time) === true) {
    return "yes";
  }
  let answer: Runs = "no";
  const ask = (node: MergedNode, name: string): void => {
    const plan = answer === "yes" ? undefined : backupPlanAt(node, name);
    const own = plan === undefined ? "no" : planProtects(plan, at);
    answer = own === "no" ? answer : own;
    if (own === "yes" || !met.has(node)) {
      met.set(node, own === "yes" ? time : NaN);
    }
  };
  // Accounts share most of their plans: one that others have too spares reading more.
  forEachMember(plans, (node, name) => {
    if (met.has(node)) {
      ask(node, name);
    }
  });
  forEachMember(plans, ask);
  return answer;
}

/** A policy that is in force, or may be: merged, or the plans of what AWS published. */
export type PossiblePolicy = MergedNode | readonly BackupPlan[];

export function plansOf(policy: PossiblePolicy): readonly BackupPlan[] {
  return policy instanceof MergedNode ? backupPlansIn(policy) : policy;
}

/** The same for policies of which one is in force: not known if they differ. */
export function eachProtects([first, ...others]: readonly PossiblePolicy[], at: Date): Runs {
  const answerOf = (policy: PossiblePolicy): Runs =>
    policy instanceof MergedNode ? stateProtects(policy, at) : plansProtect(policy, at);
  const answer = first === undefined ? "no" : answerOf(first);
  return others.every((other) => answerOf(other) === answer) ? answer : "unknown";
}

/** The same for a computed policy, whatever attachment order counts. */
export function policyProtects(policy: EffectivePolicy, at: Date): Runs {
  const { states, isComplete } = possibleStates(policy);
  return isComplete && policy.possibleErrors.length === 0
    ? eachProtects(
        states.map(({ state }) => state),
        at,
      )
    : "unknown";
}

function reachOf(plan: BackupPlan): Runs {
  let answer: Runs = "no";
  for (const region of plan.regions) {
    const own = reachIn(plan, region);
    if (own === "yes") {
      return own;
    }
    answer = own === "no" ? answer : own;
  }
  return answer;
}

/** Whether AWS Backup backs up in a Region something that a plan selects. */
export function reachIn({ selections }: Pick<BackupPlan, "selections">, region: string): Runs {
  let answer: Runs = "no";
  for (const selection of selections) {
    const tags = possibleTags(selection);
    for (const { kind } of reachableKinds(selection)) {
      const offered = backupByPolicy(kind, region).answer;
      if (offered === "yes" && tags === "yes") {
        return "yes";
      }
      answer = offered === "no" ? answer : "unknown";
    }
  }
  return answer;
}
