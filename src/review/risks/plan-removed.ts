import { onceByGroup, policiesBehind } from "../protection-change";
import { count, list } from "../words";
import type { Risk } from "./risk";

export const planRemoved: Risk = {
  id: "plan-removed",
  severity: "error",
  sentence: "A backup plan is removed: what only it selected is no longer backed up.",
  hint: "Keep it until another plan takes over; existing backups expire as before.",
  find: ({ protections }) =>
    onceByGroup(protections).flatMap((change) =>
      change.losesEverything
        ? []
        : change.pairs.lostPlans.map(({ name, path, rules, regions }) => ({
            message: `Plan ${JSON.stringify(name)} is removed (${count(rules.length, "rule")} in ${list(regions)}).`,
            accounts: change.accounts,
            policies: policiesBehind(change, path),
            path,
          })),
    ),
};
