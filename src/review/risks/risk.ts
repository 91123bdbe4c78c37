import type { EffectivePolicies } from "../../organization/effective-policies";
import type { Severity } from "../../text/issue";
import type { Transition } from "../comparison";
import type { Finding } from "../review";

/** What a rule may look at. */
export interface RiskContext {
  readonly before: EffectivePolicies;
  readonly after: EffectivePolicies;
  readonly transitions: readonly Transition[];
  /** The time of the review: AWS judges schedules from the moment of a request. */
  readonly at: Date;
  /** Parts of the declared code that could not be followed. */
  readonly unresolved: readonly { readonly origin: string; readonly message: string }[];
}

/** One rule: what it looks for, how bad it is, what to do. The page of findings is made from these. */
export interface Risk {
  readonly id: string;
  readonly severity: Severity;
  /** One sentence on what the rule reports. */
  readonly sentence: string;
  /** What to do about it. */
  readonly hint: string;
  readonly find: (context: RiskContext) => readonly RiskFinding[];
}

/** What a rule says of one occurrence; its id, severity and hint come from the rule. */
export type RiskFinding = Omit<Finding, "rule" | "severity" | "hint"> & { readonly hint?: string };
