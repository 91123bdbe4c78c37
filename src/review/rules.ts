import type { Rule } from "../text/rule";
import { ACKNOWLEDGEMENT_RULES } from "./acknowledge";
import { GUARDRAIL_RULES } from "./guardrails/guardrail-rules";
import { ALL_RISKS } from "./risks/all-risks";

/** Every rule that a finding of the review can name. */
export const REVIEW_RULES: readonly Rule[] = [
  ...ALL_RISKS.map(({ id, severity, sentence, hint }) => ({ id, severity, sentence, hint })),
  ...Object.values(GUARDRAIL_RULES),
  ...Object.entries(ACKNOWLEDGEMENT_RULES).map(([id, rule]) => ({ id, ...rule })),
];
