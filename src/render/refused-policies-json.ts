import type { RefusedPolicy } from "../organization/refused-policies";
import { issueJson } from "./finding-json";

/** The policies that AWS would refuse; no key if there are none. */
export function refusedPoliciesJson(refused: readonly RefusedPolicy[] = []): object {
  const refusedPolicies = refused.map(({ policy: { id, name }, issues }) => ({
    policy: id,
    name,
    issues: issues.map(issueJson),
  }));
  return refused.length > 0 ? { refusedPolicies } : {};
}
