import type { BackupPlan } from "../../effective/backup-plan";
import type { ProtectionPairs } from "../protection-pairs";
import { onceByGroup } from "../protection-change";
import type { Risk } from "./risk";

export const accountUnprotected: Risk = {
  id: "account-unprotected",
  severity: "error",
  sentence: "Accounts that are backed up now will not be backed up at all.",
  hint: "Attach a policy with a complete plan to them or above them, or acknowledge the finding if the accounts are to be closed.",
  find: ({ protections }) =>
    onceByGroup(protections)
      .filter(({ losesEverything }) => losesEverything)
      .map(({ accounts, pairs, isGone, group }) => ({
        message: isGone
          ? "The accounts leave the organization, and its backup policies no longer apply."
          : `No backup plan is left: ${whatEnds(pairs)}.`,
        accounts,
        policies: [...new Set(group.edits.flatMap(({ policies, causes = policies }) => causes))],
        path: isGone ? "" : "plans",
      })),
};

/** A plan may be gone, or stay with rules that never run again. */
function whatEnds({ lostPlans, plans }: ProtectionPairs): string {
  const isOver = ({ rules, leftOut }: BackupPlan): boolean => rules.length === 0 && leftOut !== undefined;
  const named = (ended: readonly BackupPlan[]): string =>
    ended.map(({ name }) => JSON.stringify(name)).join(", ");
  const stay = plans.filter(({ after }) => isOver(after)).map(({ before }) => before);
  const gone = [...lostPlans, ...plans.filter(({ after }) => !isOver(after)).map(({ before }) => before)];
  return [
    ...(gone.length === 0 ? [] : [`${named(gone)} ${gone.length === 1 ? "is" : "are"} gone`]),
    ...(stay.length === 0 ? [] : [`no rule of ${named(stay)} runs again`]),
  ].join(", ");
}
