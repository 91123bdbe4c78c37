import { adviceOn } from "../../effective/effective-policy";
import type { Finding } from "../../text/finding";
import { differingPlans } from "../account-groups";
import type { AccountGroup } from "../account-groups";
import type { Risk } from "./risk";

export const notAsWritten: Risk = {
  id: "not-as-written",
  severity: "warning",
  sentence: "AWS publishes the merged policy, but AWS Backup refuses part of it or does something else.",
  hint: "Change the values that conflict once they are merged.",
  find: ({ groups }) =>
    groups.flatMap((group) =>
      newAdvice(group).map(({ message, path, hint, severity }) => ({
        message,
        accounts: group.accounts,
        policies: [],
        path,
        hint,
        severity,
      })),
    ),
};

function newAdvice(group: AccountGroup): readonly Finding[] {
  const { before, after } = group;
  return after?.status !== "published" || after === before
    ? []
    : adviceOn(after, differingPlans(group)).filter(
        ({ rule, path }) =>
          before?.advice.some((known) => known.rule === rule && known.path === path) !== true,
      );
}
