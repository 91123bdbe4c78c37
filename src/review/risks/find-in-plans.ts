import { policiesBehind } from "../protection-change";
import type { ProtectionChange } from "../protection-change";
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
  for (const outcomes of byGroup(protections)) {
    const found = new Map<string, { readonly finding: RiskFinding; count: number }>();
    for (const change of outcomes) {
      for (const pair of change.losesEverything ? [] : change.pairs.plans) {
        const inPair = known.get(pair) ?? look(pair);
        known.set(pair, inPair);
        for (const finding of inPair) {
          const key = `${finding.path} ${finding.message}`;
          const { accounts } = change;
          const same = change.isByOrder ? found.get(key) : undefined;
          if (same === undefined) {
            const policies = policiesBehind(change, finding.path);
            found.set(change.isByOrder ? key : `${found.size}`, {
              finding: { ...finding, accounts, policies },
              count: 1,
            });
          } else {
            same.count += 1;
          }
        }
      }
    }
    for (const { finding, count } of found.values()) {
      // What only some of the possible attachment orders bring about is no fact.
      const isCertain = outcomes[0]?.isByOrder !== true || count === outcomes.length;
      all.push(isCertain ? finding : { ...finding, message: `${finding.message} ${BY_ORDER}` });
    }
  }
  return all;
}

const BY_ORDER = "Whether this happens depends on an attachment order that is not known.";

/** The outcomes of one group of accounts stand together. */
function byGroup(protections: readonly ProtectionChange[]): readonly (readonly ProtectionChange[])[] {
  const groups: ProtectionChange[][] = [];
  for (const change of protections) {
    const last = change.isByOrder ? groups.at(-1) : undefined;
    if (last?.[0]?.isByOrder === true && last[0].group === change.group) {
      last.push(change);
    } else {
      groups.push([change]);
    }
  }
  return groups;
}
