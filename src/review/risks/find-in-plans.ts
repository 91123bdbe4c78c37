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
  const known = new Map<PlanPair, readonly PlanFinding[]>();
  const findingsIn = (pair: PlanPair): readonly PlanFinding[] => getOrAdd(known, pair, () => look(pair));
  const all: RiskFinding[] = [];
  const add = (finding: PlanFinding, change: ProtectionChange): void => {
    all.push({ ...finding, accounts: change.accounts, policies: policiesBehind(change, finding.path) });
  };
  // Most accounts have one outcome, and most plans nothing to find: a list for each of a million is felt.
  for (const outcomes of byGroup(protections)) {
    if (isOutcome(outcomes)) {
      for (const pair of outcomes.losesEverything === "yes" ? [] : outcomes.pairs.plans) {
        for (const finding of findingsIn(pair)) {
          add(finding, outcomes);
        }
      }
    } else {
      for (const { finding, change } of findInOutcomes(outcomes, findingsIn)) {
        add(finding, change);
      }
    }
  }
  return all;
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
