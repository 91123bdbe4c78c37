import { validationErrorJson } from "../effective/validation-error";
import { effectiveGroups } from "../organization/effective-groups";
import type { EffectiveGroup } from "../organization/effective-groups";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { Organization } from "../organization/organization";
import type { RefusedPolicy } from "../organization/refused-policies";
import { issueJson } from "./finding-json";
import { jsonPieces } from "./json-pieces";
import { refusedPoliciesJson } from "./refused-policies-json";

/** Effective policies as JSON, `schemaVersion` 1: each distinct one once, in the order of its first account. */
export function effectiveJson(
  policies: EffectivePolicies,
  accountIds: readonly string[],
  refused: readonly RefusedPolicy[] = [],
): string {
  return [...effectiveJsonPieces(policies, accountIds, refused)].join("");
}

/** As {@link effectiveJson}, a policy at a time: that of a large organization may be longer than a text can be. */
export function effectiveJsonPieces(
  policies: EffectivePolicies,
  accountIds: readonly string[],
  refused: readonly RefusedPolicy[],
): Iterable<string> {
  const { organization } = policies;
  const groups = effectiveGroups(policies, accountIds);
  return jsonPieces(
    {
      schemaVersion: 1,
      accounts: Object.fromEntries(
        groups.flatMap((group) => group.accounts.map((id) => [id, accountJson(organization, id)] as const)),
      ),
      ...refusedPoliciesJson(refused),
    },
    "effectivePolicies",
    groups,
    groupJson,
  );
}

function accountJson(organization: Organization, id: string): object {
  const account = organization.account(id);
  return { name: account?.name, path: organization.path(id), state: account?.state };
}

function groupJson({ policy: effective, inForce, accounts }: EffectiveGroup): object {
  const { status, policy, errors, possibleErrors, notes, advice, orderDependent } = effective;
  return {
    accounts,
    status,
    policy,
    errors: errors.map(validationErrorJson),
    notes: notes.map(({ assumption, evidence, message, path }) => ({
      rule: assumption,
      evidence,
      message,
      path,
    })),
    ...(inForce === undefined ? {} : { inForce }),
    ...(advice.length > 0 ? { advice: advice.map(issueJson) } : {}),
    ...(orderDependent.length > 0 ? { orderDependent } : {}),
    ...(possibleErrors.length > 0 ? { possibleStatuses: [status, "withheld"], possibleErrors } : {}),
  };
}
