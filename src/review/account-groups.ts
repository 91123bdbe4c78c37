import { isKnowable } from "../effective/effective-policy";
import type { EffectivePolicy } from "../effective/effective-policy";
import type { InheritanceLevel } from "../effective/inheritance-level";
import { MergedNode } from "../effective/merged-node";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { PlanNames } from "../effective/backup-plan/read-backup-plans";
import { SettingChangeFinder } from "./setting-change";
import type { SettingChange } from "./setting-change";
import { SettingChangePolicies } from "./setting-change-policies";
import { InheritanceLevels } from "../organization/inheritance-levels";
import { once } from "../text/once";

/** The accounts that go from one effective policy to another: the same two results for all of them. */
export interface AccountGroup {
  readonly accounts: readonly string[];
  /** Undefined if the accounts are new. */
  readonly before: EffectivePolicy | undefined;
  /** Undefined if the accounts are gone. */
  readonly after: EffectivePolicy | undefined;
  /**
   * Empty where one side is not knowable: comparing would show what is not known as removed. The policies behind them
   * are found when this is first asked for; whether there are any is known by the plans.
   */
  readonly edits: readonly SettingChange[];
  /** The same by plan, and the same lists for groups whose plan changes alike. */
  readonly editsByPlan: readonly (readonly SettingChange[])[];
  /** The names of the plans that edits concern, as they stand in the merge. */
  readonly editedPlans: ReadonlySet<string>;
  /** The levels that decide the policy, read when first asked for. */
  readonly levels: { before(): readonly InheritanceLevel[]; after(): readonly InheritanceLevel[] };
}

/** The plans that may not be as they were; undefined for all, since edits tell only where both sides are known. */
export function differingPlans({ before, after, editedPlans }: AccountGroup): PlanNames {
  return isKnowable(before?.status) && isKnowable(after?.status) ? editedPlans : undefined;
}

/** All accounts of both organizations by distinct pair of results, in the order of the later organization. */
export function accountGroups(before: EffectivePolicies, after: EffectivePolicies): readonly AccountGroup[] {
  const pairs = new Map<EffectivePolicy | undefined, Map<EffectivePolicy | undefined, string[]>>();
  const add = (id: string): void => {
    const first = before.of(id);
    const second = after.of(id);
    let group = pairs.get(first);
    if (group === undefined) {
      group = new Map();
      pairs.set(first, group);
    }
    const accounts = group.get(second);
    if (accounts === undefined) {
      group.set(second, [id]);
    } else {
      accounts.push(id);
    }
  };
  after.organization.accounts.forEach(({ id }) => add(id));
  if (before.organization.accounts !== after.organization.accounts) {
    before.organization.accounts.forEach(({ id }) => {
      if (after.of(id) === undefined) {
        add(id);
      }
    });
  }
  const comparer = new Comparer(before, after);
  return [...pairs].flatMap(([first, group]) =>
    [...group].map(([second, accounts]) => comparer.group(first, second, accounts)),
  );
}

const NO_PLANS: ReadonlySet<string> = new Set();

class Comparer {
  private readonly finder = new SettingChangeFinder();
  private readonly policies = new SettingChangePolicies();
  private readonly levelsBefore: InheritanceLevels;
  private readonly levelsAfter: InheritanceLevels;

  constructor(before: EffectivePolicies, after: EffectivePolicies) {
    this.levelsBefore = new InheritanceLevels(before.organization);
    this.levelsAfter = new InheritanceLevels(after.organization);
  }

  group(
    before: EffectivePolicy | undefined,
    after: EffectivePolicy | undefined,
    accounts: readonly string[],
  ): AccountGroup {
    const [representative = ""] = accounts;
    const levels = {
      before: once(() => this.levelsBefore.of(representative)),
      after: once(() => this.levelsAfter.of(representative)),
    };
    const isComparable = isKnowable(before?.status) && isKnowable(after?.status);
    const found = isComparable
      ? this.finder.find(before?.state ?? MergedNode.EMPTY, after?.state ?? MergedNode.EMPTY)
      : [];
    const editsByPlan = once(() =>
      found.map((differences) => this.policies.of(differences, levels.before(), levels.after())),
    );
    const edits = once(() => (found.length === 1 ? (editsByPlan()[0] ?? []) : editsByPlan().flat()));
    const editedPlans =
      found.length === 0 ? NO_PLANS : new Set(found.map((differences) => differences[0]?.segments[1] ?? ""));
    return {
      accounts,
      before,
      after,
      get edits() {
        return edits();
      },
      get editsByPlan() {
        return editsByPlan();
      },
      editedPlans,
      levels,
    };
  }
}
