import { policiesBehind } from "../protection-change";
import { count, list } from "../words";
import { byGroup, isOutcome } from "./find-in-plans";
import type { Risk } from "./risk";

export const planRemoved: Risk = {
  id: "plan-removed",
  severity: "error",
  sentence: "A backup plan is removed: what only it selected is no longer backed up.",
  hint: "Keep it until another plan takes over; existing backups expire as before.",
  find: ({ protections }) =>
    byGroup(protections).flatMap((outcomes) => {
      // Which plans there are does not depend on attachment orders.
      const change = isOutcome(outcomes)
        ? outcomes
        : outcomes.find(({ losesEverything }) => losesEverything !== "yes");
      return change === undefined || change.losesEverything === "yes"
        ? []
        : change.pairs.lostPlans.map(({ name, path, rules, regions }) => ({
            message: `Plan ${JSON.stringify(name)} is removed (${count(rules.length, "rule")} in ${list(regions)}).`,
            accounts: change.accounts,
            policies: policiesBehind(change, path),
            path,
          }));
    }),
};
