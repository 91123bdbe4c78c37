import type { BackupPlan } from "../../effective/backup-plan";
import { backupPlanAt } from "../../effective/backup-plan/read-backup-plans";
import { ContentSet } from "../../effective/content-set";
import type { EffectivePolicy } from "../../effective/effective-policy";
import type { MergedNode } from "../../effective/merged-node";
import { child, forEachMember } from "../../effective/rendered";
import { planNamesIn } from "../setting-change";
import type { RiskContext } from "./risk";

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
    { readonly before: BackupPlan | undefined; readonly accounts: string[] }
  >();
  for (const group of groups) {
    if (group.after?.status === "published" && group.edits.length > 0) {
      const names = planNamesIn(group.editsByPlan);
      forEachMember(child(group.after.state, "plans"), (node, name) => {
        if (!names.has(node.shownAs ?? name) || inForce().has(node)) {
          return;
        }
        const plan = backupPlanAt(node, name);
        if (plan !== undefined) {
          const earlier = child(child(group.before?.state, "plans"), name);
          const known = found.get(plan) ?? {
            before: earlier === undefined ? undefined : backupPlanAt(earlier, name),
            accounts: [],
          };
          found.set(plan, known);
          known.accounts.push(...group.accounts);
        }
      });
    }
  }
  return [...found].map(([plan, { before: earlier, accounts }]) => ({ ...changes(earlier, plan), accounts }));
}

function changes(before: BackupPlan | undefined, plan: BackupPlan): Omit<ChangedPlan, "accounts"> {
  const isWhole = before === undefined || scope(before) !== scope(plan);
  const changed = plan.rules.filter(
    (rule) =>
      isWhole || before.rules.find(({ name }) => name === rule.name)?.content.text !== rule.content.text,
  );
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
  for (const { state } of policies) {
    forEachMember(child(state, "plans"), (plan) => {
      if (!seen.has(plan)) {
        seen.add(plan);
        contents.add(plan);
      }
    });
  }
  return contents;
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}
