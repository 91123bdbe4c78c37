import { needsOptIn } from "../../capabilities/opt-in";
import { compileSelection } from "../../capabilities/selection/compile-selection";
import type { CompiledSelection } from "../../capabilities/selection/compile-selection";
import { reachableKinds } from "../../capabilities/selection/reachable-kinds";
import type { ReachedBy } from "../../capabilities/selection/reachable-kinds";
import { criteriaOf } from "../../capabilities/selection/selection-criteria";
import type { TypeOfResource } from "../../capabilities/type-of-resource";
import type { BackupPlan } from "../../effective/backup-plan";
import { planRuns, runningPlan } from "../../effective/backup-plan/running-plan";
import type { Runs } from "../../effective/backup-plan/running-plan";
import type { BackupSelection } from "../../effective/backup-plan/backup-selection";
import { getOrAdd } from "../../text/get-or-add";

/** What selects a resource: a selection, and with it every rule of its plan. */
export interface SelectedBy {
  readonly plan: BackupPlan;
  readonly selection: BackupSelection;
}

/** A plan made ready for many resources. */
export interface CompiledPlan {
  /** Without the rules that never run again. */
  readonly plan: BackupPlan;
  /** Whether it makes backups of what it selects; `by-order` if an attachment order that is not known decides. */
  readonly runs: Runs | "by-order";
  readonly regions: ReadonlySet<string>;
  readonly selections: readonly PreparedSelection[];
}

export interface PreparedSelection {
  readonly by: SelectedBy;
  readonly outcome: CompiledSelection;
  /** How the selection reaches each kind, by the kind's id: whether opt-in settings count depends on it. */
  readonly reach: ReadonlyMap<string, ReachedBy>;
  /** Whether an opt-in setting decides, by the id of the type. */
  readonly needsOptIn: (type: TypeOfResource) => boolean;
}

/** Accounts share plans: each is prepared once. */
const known = new WeakMap<BackupPlan, CompiledPlan>();

/** The plans that select anything, ready for many resources. */
export function compilePlans(plans: readonly BackupPlan[], at: Date): readonly CompiledPlan[] {
  return plans
    .filter(
      ({ regions, rules, selections }) => regions.length > 0 && rules.length > 0 && selections.length > 0,
    )
    .map((plan) => runningPlan(plan, at))
    .map((plan) => getOrAdd(known, plan, () => compilePlan(plan, planRuns(plan, at))));
}

function compilePlan(plan: BackupPlan, runs: Runs): CompiledPlan {
  return {
    plan,
    runs,
    regions: new Set(plan.regions),
    selections: plan.selections.map((selection): PreparedSelection => {
      const reach = new Map(reachableKinds(selection).map(({ kind, by }) => [kind.id, by]));
      const needs = new Map<string, boolean>();
      return {
        by: { plan, selection },
        outcome: compileSelection(criteriaOf(selection)),
        reach,
        needsOptIn: (type) => {
          const isNeeded =
            needs.get(type.id) ??
            type.kinds.some((kind) => needsOptIn(kind, reach.get(kind.id) ?? "any").answer !== "no");
          needs.set(type.id, isNeeded);
          return isNeeded;
        },
      };
    }),
  };
}
