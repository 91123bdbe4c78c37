import { accountsBelow } from "../accounts-inheriting";
import type { Risk } from "./risk";

export const attachmentReplaced: Risk = {
  id: "attachment-replaced",
  severity: "warning",
  sentence:
    "Terraform takes an attachment away and makes it again: for a while the policy does not count, and afterwards it is the last of its target.",
  hint: "Apply when no backup is due, and check the settings that other policies of the target assign too. A change of a policy's type causes this; a change of its content or name does not.",
  find: ({ after: { organization }, change }) =>
    (change.replacedAttachments ?? []).map(({ policyId, targetId }) => {
      const others = organization.attached(targetId).policies.length - 1;
      const place = others > 0 ? ", and it comes after the others there" : "";
      return {
        message: `The attachment of ${JSON.stringify(organization.policy(policyId)?.name ?? policyId)} to ${organization.path(targetId)} is replaced: a time without it${place}.`,
        accounts: accountsBelow(organization, [targetId]),
        policies: [policyId],
        path: "",
      };
    }),
};
