import { airGappedRetention } from "./air-gapped-retention";
import { copyNotPossible } from "./copy-not-possible";
import { ignoredForType } from "./ignored-for-type";
import type { PlanAdviceRule } from "./plan-advice";
import { rulesOverlap } from "./rules-overlap";
import { unsupportedInRegion } from "./unsupported-in-region";

/** What AWS Backup does differently from what a plan says. A new rule is a file beside this one and a line here. */
export const PLAN_ADVICE: readonly PlanAdviceRule[] = [
  airGappedRetention,
  copyNotPossible,
  unsupportedInRegion,
  ignoredForType,
  rulesOverlap,
];
