import { isKnowable } from "../effective/effective-policy";
import type { EffectivePolicy } from "../effective/effective-policy";
import type { MergedNode } from "../effective/merged-node";
import { canGoTogether, isWithheldIn, possibleStates } from "../effective/possible-states";
import type { BackupPlan } from "../effective/backup-plan";
import { backupPlanOf, backupPlansOf } from "../effective/backup-plan/read-backup-plans";
import { runningPlan } from "../effective/backup-plan/running-plan";
import type { Runs } from "../effective/backup-plan/running-plan";
import { child } from "../effective/rendered";
import type { EffectivePolicies } from "../organization/effective-policies";
import { policyInForce } from "../organization/policy-in-force";
import type { PolicyInForce } from "../organization/policy-in-force";
import { canonicalJson, sameJson } from "../text/json";
import type { JsonObject } from "../text/json";
import { getOrAdd } from "../text/get-or-add";
import type { AccountGroup } from "./account-groups";
import { activeAccounts } from "./active-accounts";
import type { SettingChange } from "./setting-change";
import { planProtects, plansProtect, policyProtects, stateProtects } from "./plan-protects";
import type { PossiblePolicy } from "./plan-protects";
import { pairedPlans } from "./protection-pairs";
import type { ProtectionPairs } from "./protection-pairs";
import type { RecordedOptIn } from "./recorded-opt-in";

/**
 * What accounts are backed up by before and after. A withheld policy changes nothing: the previous one
 * stays in force. Where what comes is not known there is no such change to speak of.
 */
export interface ProtectionChange {
  readonly accounts: readonly string[];
  /** The plans that change; those that stay as they are make no difference. */
  readonly pairs: ProtectionPairs;
  /** Whether backups are made now and none will be. */
  readonly losesEverything: Runs;
  /** Whether backups are made now. */
  readonly isBackedUp: Runs;
  /** What is in force after; undefined if nothing is backed up whatever it says. */
  readonly next: PossiblePolicy | undefined;
  /** Set if the accounts leave the organization, or are closed: AWS Backup backs up nothing there. */
  readonly end: "leaves" | "closed" | undefined;
  /** True for one of several outcomes that an attachment order that is not known allows. */
  readonly isByOrder: boolean;
  readonly group: AccountGroup;
}

/**
 * The changes of what is in force; accounts for which nothing changes are left out.
 *
 * @param at rules that have no run after it protect nothing
 */
export function protectionChanges(
  groups: readonly AccountGroup[],
  before: EffectivePolicies,
  after: EffectivePolicies,
  at: Date,
): readonly ProtectionChange[] {
  const reader = new Reader(before, after, at);
  const changes = groups.flatMap((group) => reader.changesOf(group));
  const closed = closedAccounts(before, after);
  return closed.size === 0 ? changes : [...changes, ...groups.flatMap((group) => reader.end(group, closed))];
}

/** What was active and is no longer. */
function closedAccounts(before: EffectivePolicies, after: EffectivePolicies): ReadonlySet<string> {
  const [{ accounts: known }, { accounts }] = [before.organization, after.organization];
  return new Set(
    (known === accounts ? [] : accounts).flatMap(({ id, state }) =>
      state !== "ACTIVE" && before.organization.account(id)?.state === "ACTIVE" ? [id] : [],
    ),
  );
}

const NO_PAIRS: ProtectionPairs = { plans: [], lostPlans: [] };

class Reader {
  private readonly optIn: Readonly<Record<"before" | "after", RecordedOptIn>>;
  private readonly runningPlans = new Map<BackupPlan, BackupPlan>();
  private readonly hasOtherOptIns: boolean;

  constructor(
    private readonly before: EffectivePolicies,
    private readonly after: EffectivePolicies,
    private readonly at: Date,
  ) {
    const [was, is] = [before.organization.settings, after.organization.settings];
    this.optIn = { before: was.optIn, after: is.optIn };
    this.hasOtherOptIns = was.optIn !== is.optIn && !sameJson(was.optIn ?? {}, is.optIn ?? {});
  }

