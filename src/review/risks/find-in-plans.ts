import { policiesBehind } from "../protection-change";
import type { ProtectionChange } from "../protection-change";
import type { PlanPair } from "../protection-pairs";
import { getOrAdd } from "../../text/get-or-add";
import type { RiskContext, RiskFinding } from "./risk";

export type PlanFinding = Omit<RiskFinding, "accounts" | "policies">;

/**
 * Looks at every pair of plans that is in force before and after; each distinct pair is looked at once.
 * Accounts that lose all their backups are told by a rule of its own.
 */
export function findInPlans(
  { protections }: RiskContext,
  look: (pair: PlanPair) => readonly PlanFinding[],
): readonly RiskFinding[] {
  const found = new FoundInPlans();
  const known = new Map<PlanPair, readonly PlanFinding[]>();
  const findingsIn = (pair: PlanPair): readonly PlanFinding[] =>
    getOrAdd(known, pair, () => look(pair).map((finding) => found.first(finding)));
  // Most accounts have one outcome, and most plans nothing to find: a list for each of a million is felt.
  for (const outcomes of byGroup(protections)) {
    if (isOutcome(outcomes)) {
      for (const pair of outcomes.losesEverything === "yes" ? [] : outcomes.pairs.plans) {
        for (const finding of findingsIn(pair)) {
          found.add(finding, outcomes);
        }
      }
    } else {
      for (const { finding, change } of findInOutcomes(outcomes, findingsIn)) {
        found.add(found.first(finding), change);
      }
    }
  }
  return found.findings;
}

/** Thousands of groups of accounts find the same in the plans that they share: it is one finding from the start. */
class FoundInPlans {
  readonly findings: RiskFinding[] = [];
  private readonly firsts = new Map<string, PlanFinding>();
  private readonly accounts = new Map<PlanFinding, Map<string, string[]>>();

  /** The same object for findings that say the same. */
  first(finding: PlanFinding): PlanFinding {
    return getOrAdd(this.firsts, JSON.stringify(finding), () => finding);
  }

  add(first: PlanFinding, change: ProtectionChange): void {
    const policies = policiesBehind(change, first.path);
    const byPolicies = getOrAdd(this.accounts, first, () => new Map<string, string[]>());
    const accounts = getOrAdd(byPolicies, policies.join(), () => {
      const own: string[] = [];
      this.findings.push({ ...first, accounts: own, policies });
      return own;
    });
    change.accounts.forEach((id) => accounts.push(id));
  }
}

/** What some of the possible attachment orders bring about, or all of them. */
function findInOutcomes(
  outcomes: readonly ProtectionChange[],
  findingsIn: (pair: PlanPair) => readonly PlanFinding[],
): readonly { readonly finding: PlanFinding; readonly change: ProtectionChange }[] {
  const found = new Map<string, { finding: PlanFinding; change: ProtectionChange; count: number }>();
  for (const change of outcomes) {
    for (const finding of (change.losesEverything === "yes" ? [] : change.pairs.plans).flatMap(findingsIn)) {
      getOrAdd(found, `${finding.path} ${finding.message}`, () => ({ finding, change, count: 0 })).count += 1;
    }
  }
  // What only some of the possible attachment orders bring about is no fact.
  return [...found.values()].map(({ finding, change, count }) => ({
    change,
    finding: count === outcomes.length ? finding : { ...finding, message: `${finding.message} ${BY_ORDER}` },
  }));
}

export const BY_ORDER = "Whether this happens depends on an attachment order that is not known.";

/** The one outcome of a group of accounts, or all those that attachment orders allow, which stand together. */
export function byGroup(
  protections: readonly ProtectionChange[],
): readonly (ProtectionChange | readonly ProtectionChange[])[] {
  const groups: (ProtectionChange | ProtectionChange[])[] = [];
  for (const change of protections) {
    const last = change.isByOrder ? groups.at(-1) : undefined;
    if (last !== undefined && !isOutcome(last) && last[0]?.group === change.group) {
      last.push(change);
    } else {
      groups.push(change.isByOrder ? [change] : change);
    }
  }
  return groups;
}

export function isOutcome(group: ProtectionChange | readonly ProtectionChange[]): group is ProtectionChange {
  return !Array.isArray(group);
}
