import type { Rule } from "../text/rule";
import { ACKNOWLEDGEMENT_RULES } from "./guardrails/acknowledge";
import { GUARDRAIL_RULES } from "./guardrails/guardrail-rules";
import { ALL_RISKS } from "./risks/all-risks";

/** Every rule that a finding of the review can name. */
export const ALL_RULES: readonly Rule[] = [
  ...ALL_RISKS.map(({ id, severity, sentence, hint }) => ({ id, severity, sentence, hint })),
  ...Object.entries(GUARDRAIL_RULES).map(([id, rule]) => ({ id, ...rule })),
  ...Object.entries(ACKNOWLEDGEMENT_RULES).map(([id, rule]) => ({ id, ...rule })),
];
