import type { BackupPlan } from "../effective/backup-plan";
import type { BackupRule } from "../effective/backup-plan/backup-rule";
import type { BackupSelection } from "../effective/backup-plan/backup-selection";

/** What two protections have in common and what one of them lost. A new name for the same thing is no loss. */
export interface ProtectionPairs {
  readonly plans: readonly PlanPair[];
  readonly lostPlans: readonly BackupPlan[];
}

export interface PlanPair {
  readonly before: BackupPlan;
  readonly after: BackupPlan;
  readonly rules: readonly { readonly before: BackupRule; readonly after: BackupRule }[];
  readonly lostRules: readonly BackupRule[];
  readonly selections: readonly {
    readonly before: BackupSelection;
    readonly after: BackupSelection;
  }[];
  readonly lostSelections: readonly BackupSelection[];
  readonly lostRegions: readonly string[];
}

const knownPlans = new WeakMap<BackupPlan, WeakMap<BackupPlan, PlanPair>>();

/** Pairs plans, rules and selections by name, else by equal content. */
export function pairedPlans(before: readonly BackupPlan[], after: readonly BackupPlan[]): ProtectionPairs {
  const { pairs, lost } = paired(before, after);
  return { plans: pairs.map((pair) => planPair(pair.before, pair.after)), lostPlans: lost };
}

function planPair(before: BackupPlan, after: BackupPlan): PlanPair {
  return remembered(knownPlans, before, after, () => {
    const rules = paired(before.rules, after.rules);
    const selections = paired(before.selections, after.selections, ({ kind, name }) => `${kind}/${name}`);
    return {
      before,
      after,
      rules: rules.pairs,
      lostRules: rules.lost,
      selections: selections.pairs,
      lostSelections: selections.lost,
      lostRegions: before.regions.filter((region) => !after.regions.includes(region)),
    };
  });
}

function paired<T extends { readonly name: string; readonly content: { readonly text: string } }>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string = ({ name }) => name,
): { readonly pairs: readonly { readonly before: T; readonly after: T }[]; readonly lost: readonly T[] } {
  const names = new Set(before.map(keyOf));
  const afterByName = new Map(after.map((item) => [keyOf(item), item]));
  const added = after.filter((item) => !names.has(keyOf(item)));
  const pairs: { readonly before: T; readonly after: T }[] = [];
  const lost: T[] = [];
  for (const item of before) {
    const same = afterByName.get(keyOf(item));
    const renamed = same ?? added.find(({ content }) => content.text === item.content.text);
    if (renamed === undefined) {
      lost.push(item);
    } else {
      pairs.push({ before: item, after: renamed });
    }
  }
  return { pairs, lost };
}

function remembered<K extends object, V>(
  memory: WeakMap<K, WeakMap<K, V>>,
  first: K,
  second: K,
  make: () => V,
): V {
  let bySecond = memory.get(first);
  if (bySecond === undefined) {
    bySecond = new WeakMap();
    memory.set(first, bySecond);
  }
  let value = bySecond.get(second);
  if (value === undefined) {
    value = make();
    bySecond.set(second, value);
  }
  return value;
}
