import type { BackupPlan } from "../../effective/backup-plan";
import { backupPlanAt } from "../../effective/backup-plan/read-backup-plans";
import { ContentSet } from "../../effective/content-set";
import type { EffectivePolicy } from "../../effective/effective-policy";
import { possibleStates } from "../../effective/possible-states";
import { child, forEachMember } from "../../effective/rendered";
import { getOrAdd } from "../../text/get-or-add";
import { once } from "../../text/once";
import type { AccountGroup } from "../account-groups";
import type { RiskContext } from "./risk";
import { activeAccounts } from "../active-accounts";
import { addAll } from "../../text/add-all";

/** A plan that a change adds or alters in accounts. */
export interface ChangedPlan {
  readonly plan: BackupPlan;
  readonly accounts: readonly string[];
  /**
   * What is new about it; undefined if some account has the same already: that is nothing new for another one that
   * gets it. Worked out when first asked for, since most plans give no reason to.
   */
  readonly change: () => PlanChange | undefined;
}

export interface PlanChange {
  /** The names of the backup rules that are new or other than before; all of them if what they select changes. */
  readonly rules: ReadonlySet<string>;
  /** Whether the Regions or the selections change, or the plan is new. */
  readonly isWhole: boolean;
}

/** The plans that a change adds or alters where AWS publishes the result. */
export function changedPlans({ groups, before, after }: RiskContext): readonly ChangedPlan[] {
  const inForce = once(() => plansIn(before.distinct().keys()));
  const found = new Map<BackupPlan, ChangedPlan & { readonly accounts: string[] }>();
  for (const group of groups) {
    const active = activeAccounts(after.organization, group.accounts);
    if (group.after?.status === "published" && group.editedPlans.size > 0 && active.length > 0) {
      const ofGroup = new Set<BackupPlan>();
      for (const { state } of possibleStates(group.after).states) {
        forEachMember(child(state, "plans"), (node, name) => {
          const plan = group.editedPlans.has(name) ? backupPlanAt(node, name) : undefined;
          if (plan !== undefined && !ofGroup.has(plan)) {
            ofGroup.add(plan);
            const known = getOrAdd(found, plan, () => ({
              plan,
              accounts: [],
              change: once(() =>
                inForce().has(node) ? undefined : changeOf(plansBefore(group, name), plan),
              ),
            }));
            addAll(known.accounts, active);
          }
        });
      }
    }
  }
  return [...found.values()];
}

/** What the plan of a name may be before the change, by attachment orders that are not known. */
function plansBefore({ before }: AccountGroup, name: string): readonly BackupPlan[] {
  const states = before === undefined ? [] : possibleStates(before).states;
  const plans = states.flatMap(({ state }) => {
    const node = child(child(state, "plans"), name);
    return node === undefined ? [] : (backupPlanAt(node, name) ?? []);
  });
  return [...new Set(plans)];
}

function changeOf(before: readonly BackupPlan[], plan: BackupPlan): PlanChange {
  const isWhole = !before.some((earlier) => scope(earlier) === scope(plan));
  const had = new Set(
    before.flatMap(({ rules }) => rules.map(({ name, content }) => `${name} ${content.text}`)),
  );
  const changed = plan.rules.filter(({ name, content }) => isWhole || !had.has(`${name} ${content.text}`));
  return { rules: new Set(changed.map(({ name }) => name)), isWhole };
}

/** What decides which resources the rules work on. */
function scope({ regions, selections, scanSettings }: BackupPlan): string {
  return JSON.stringify([
    regions.toSorted(),
    selections.map(({ kind, name, content }) => [kind, name, content.text]),
    scanSettings.map(({ scanner, resourceTypes }) => [scanner, resourceTypes]),
  ]);
}

/** All plans that some account has. */
function plansIn(policies: Iterable<EffectivePolicy>): ContentSet {
  const contents = new ContentSet();
  for (const policy of policies) {
    for (const { state } of possibleStates(policy).states) {
      forEachMember(child(state, "plans"), (plan) => contents.add(plan));
    }
  }
  return contents;
}
