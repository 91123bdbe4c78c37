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
    const needed = FEATURES.filter(([, isUsed]) => rules.some(isUsed)).map(([feature]) => feature);
    // Regions that no page lists have advice of their own.
    return regions
      .filter((region) => tableRegion(region) !== undefined)
      .flatMap((region): readonly PlanAdvice[] => {
        const missing = needed
          .map((feature) => regionOffers(region, feature))
          .filter(({ answer }) => answer !== "yes");
        const found = kindsByAnswer(kinds, (kind) => availability(kind, region));
        const sentences = answerSentences(
          found,
          `In ${region}, AWS Backup does not support`,
          `AWS Backup supports, in ${region},`,
        );
        const advice = (message: string, isOpen: boolean): PlanAdvice => ({
          message,
          path: `${path}/regions`,
          ruleNames: undefined,
          ...(isOpen ? { severity: "notice" as const } : {}),
        });
        return [
          ...missing.map(({ reason, answer }) => advice(reason, answer !== "no")),
          ...(sentences === "" ? [] : [advice(sentences, found.no.length + found.probablyNo.length === 0)]),
        ];
      });
  },
};
