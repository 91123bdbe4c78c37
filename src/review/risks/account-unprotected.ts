import { onceByGroup } from "../protection-change";
import type { Risk } from "./risk";

export const accountUnprotected: Risk = {
  id: "account-unprotected",
  severity: "error",
  sentence: "Accounts that are backed up now will not be backed up at all.",
  hint: "Attach a policy to them or above them that holds a complete plan, or acknowledge the finding where the accounts are to be closed.",
  find: ({ protections }) =>
    onceByGroup(protections)
      .filter(({ losesEverything }) => losesEverything)
      .map(({ accounts, pairs, isGone, group }) => ({
        message: isGone
          ? "The accounts leave the organization, and its backup policies no longer reach them."
          : `No backup plan is left: ${[...pairs.lostPlans, ...pairs.plans.map(({ before }) => before)].map(({ name }) => JSON.stringify(name)).join(", ")} ended.`,
        accounts,
        policies: [...new Set(group.edits.flatMap(({ policies, causes = policies }) => causes))],
        path: isGone ? "" : "plans",
      })),
};
