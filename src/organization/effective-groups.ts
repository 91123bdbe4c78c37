import { ContentSet } from "../effective/content-set";
import type { EffectivePolicy } from "../effective/effective-policy";
import type { MergedNode } from "../effective/merged-node";
import { getOrAdd } from "../text/get-or-add";
import type { EffectivePolicies } from "./effective-policies";
import { policyInForce } from "./policy-in-force";
import type { PolicyInForce } from "./policy-in-force";

/** Accounts of which the same is to be said: their outcome, and what is in force where it is withheld. */
export interface EffectiveGroup {
  readonly policy: EffectivePolicy;
  /** Where the policy is withheld. */
  readonly inForce: PolicyInForce | undefined;
  readonly accounts: readonly string[];
}

/** The groups in the order of their first accounts; ids that are no accounts are left out. */
export function effectiveGroups(
  policies: EffectivePolicies,
  accountIds: Iterable<string>,
): readonly EffectiveGroup[] {
  const contents = new ContentSet();
  const byContent = new Map<MergedNode, Map<string, string[]>>();
  const keys = new Map<EffectivePolicy, string>();
  const groups: EffectiveGroup[] = [];
  for (const id of accountIds) {
    const policy = policies.of(id);
    if (policy !== undefined) {
      const alike = getOrAdd(byContent, contents.add(policy.state), () => new Map<string, string[]>());
      const inForce = policy.status === "withheld" ? policyInForce(id, policies) : undefined;
      const remarks = getOrAdd(keys, policy, () => remarksOn(policy));
      const key = inForce === undefined ? remarks : `${remarks} ${JSON.stringify(inForce)}`;
      getOrAdd(alike, key, () => {
        const accounts: string[] = [];
        groups.push({ policy, inForce, accounts });
        return accounts;
      }).push(id);
    }
  }
  return groups;
}

/** All that is said of an outcome besides the document. */
function remarksOn(policy: EffectivePolicy): string {
  const { status, errors, possibleErrors, notes, advice, orderDependent } = policy;
  return JSON.stringify([status, errors, possibleErrors, notes, advice, orderDependent]);
}