  changesOf(every: AccountGroup): readonly ProtectionChange[] {
    const accounts = [this.after, this.before].reduce(
      (ids, { organization }) => activeAccounts(organization, ids),
      every.accounts,
    );
    const group = accounts === every.accounts ? every : { ...every, accounts };
    const { before, after, editedPlans } = group;
    if (before === undefined || accounts.length === 0) {
      return [];
    }
    if (!isSettled(before) || !isSettled(after)) {
      return this.changesByAccount(group);
    }
    if (editedPlans.size === 0 && !this.hasOtherOptIns) {
      return [];
    }
    const outcomes = outcomesOf(before, after);
    return outcomes.map(({ from, to, stays }) => ({
      accounts,
      pairs: from === undefined || stays ? NO_PAIRS : this.changedPlans(group, from, to),
      ...lossOf(from === undefined ? "unknown" : stateProtects(from, this.at, this.optIn.before), () =>
        stays && !this.hasOtherOptIns ? "yes" : this.protectsAfter(stays ? from : to),
      ),
      next: to,
      end: after === undefined ? "leaves" : undefined,
      isByOrder: outcomes.length > 1,
      group,
    }));
  }

  /** Accounts of a group that are closed lose whatever their policies say. */
  end(group: AccountGroup, closed: ReadonlySet<string>): readonly ProtectionChange[] {
    const { before } = group;
    const answers = new Map<Runs, string[]>();
    for (const id of before === undefined ? [] : group.accounts.filter((each) => closed.has(each))) {
      const was = this.protects(policyInForce(id, this.before), before, this.optIn.before);
      getOrAdd(answers, was, () => []).push(id);
    }
    answers.delete("no");
    return [...answers].map(([was, accounts]) => ({
      accounts,
      pairs: NO_PAIRS,
      ...lossOf(was, () => "no"),
      next: undefined,
      end: "closed",
      isByOrder: false,
      group,
    }));
  }

  /** What was published last is recorded by account. */
  private changesByAccount(group: AccountGroup): readonly ProtectionChange[] {
    const { before, after } = group;
    const texts = new Map<JsonObject | undefined, string>();
    const textOf = (policy: JsonObject | undefined): string =>
      getOrAdd(texts, policy, () => (policy === undefined ? "" : canonicalJson(policy)));
    const groups = new Map<
      string,
      { readonly accounts: string[]; readonly from: PolicyInForce; readonly to: PolicyInForce | undefined }
    >();
    for (const id of group.accounts) {
      const from = policyInForce(id, this.before);
      const to = after === undefined ? undefined : policyInForce(id, this.after, this.before);
      const [was, is] = [from, to].map(contentOf);
      if (to?.source !== "unknown" && (from.source === "unknown" || was !== is || this.hasOtherOptIns)) {
        getOrAdd(groups, `${textOf(was)} ${textOf(is)}`, () => ({ accounts: [], from, to })).accounts.push(
          id,
        );
      }
    }
    return [...groups.values()]
      .filter(
        ({ from, to }) =>
          from.source === "unknown" ||
          this.hasOtherOptIns ||
          textOf(contentOf(from)) !== textOf(contentOf(to)),
      )
      .map(({ accounts, from, to }) => {
        const next = to === undefined ? undefined : plansInForce(to);
        return {
          accounts,
          pairs: from.source === "unknown" ? NO_PAIRS : this.paired(plansInForce(from), next ?? []),
          ...lossOf(this.protects(from, before, this.optIn.before), () =>
            this.protects(to, after, this.optIn.after),
          ),
          next,
          end: to === undefined ? "leaves" : undefined,
          isByOrder: false,
          group,
        };
      });
  }

  private protects(
    force: PolicyInForce | undefined,
    computed: EffectivePolicy | undefined,
    optIn: RecordedOptIn,
  ): Runs {
    if (force === undefined || force.source === "unknown") {
      return force === undefined ? "no" : "unknown";
    }
    return force.source === "computed" && computed !== undefined
      ? policyProtects(computed, this.at, optIn)
      : plansProtect(plansInForce(force), this.at, optIn);
  }

  private protectsAfter(state: MergedNode | undefined): Runs {
    return state === undefined ? "no" : stateProtects(state, this.at, this.optIn.after);
  }

