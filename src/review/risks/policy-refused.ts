import { refusals } from "../../organization/refused-policies";
import { accountsInheriting } from "../accounts-inheriting";
import { isSamePolicy } from "../../organization/same-policy";
import type { Risk } from "./risk";

export const policyRefused: Risk = {
  id: "policy-refused",
  severity: "error",
  failsSynthesis: true,
  sentence: "AWS refuses the document when it is created or updated: the apply fails.",
  hint: "Check the document by itself with `org-backup validate`.",
  find: ({ before, after, at }) =>
    after.organization.policies
      .filter((policy) => !isSamePolicy(before.organization.policy(policy.id), policy))
      .flatMap((policy) =>
        refusals(policy, at).map(({ message, path, hint }) => ({
          message: `${JSON.stringify(policy.name)}: ${message}`,
          accounts: accountsInheriting(after.organization, policy.id),
          policies: [policy.id],
          path,
          hint,
        })),
      ),
};
