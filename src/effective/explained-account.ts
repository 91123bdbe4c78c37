import type { EffectivePolicy } from "./effective-policy";
import type { ExplainedSetting } from "./explain";

/** What is to be told of one account. */
export interface ExplainedAccount {
  readonly account: string;
  /** What was asked for; empty for everything. */
  readonly path: string;
  /** What becomes of the policy as a whole. */
  readonly outcome: EffectivePolicy;
  readonly settings: readonly ExplainedSetting[];
}
