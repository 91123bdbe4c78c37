import { policiesBehind } from "../protection-change";
import type { PlanPair } from "../protection-pairs";
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
  const all: RiskFinding[] = [];
  for (const change of protections) {
    if (!change.losesEverything) {
      for (const pair of change.pairs.plans) {
        const found = known.get(pair) ?? look(pair);
        known.set(pair, found);
        for (const finding of found) {
          all.push({ ...finding, accounts: change.accounts, policies: policiesBehind(change, finding.path) });
        }
      }
    }
  }
  return all;
}
