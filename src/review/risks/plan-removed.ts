import { policiesBehind } from "../protection-change";
import { count, list } from "../words";
import { BY_ORDER, byGroup, isOutcome } from "./find-in-plans";
import type { Risk } from "./risk";

export const planRemoved: Risk = {
  id: "plan-removed",
  severity: "error",
  sentence: "A backup plan is removed: what only it selected is no longer backed up.",
  hint: "Keep it until another plan takes over; existing backups expire as before.",
  find: ({ protections }) =>
    byGroup(protections).flatMap((outcomes) => {
      const all = isOutcome(outcomes) ? [outcomes] : outcomes;
      const kept = all.filter(({ losesEverything }) => losesEverything !== "yes");
      // Which plans there are does not depend on attachment orders; whether AWS withholds them may.
      const losing = kept.filter(({ pairs }) => pairs.lostPlans.length > 0);
      const [change] = losing;
      const byOrder = losing.length < kept.length ? ` ${BY_ORDER}` : "";
      return change === undefined
        ? []
        : change.pairs.lostPlans.map(({ name, path, rules, regions }) => ({
            message: `Plan ${JSON.stringify(name)} is removed (${count(rules.length, "rule")} in ${list(regions)}).${byOrder}`,
            accounts: change.accounts,
            policies: policiesBehind(change, path),
            path,
          }));
    }),
};