  private changedPlans(
    { editedPlans }: AccountGroup,
    before: MergedNode,
    after: MergedNode | undefined,
  ): ProtectionPairs {
    return this.paired(plansOf(before, editedPlans), plansOf(after, editedPlans));
  }

  /** A rule that never runs again is lost as one that is removed is; what protected nothing before is no loss. */
  private paired(before: readonly BackupPlan[], after: readonly BackupPlan[]): ProtectionPairs {
    const running = (plans: readonly BackupPlan[]): readonly BackupPlan[] =>
      plans.map((plan) => getOrAdd(this.runningPlans, plan, () => runningPlan(plan, this.at)));
    // Whatever the opt-in: it may be switched on as long as there are plans.
    const had = running(before).filter((plan) => planProtects(plan, this.at, undefined) !== "no");
    return pairedPlans(had, running(after));
  }
}

/** For certain only where both are known; if neither is, there is no loss to speak of. */
function lossOf(isBackedUp: Runs, is: () => Runs): Pick<ProtectionChange, "isBackedUp" | "losesEverything"> {
  const left = isBackedUp === "no" ? "yes" : is();
  const [certain, open] = isBackedUp === "yes" ? (["yes", "unknown"] as const) : (["unknown", "no"] as const);
  return { isBackedUp, losesEverything: left === "no" ? certain : left === "unknown" ? open : "no" };
}

function contentOf(force: PolicyInForce | undefined): JsonObject | undefined {
  return force === undefined || force.source === "unknown" ? undefined : force.policy;
}

function plansInForce(force: PolicyInForce): readonly BackupPlan[] {
  return backupPlansOf(contentOf(force) ?? {});
}

function isSettled(policy: EffectivePolicy | undefined): boolean {
  return policy?.status !== "withheld" && isKnowable(policy?.status);
}

/** What is in force before and after, by one of the attachment orders that are not known. */
interface Outcome {
  /** Undefined if AWS withholds the policy now: what it published before that is not known. */
  readonly from: MergedNode | undefined;
  readonly to: MergedNode | undefined;
  /** Whether AWS withholds the policy that comes, so that nothing changes. */
  readonly stays: boolean;
}

/** The policies before and after that the same unknown attachment orders allow. */
function outcomesOf(before: EffectivePolicy, after: EffectivePolicy | undefined): readonly Outcome[] {
  const next = after === undefined ? undefined : possibleStates(after).states;
  return possibleStates(before).states.flatMap((first): readonly Outcome[] => {
    const from = isWithheldIn(before, first) ? undefined : first.state;
    return after === undefined || next === undefined
      ? [{ from, to: undefined, stays: false }]
      : next
          .filter((to) => canGoTogether(first, to))
          .map((to) => ({ from, to: to.state, stays: isWithheldIn(after, to) }));
  });
}

/** @param names as they stand in paths */
function plansOf(state: MergedNode | undefined, names: ReadonlySet<string>): readonly BackupPlan[] {
  const plans = child(state, "plans");
  return [...names].flatMap((name) => {
    const plan = child(plans, name);
    return plan === undefined ? [] : [backupPlanOf(name, plan)];
  });
}

/** Groups share the edits of a plan: those behind a path are looked for once. */
const policiesByPath = new WeakMap<readonly SettingChange[], Map<string, readonly string[]>>();

/** The policies that cause the edits at or below a path. */
export function policiesBehind({ group }: ProtectionChange, wanted: string): readonly string[] {
  return group.editsByPlan.reduce<readonly string[]>((found, edits) => {
    const byPath = getOrAdd(policiesByPath, edits, () => new Map<string, readonly string[]>());
    const own = getOrAdd(byPath, wanted, () => causesOf(edits, wanted));
    return found.length === 0 ? own : own.length === 0 ? found : [...new Set([...found, ...own])];
  }, []);
}

function causesOf(edits: readonly SettingChange[], wanted: string): readonly string[] {
  const below = `${wanted}/`;
  return [
    ...new Set(
      edits
        .filter(({ path }) => path === wanted || path.startsWith(below))
        .flatMap(({ policies, causes = policies }) => causes),
    ),
  ];
}
