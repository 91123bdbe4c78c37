import type { BackupPlan } from "../../effective/backup-plan";
import { backupPlanAt } from "../../effective/backup-plan/read-backup-plans";
import { ContentSet } from "../../effective/content-set";
import type { EffectivePolicy } from "../../effective/effective-policy";
import type { MergedNode } from "../../effective/merged-node";
import { possibleStates } from "../../effective/possible-states";
import { child, forEachMember } from "../../effective/rendered";
import type { AccountGroup } from "../account-groups";
import { planNamesIn } from "../setting-change";
import type { RiskContext } from "./risk";
import { once } from "../../text/once";

/** A plan that a change adds or alters in accounts. */
export interface ChangedPlan {
  readonly plan: BackupPlan;
  /** The names of the backup rules that are new or other than before; all of them if what they select changes. */
  readonly rules: ReadonlySet<string>;
  /** Whether the Regions or the selections change, or the plan is new. */
  readonly isWhole: boolean;
  readonly accounts: readonly string[];
}

/**
 * The plans that a change adds or alters where AWS publishes the result. What some account has already is
 * nothing new for another one that gets it.
 */
export function changedPlans({ groups, before }: RiskContext): readonly ChangedPlan[] {
  const inForce = once(() => plansIn(before.distinct().keys()));
  const found = new Map<
    BackupPlan,
    { readonly before: readonly BackupPlan[]; readonly accounts: string[] }
  >();
  for (const group of groups) {
    if (group.after?.status === "published" && group.edits.length > 0) {
      const names = planNamesIn(group.editsByPlan);
      const ofGroup = new Set<BackupPlan>();
      for (const { state } of possibleStates(group.after).states) {
        forEachMember(child(state, "plans"), (node, name) => {
          if (!names.has(node.shownAs ?? name) || inForce().has(node)) {
            return;
          }
          const plan = backupPlanAt(node, name);
          if (plan !== undefined && !ofGroup.has(plan)) {
            ofGroup.add(plan);
            const known = found.get(plan) ?? { before: plansBefore(group, name), accounts: [] };
            found.set(plan, known);
            known.accounts.push(...group.accounts);
          }
        });
      }
    }
  }
  return [...found].map(([plan, { before: earlier, accounts }]) => ({ ...changes(earlier, plan), accounts }));
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

function changes(before: readonly BackupPlan[], plan: BackupPlan): Omit<ChangedPlan, "accounts"> {
  const isWhole = !before.some((earlier) => scope(earlier) === scope(plan));
  const had = new Set(
    before.flatMap(({ rules }) => rules.map(({ name, content }) => `${name} ${content.text}`)),
  );
  const changed = plan.rules.filter(({ name, content }) => isWhole || !had.has(`${name} ${content.text}`));
  return { plan, rules: new Set(changed.map(({ name }) => name)), isWhole };
}

/** What decides which resources the rules work on. */
function scope({ regions, selections, scanSettings }: BackupPlan): string {
  return JSON.stringify([
    regions.toSorted(),
    selections.map(({ kind, name, content }) => [kind, name, content.text]),
    scanSettings.map(({ scanner, resourceTypes }) => [scanner, resourceTypes]),
  ]);
}

function plansIn(policies: Iterable<EffectivePolicy>): ContentSet {
  const contents = new ContentSet();
  const seen = new Set<MergedNode>();
  for (const policy of policies) {
    for (const { state } of possibleStates(policy).states) {
      forEachMember(child(state, "plans"), (plan) => {
        if (!seen.has(plan)) {
          seen.add(plan);
          contents.add(plan);
        }
      });
    }
  }
  return contents;
}
