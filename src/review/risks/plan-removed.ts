import { onceByGroup, policiesBehind } from "../protection-change";
import { count, list } from "../words";
import type { Risk } from "./risk";

export const planRemoved: Risk = {
  id: "plan-removed",
  severity: "error",
  sentence: "A backup plan ends: whatever only it selected is no longer backed up.",
  hint: "Keep the plan until another one covers the same resources. Existing recovery points stay until their retention ends.",
  find: ({ protections }) =>
    onceByGroup(protections).flatMap((change) =>
      change.losesEverything
        ? []
        : change.pairs.lostPlans.map(({ name, path, rules, regions }) => ({
            message: `The plan ${JSON.stringify(name)} ends: ${count(rules.length, "rule")} in ${list(regions)}.`,
            accounts: change.accounts,
            policies: policiesBehind(change, path),
            path,
          })),
    ),
};
