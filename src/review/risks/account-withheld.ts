import type { EffectivePolicyError } from "../../effective/effective-policy";
import type { AccountGroup } from "../account-groups";
import type { Risk } from "./risk";

export const accountWithheld: Risk = {
  id: "account-withheld",
  severity: "error",
  failsSynthesis: true,
  sentence:
    "AWS finds the merged policy invalid and publishes nothing: the accounts stay on the policy they have. A warning if it is so before the change, and by policies that the code does not declare.",
  hint: "Fix every error listed. A single one makes AWS withhold the account's whole policy, including its valid plans.",
  find: ({ groups, change: { declared } }) =>
    groups.flatMap((group) =>
      (group.after?.status === "withheld" ? group.after.errors : []).flatMap((error) => {
        const { code, message, path, policies } = error;
        const isFault = isNew(error, group) || policies.some((id) => declared?.origins.has(id) === true);
        return isFault || declared !== undefined
          ? [
              {
                message: `AWS withholds the merged policy: ${code}, ${message}.`,
                ...(isFault ? {} : { severity: "warning" as const }),
                accounts: group.accounts,
                policies,
                path,
              },
            ]
          : [];
      }),
    ),
};

function isNew({ message, path }: EffectivePolicyError, { before }: AccountGroup): boolean {
  return before?.errors.some((known) => known.message === message && known.path === path) !== true;
}
