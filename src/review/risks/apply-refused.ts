import type { Risk } from "./risk";

export const applyRefused: Risk = {
  id: "apply-refused",
  severity: "error",
  failsSynthesis: true,
  sentence: "AWS refuses a step of the change: the apply stops halfway.",
  hint: "Change the code so that the step is possible: what refers to a thing goes before the thing itself.",
  find: ({ change }) =>
    (change.refusals ?? []).map(({ origin, message }) => ({
      message: `${origin}: ${message}`,
      accounts: [],
      policies: [],
      path: "",
    })),
};
