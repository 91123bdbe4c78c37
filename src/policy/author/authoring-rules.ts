import { declareRules } from "../../text/rule";

/** What authoring itself finds before a document is validated; some of AWS's refusals are found here too. */
export const AUTHORING_RULES = {
  ...declareRules("error", {
    "authored-value": [
      "An authored policy holds something that does not belong in its place.",
      "Write an object, a value, a list or a wrapper (assign, append, remove, lock, json), as the place takes it.",
    ],
  }),
  ...declareRules("warning", {
    "control-without-effect": [
      "A control inside a lock has no effect: controls only accumulate.",
      "Lock the other nodes one by one, or remove this control.",
    ],
  }),
};
