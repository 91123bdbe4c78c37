import { policyDocumentFromValue } from "../policy/document";
import { policyRefusals, policyTextRefusals } from "../policy/validate";
import type { Finding } from "../text/finding";
import type { Policy } from "./model";
import type { Organization } from "./organization";

/** A policy that AWS would not let in: whatever is computed with it is not what AWS does. */
export interface RefusedPolicy {
  readonly policy: Policy;
  readonly issues: readonly Finding[];
}

/** Why AWS would refuse to create or update a policy at that moment; empty where it would not. */
export function refusals({ content }: Policy, at: Date): readonly Finding[] {
  if (content.kind === "unknown") {
    return [];
  }
  return content.text === undefined
    ? policyRefusals(policyDocumentFromValue(content.value), { at })
    : policyTextRefusals(content.text, { at });
}

/** The refused ones among the policies that apply to these accounts. */
export function refusedPolicies(
  organization: Organization,
  accountIds: readonly string[],
  at: Date,
): readonly RefusedPolicy[] {
  const reaching = new Set<Policy>();
  for (const id of organization.targetsOver(accountIds)) {
    for (const policy of organization.attached(id).policies) {
      reaching.add(policy);
    }
  }
  return [...reaching].flatMap((policy) => {
    const issues = refusals(policy, at);
    return issues.length === 0 ? [] : [{ policy, issues }];
  });
}
