import type { RefusalRule } from "../validate/refusals";

/** What authoring itself finds before a document is validated, by the stable identifier of the rule. */
export const AUTHORING_RULES = {
  "authored-value": "An authored node holds what its place takes: an object, a value, a list, or a wrapper.",
  "control-without-effect": "A control inside a lock is overruled: controls of nodes only accumulate.",
} as const satisfies Readonly<Record<string, string>>;

/** Rules of authoring, and those that it shares with the validation. */
export type AuthoringRule =
  keyof typeof AUTHORING_RULES | Extract<RefusalRule, "unknown-key" | "duplicate-key" | "name-format">;
