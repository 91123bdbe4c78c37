import type { Risk } from "./risk";

export const accountWithheld: Risk = {
  id: "account-withheld",
  severity: "error",
  sentence:
    "AWS finds the merged policy invalid and publishes nothing: the accounts stay on the policy they have.",
  hint: "Mend every error named: one of them is enough for AWS to withhold the account's whole policy, valid plans included.",
  find: ({ groups }) =>
    groups.flatMap(({ accounts, before, after }) =>
      (after?.status === "withheld" ? after.errors : [])
        .filter(
          ({ message, path }) =>
            before?.errors.some((known) => known.message === message && known.path === path) !== true,
        )
        .map(({ code, message, path, policies }) => ({
          message: `${code}: ${message}.`,
          accounts,
          policies,
          path,
        })),
    ),
};
