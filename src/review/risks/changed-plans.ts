import type { BackupPlan } from "../../effective/backup-plan";
import { backupPlansIn } from "../../effective/backup-plan/read-backup-plans";
import type { EffectivePolicy } from "../../effective/effective-policy";
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
  const inForce = once(() => contentsOf(before.distinct().keys()));
  const found = new Map<
    BackupPlan,
    { readonly before: BackupPlan | undefined; readonly accounts: string[] }
  >();
  for (const group of groups) {
    if (group.after?.status === "published" && group.edits.length > 0) {
      const names = planNamesIn(group.edits);
      const earlier = group.before === undefined ? [] : backupPlansIn(group.before.state);
      for (const plan of backupPlansIn(group.after.state)) {
        if (names.has(plan.name) && !inForce().has(plan.content)) {
          const known = found.get(plan) ?? {
            before: earlier.find(({ name }) => name === plan.name),
            accounts: [],
          };
          found.set(plan, known);
          known.accounts.push(...group.accounts);
        }
      }
    }
  }
  return [...found].map(([plan, { before: earlier, accounts }]) => ({ ...changes(earlier, plan), accounts }));
}

function changes(before: BackupPlan | undefined, plan: BackupPlan): Omit<ChangedPlan, "accounts"> {
  const isWhole = before === undefined || scope(before) !== scope(plan);
  const changed = plan.rules.filter(
    (rule) => isWhole || before.rules.find(({ name }) => name === rule.name)?.content !== rule.content,
  );
  return { plan, rules: new Set(changed.map(({ name }) => name)), isWhole };
}

/** What decides which resources the rules work on. */
function scope({ regions, selections, scanSettings }: BackupPlan): string {
  return JSON.stringify([
    regions.toSorted(),
    selections.map(({ kind, name, content }) => [kind, name, content]),
    scanSettings.map(({ scanner, resourceTypes }) => [scanner, resourceTypes]),
  ]);
}

function contentsOf(policies: Iterable<EffectivePolicy>): ReadonlySet<string> {
  const contents = new Set<string>();
  const seen = new Set<BackupPlan>();
  for (const { state } of policies) {
    for (const plan of backupPlansIn(state)) {
      if (!seen.has(plan)) {
        seen.add(plan);
        contents.add(plan.content);
      }
    }
  }
  return contents;
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}
