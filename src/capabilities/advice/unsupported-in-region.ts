import type { BackupRule } from "../../effective/backup-plan/backup-rule";
import { availability, regionOffers, tableRegion } from "../regions";
import type { RegionFeature } from "../regions";
import { namedKinds } from "../selection/reachable-kinds";
import { answerSentences, kindsByAnswer } from "./kinds-by-answer";
import type { PlanAdvice, PlanAdviceRule } from "./plan-advice";

/** What a Region must offer, and which rules use it. */
const FEATURES: readonly (readonly [RegionFeature, (rule: BackupRule) => boolean])[] = [
  ["backup-policies", () => true],
  ["air-gapped", ({ airGappedVault }) => airGappedVault !== undefined],
  ["index", ({ indexedTypes }) => indexedTypes.length > 0],
  ["scan", ({ scans }) => scans.length > 0],
];

export const unsupportedInRegion: PlanAdviceRule = {
  id: "unsupported-in-region",
  severity: "warning",
  sentence:
    "AWS Backup does not support a selected resource type, or something that a rule uses, in a Region of the plan.",
  hint: "Remove the Region from the plan, or select the type in a plan of its own. `org-backup help capabilities` lists what each Region offers.",
  advise: ({ regions, rules, selections, path }) => {
    const kinds = namedKinds(selections);
    const needed = FEATURES.filter(([, isUsed]) => rules.some(isUsed));
    const advice: PlanAdvice[] = [];
    const add = (message: string, isOpen: boolean): void => {
      const severity = isOpen ? { severity: "notice" as const } : {};
      advice.push({ message, path: `${path}/regions`, ruleNames: undefined, ...severity });
    };
    for (const region of regions) {
      // Regions that no page lists have advice of their own.
      if (tableRegion(region) !== undefined) {
        for (const [feature] of needed) {
          const { answer, reason } = regionOffers(region, feature);
          if (answer !== "yes") {
            add(reason, answer !== "no");
          }
        }
        const found = kindsByAnswer(kinds, (kind) => availability(kind, region));
        const sentences = answerSentences(
          found,
          `In ${region}, AWS Backup does not support`,
          `AWS Backup supports, in ${region},`,
        );
        if (sentences !== "") {
          add(sentences, found.no.length + found.probablyNo.length === 0);
        }
      }
    }
    return advice;
  },
};
