import type { Severity } from "../text/issue";
import { ACKNOWLEDGEMENT_RULES } from "./guardrails/acknowledge";
import { GUARDRAIL_RULES } from "./guardrails/guardrail-rules";
import { ALL_RISKS } from "./risks/all-risks";

/** What is told of a rule: the page of findings and the reports are made from these. */
export interface Rule {
  readonly id: string;
  readonly severity: Severity;
  readonly sentence: string;
  readonly hint: string;
}

/** Every rule that a finding of the review can name. */
export const ALL_RULES: readonly Rule[] = [
  ...ALL_RISKS.map(({ id, severity, sentence, hint }) => ({ id, severity, sentence, hint })),
  ...Object.entries(GUARDRAIL_RULES).map(([id, rule]) => ({ id, ...rule })),
  ...Object.entries(ACKNOWLEDGEMENT_RULES).map(([id, rule]) => ({ id, ...rule })),
];
