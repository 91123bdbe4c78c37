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
import { getOrAdd } from "../text/get-or-add";
import { recordedOptIn } from "./recorded-opt-in";
import type { RecordedOptIn } from "./recorded-opt-in";

/** What is known under the same opt-in settings. */
class Known {
  /** Accounts share plans: each is looked at once, for the time asked for last. */
  readonly answers = new WeakMap<BackupPlan, { readonly at: number; readonly answer: Runs }>();
  /** The plans of the policies asked about, each with the instant after which it is known to protect, else NaN. */
  readonly met = new WeakMap<MergedNode, number>();
}

const knownByOptIn = new WeakMap<NonNullable<RecordedOptIn>, Known>();
const knownWithoutOptIn = new Known();

function knownUnder(optIn: RecordedOptIn): Known {
  return optIn === undefined ? knownWithoutOptIn : getOrAdd(knownByOptIn, optIn, () => new Known());
}

/**
 * Whether a plan backs up anything after an instant: a rule that runs, and a type that a selection reaches and
 * that AWS Backup supports in a Region of the plan, where no opt-in setting that is recorded for the organization
 * is in the way. The only answer to that; whatever speaks of protection asks it.
 */
export function planProtects(plan: BackupPlan, at: Date, optIn: RecordedOptIn): Runs {
  const { answers } = knownUnder(optIn);
  const found = answers.get(plan);
  if (found?.at === at.getTime()) {
    return found.answer;
  }
  const runs = planRuns(plan, at);
  const reach = runs === "no" ? runs : reachOf(plan, optIn);
  const answer = reach === "yes" ? runs : reach;
  answers.set(plan, { at: at.getTime(), answer });
  return answer;
}

/** Whether any plan does. */
export function plansProtect(plans: readonly BackupPlan[], at: Date, optIn: RecordedOptIn): Runs {
  return anyRuns(plans.map((plan) => planProtects(plan, at, optIn)));
}

/** The same for a merged policy: reviews ask it of every account, so it reads no further than needed. */
export function stateProtects(state: MergedNode, at: Date, optIn: RecordedOptIn): Runs {
  const { met } = knownUnder(optIn);
  const plans = child(state, "plans");
  const time = at.getTime();
  if (plans?.children.values().some((node) => met.get(node) === time) === true) {
    return "yes";
  }
  let answer: Runs = "no";
  const ask = (node: MergedNode, name: string): void => {
    const plan = answer === "yes" ? undefined : backupPlanAt(node, name);
    const own = plan === undefined ? "no" : planProtects(plan, at, optIn);
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
export function eachProtects(
  [first, ...others]: readonly PossiblePolicy[],
  at: Date,
  optIn: RecordedOptIn,
): Runs {
  const answerOf = (policy: PossiblePolicy): Runs =>
    policy instanceof MergedNode ? stateProtects(policy, at, optIn) : plansProtect(policy, at, optIn);
  const answer = first === undefined ? "no" : answerOf(first);
  return others.every((other) => answerOf(other) === answer) ? answer : "unknown";
}

/** The same for a computed policy, whatever attachment order counts. */
export function policyProtects(policy: EffectivePolicy, at: Date, optIn: RecordedOptIn): Runs {
  const { states, isComplete } = possibleStates(policy);
  return isComplete && policy.possibleErrors.length === 0
    ? eachProtects(
        states.map(({ state }) => state),
        at,
        optIn,
      )
    : "unknown";
}

function reachOf(plan: BackupPlan, optIn: RecordedOptIn): Runs {
  let answer: Runs = "no";
  for (const region of plan.regions) {
    const own = reachIn(plan, region, optIn);
    if (own === "yes") {
      return own;
    }
    answer = own === "no" ? answer : own;
  }
  return answer;
}

/** Whether AWS Backup backs up in a Region something that a plan selects. */
export function reachIn(
  { selections }: Pick<BackupPlan, "selections">,
  region: string,
  optIn: RecordedOptIn,
): Runs {
  let answer: Runs = "no";
  for (const selection of selections) {
    const tags = possibleTags(selection);
    for (const reached of reachableKinds(selection)) {
      const offered = backupByPolicy(reached.kind, region).answer;
      const allowed = recordedOptIn(optIn, reached, region);
      if (offered === "yes" && tags === "yes" && allowed === "yes") {
        return "yes";
      }
      answer = offered === "no" || allowed === "no" ? answer : "unknown";
    }
  }
  return answer;
}
