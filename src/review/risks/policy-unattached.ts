import { isSamePolicy } from "../../organization/same-policy";
import type { Risk } from "./risk";

export const policyUnattached: Risk = {
  id: "policy-unattached",
  severity: "notice",
  sentence: "A policy that the change touches is attached to nothing and has no effect.",
  hint: "Attach it to the root, an OU or an account, or delete it.",
  find: ({ before, after }) => {
    const attached = new Set(after.organization.attachments.flatMap(({ policyIds }) => policyIds));
    const attachedBefore = new Set(before.organization.attachments.flatMap(({ policyIds }) => policyIds));
    // A policy that may come to be attached is not unattached.
    const open = (after.organization.data.openAttachments ?? []).filter(
      ({ isDetachment }) => isDetachment !== true,
    );
    const isOpen = (id: string): boolean =>
      open.some(({ policyIds }) => policyIds === undefined || policyIds.includes(id));
    return after.organization.policies
      .filter(({ id }) => !isOpen(id))
      .filter((policy) => !attached.has(policy.id))
      .filter(
        (policy) =>
          attachedBefore.has(policy.id) || !isSamePolicy(before.organization.policy(policy.id), policy),
      )
      .map(({ id, name }) => ({
        message: `${JSON.stringify(name)} is ${attachedBefore.has(id) ? "no longer" : "not"} attached to anything.`,
        accounts: [],
        policies: [id],
        path: "",
      }));
  },
};
