import type { Risk } from "./risk";

export const orderDependent: Risk = {
  id: "order-dependent",
  severity: "warning",
  sentence: "Policies of one target assign the same setting and nobody knows which was attached first: the value is one of several.",
  hint: "Let one policy of the target assign the setting, or settle the order: detach and attach again, or record the order in the organization file.",
  find: ({ transitions }) =>
    transitions.flatMap(({ accounts, before, after }) =>
      (after?.orderDependent ?? [])
        .filter(({ path }) => before?.orderDependent.some((known) => known.path === path) !== true)
        .map(({ path, alternatives }) => ({
          message: `The value is ${alternatives.map(({ value }) => JSON.stringify(value)).join(" or ")}, by which policy was attached first.`,
          accounts,
          policies: alternatives.map(({ policyId }) => policyId),
          path,
        })),
    ),
};
