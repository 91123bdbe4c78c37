import { AIR_GAPPED_MINIMUM_DAYS, fitsAirGappedVault } from "../lifecycle/vault-limits";
import type { PlanAdviceRule } from "./plan-advice";

export const airGappedRetention: PlanAdviceRule = {
  id: "air-gapped-retention",
  severity: "error",
  sentence: `A rule with an air-gapped vault keeps recovery points for less than ${AIR_GAPPED_MINIMUM_DAYS} days, the minimum of every such vault, or forever, though every such vault has a maximum.`,
  hint: `Set delete_after_days to ${AIR_GAPPED_MINIMUM_DAYS} or more, within the maximum of the vault.`,
  advise: ({ rules }) =>
    rules.flatMap(({ name, path, airGappedVault, retentionDays }) => {
      const fit = fitsAirGappedVault(retentionDays);
      return airGappedVault === undefined || fit.answer === "yes"
        ? []
        : [
            {
              message: fit.reason,
              path: `${path}/lifecycle/delete_after_days`,
              ruleNames: [name],
              ...(fit.mark === "certain" ? {} : { severity: "warning" as const }),
            },
          ];
    }),
};
