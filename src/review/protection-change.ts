import { isKnowable } from "../effective/effective-policy";
import type { EffectivePolicy } from "../effective/effective-policy";
import type { MergedNode } from "../effective/merged-node";
import { canGoTogether, possibleStates } from "../effective/possible-states";
import type { BackupPlan } from "../effective/backup-plan";
import { backupPlanOf, backupPlansOf } from "../effective/backup-plan/read-backup-plans";
import { runningPlan } from "../effective/backup-plan/running-plan";
import type { Runs } from "../effective/backup-plan/running-plan";
import { child } from "../effective/rendered";
import type { EffectivePolicies } from "../organization/effective-policies";
import { policyInForce } from "../organization/policy-in-force";
import { canonicalJson } from "../text/json";
import type { JsonObject } from "../text/json";
import type { AccountGroup } from "./account-groups";
import { planNamesIn } from "./setting-change";
import { planProtects, plansProtect, policyProtects, stateProtects } from "./plan-protects";
import { pairedPlans } from "./protection-pairs";
import type { ProtectionPairs } from "./protection-pairs";

/**
 * What accounts are backed up by before and after. A withheld policy changes nothing: the previous one
 * stays in force. Where one of the two is not known there is no such change to speak of.
 */
export interface ProtectionChange {
  readonly accounts: readonly string[];
  /** The plans that change; those that stay as they are make no difference. */
  readonly pairs: ProtectionPairs;
  /** Whether backups are made now and none will be. */
  readonly losesEverything: Runs;
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

class Reader {
  constructor(
    private readonly before: EffectivePolicies,
    private readonly after: EffectivePolicies,
    private readonly at: Date,
  ) {}

  changesOf(group: AccountGroup): readonly ProtectionChange[] {
    const { before, after, edits } = group;
    if (before === undefined) {
      return [];
    }
    if (!isSettled(before) || !isSettled(after)) {
      return this.changesByAccount(group);
    }
    if (edits.length === 0) {
      return [];
    }
    const outcomes = outcomesOf(before, after);
    return outcomes.map(([from, to]) => ({
      accounts: group.accounts,
      pairs: this.changedPlans(group, from, to),
      losesEverything: lossOf(stateProtects(from, this.at), () =>
        to === undefined ? "no" : stateProtects(to, this.at),
      ),
      end: after === undefined ? "leaves" : undefined,
      isByOrder: outcomes.length > 1,
      group,
    }));
  }

  /** Accounts of a group that are closed lose whatever their policies say. */
  end(group: AccountGroup, closed: ReadonlySet<string>): readonly ProtectionChange[] {
    const accounts = group.accounts.filter((id) => closed.has(id));
    const { before } = group;
    const was = before === undefined ? "no" : isSettled(before) ? policyProtects(before, this.at) : "unknown";
    const pairs: ProtectionPairs = { plans: [], lostPlans: [] };
    return accounts.length === 0 || was === "no"
      ? []
      : [{ accounts, pairs, losesEverything: "yes", end: "closed", isByOrder: false, group }];
  }

  /** What was published last is recorded by account. */
  private changesByAccount(group: AccountGroup): readonly ProtectionChange[] {
    const groups = new Map<
      string,
      { readonly accounts: string[]; readonly from: JsonObject; readonly to: JsonObject | undefined }
    >();
    for (const id of group.accounts) {
      const from = policyInForce(id, this.before);
      const to = group.after === undefined ? undefined : policyInForce(id, this.after, this.before);
      if (from.source !== "unknown" && to?.source !== "unknown" && from.policy !== to?.policy) {
        const key = `${canonicalJson(from.policy)} ${to === undefined ? "" : canonicalJson(to.policy)}`;
        const group = groups.get(key) ?? { accounts: [], from: from.policy, to: to?.policy };
        group.accounts.push(id);
        groups.set(key, group);
      }
    }
    return [...groups.values()]
      .filter(({ from, to }) => to === undefined || canonicalJson(from) !== canonicalJson(to))
      .map(({ accounts, from, to }) => {
        const [first, second] = [backupPlansOf(from), backupPlansOf(to ?? {})];
        return {
          accounts,
          pairs: this.paired(first, second),
          losesEverything: lossOf(plansProtect(first, this.at), () => plansProtect(second, this.at)),
          end: to === undefined ? "leaves" : undefined,
          isByOrder: false,
          group,
        };
      });
  }

  private changedPlans(
    { editsByPlan }: AccountGroup,
    before: MergedNode,
    after: MergedNode | undefined,
  ): ProtectionPairs {
    const names = planNamesIn(editsByPlan);
    return this.paired(plansOf(before, names), plansOf(after, names));
  }

  /** A rule that never runs again is lost as one that is removed is; what protected nothing before is no loss. */
  private paired(before: readonly BackupPlan[], after: readonly BackupPlan[]): ProtectionPairs {
    const running = (plans: readonly BackupPlan[]): readonly BackupPlan[] =>
      plans.map((plan) => runningPlan(plan, this.at));
    const had = running(before).filter((plan) => planProtects(plan, this.at) !== "no");
    return pairedPlans(had, running(after));
  }
}

/** What may be no loss is none if it is not known either that anything was backed up before. */
function lossOf(was: Runs, is: () => Runs): Runs {
  const left = was === "no" ? "yes" : is();
  return left === "no" ? "yes" : left === "unknown" && was === "yes" ? "unknown" : "no";
}

function isSettled(policy: EffectivePolicy | undefined): boolean {
  return policy?.status !== "withheld" && isKnowable(policy?.status);
}

/** The policies before and after that the same unknown attachment orders allow. */
function outcomesOf(
  before: EffectivePolicy,
  after: EffectivePolicy | undefined,
): readonly (readonly [MergedNode, MergedNode | undefined])[] {
  if (after === undefined) {
    return possibleStates(before).states.map(({ state }) => [state, undefined]);
  }
  return possibleStates(before).states.flatMap((from) =>
    possibleStates(after)
      .states.filter((to) => canGoTogether(from, to))
      .map((to): readonly [MergedNode, MergedNode] => [from.state, to.state]),
  );
}

/** @param names as they stand in paths */
function plansOf(state: MergedNode | undefined, names: ReadonlySet<string>): readonly BackupPlan[] {
  const plans = child(state, "plans");
  return [...names].flatMap((name) => {
    const plan = child(plans, name);
    return plan === undefined ? [] : [backupPlanOf(name, plan)];
  });
}

/** The policies that cause the edits at or below a path. */
export function policiesBehind({ group }: ProtectionChange, wanted: string): readonly string[] {
  const ids = new Set<string>();
  const below = `${wanted}/`;
  for (const { path, policies, causes = policies } of group.edits) {
    if (path === wanted || path.startsWith(below)) {
      causes.forEach((id) => ids.add(id));
    }
  }
  return [...ids];
}
