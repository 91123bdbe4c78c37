import type { Demands, Guardrails } from "../../../src/review/guardrails/guardrails";

/** One requirement of every account, an error where it is not met. */
export function guardrailsOf(require: Demands): Guardrails {
  return {
    requirements: [{ id: "must", severity: "error", accounts: {}, require, where: "guardrails.yaml:3:5" }],
    acknowledgements: [],
  };
}
