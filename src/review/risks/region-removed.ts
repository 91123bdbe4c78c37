import { count, list } from "../words";
import { findInPlans } from "./find-in-plans";
import type { Risk } from "./risk";

export const regionRemoved: Risk = {
  id: "region-removed",
  severity: "error",
  sentence: "A plan no longer runs in a Region: resources there are no longer backed up by it.",
  hint: "Keep the Region in the plan's list as long as resources there need backups.",
  find: (context) =>
    findInPlans(context, ({ after, lostRegions }) =>
      lostRegions.length === 0
        ? []
        : [
            {
              message: `The plan ${JSON.stringify(after.name)} no longer backs up ${list(lostRegions)}; ${count(after.regions.length, "Region")} left.`,
              path: `${after.path}/regions`,
            },
          ],
    ),
};
