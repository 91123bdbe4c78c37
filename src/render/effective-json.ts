import type { EffectivePolicy } from "../effective/effective-policy";
import type { EffectivePolicies } from "../organization/effective-policies";
import { validationErrorJson } from "../effective/validation-error";
import { policyInForce } from "../organization/policy-in-force";
import type { RefusedPolicy } from "../organization/refused-policies";
import { issueJson } from "./finding-json";

/** Effective policies as JSON, `schemaVersion` 1, by account in the order given. */
export function effectiveJson(
  policies: EffectivePolicies,
  accountIds: readonly string[],
  refused: readonly RefusedPolicy[] = [],
): string {
  const accounts = Object.fromEntries(
    accountIds.flatMap((id) => {
      const policy = policies.of(id);
      return policy === undefined ? [] : [[id, accountJson(policies, id, policy)] as const];
    }),
  );
  const refusedPolicies = refused.map(({ policy: { id, name }, issues }) => ({
    policy: id,
    name,
    issues: issues.map(issueJson),
  }));
  const document = { schemaVersion: 1, accounts, ...(refused.length > 0 ? { refusedPolicies } : {}) };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function accountJson(policies: EffectivePolicies, id: string, effective: EffectivePolicy): object {
  const { status, policy, errors, possibleErrors, notes, advice, orderDependent } = effective;
  const { organization } = policies;
  return {
    name: organization.account(id)?.name,
    path: organization.path(id),
    state: organization.account(id)?.state,
    status,
    policy,
    errors: errors.map(validationErrorJson),
    notes: notes.map(({ assumption, evidence, message, path }) => ({
      rule: assumption,
      evidence,
      message,
      path,
    })),
    ...(status === "withheld" ? { inForce: policyInForce(id, policies) } : {}),
    ...(advice.length > 0 ? { advice: advice.map(issueJson) } : {}),
    ...(orderDependent.length > 0 ? { orderDependent } : {}),
    ...(possibleErrors.length > 0 ? { possibleStatuses: [status, "withheld"], possibleErrors } : {}),
  };
}
