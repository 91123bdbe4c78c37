import type { AccountGroup } from "../account-groups";
import type { Risk, RiskContext, RiskFinding } from "./risk";

export const orderDependent: Risk = {
  id: "order-dependent",
  severity: "warning",
  sentence:
    "Policies of one target assign the same setting and their attachment order is not known: the value is one of several.",
  hint: "Let one policy of the target assign the setting, or settle the order: detach and attach again, or record the order in the organization file.",
  find: (context) => context.groups.flatMap((group) => [...values(group), ...errors(group, context)]),
};

function values({ accounts, before, after }: AccountGroup): readonly RiskFinding[] {
  return (after?.orderDependent ?? [])
    .filter(({ path }) => before?.orderDependent.some((known) => known.path === path) !== true)
    .map(({ path, alternatives }) => ({
      message: `The value is ${alternatives.map(({ value }) => JSON.stringify(value)).join(" or ")}, depending on which policy was attached first.`,
      accounts,
      policies: alternatives.map(({ policyId }) => policyId),
      path,
    }));
}

/** In some orders AWS would find the merged policy invalid. */
function errors(
  { accounts, before, after }: AccountGroup,
  { after: { organization } }: RiskContext,
): readonly RiskFinding[] {
  return (after?.possibleErrors ?? [])
    .filter(
      ({ path, message }) =>
        before?.possibleErrors.some((known) => known.path === path && known.message === message) !== true,
    )
    .map(({ path, code, message, conditions }) => ({
      message: `AWS withholds the policy if ${conditions
        .map((all) =>
          all
            .map(({ policyId }) => JSON.stringify(organization.policy(policyId)?.name ?? policyId))
            .join(" and "),
        )
        .join(" or ")} was attached first: ${code}, ${message}.`,
      accounts,
      policies: [...new Set(conditions.flat().map(({ policyId }) => policyId))],
      path,
    }));
}
