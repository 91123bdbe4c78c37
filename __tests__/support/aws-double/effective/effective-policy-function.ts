import type { JsonObject } from "../../../../src/text/json";

/** The policies of one type that are attached at one level, oldest attachment first. */
export interface PolicyLevel {
  readonly level: "root" | "ou" | "account";
  readonly policies: readonly { readonly id: string; readonly content: JsonObject }[];
}

/** Why an effective policy is not published; the members of EffectivePolicyValidationError. */
export interface EffectivePolicyError {
  readonly code: string;
  readonly message: string;
  /** `plans/daily/regions` */
  readonly path: string;
  readonly policies: readonly string[];
}

export interface EffectivePolicyResult {
  readonly policy: object;
  /** Any error withholds the policy. */
  readonly errors: readonly EffectivePolicyError[];
}

/**
 * Merges the levels above an account, root first, into its effective policy. The time is that of the
 * evaluation: equal levels are evaluated once.
 */
export type EffectivePolicyFunction = (levels: readonly PolicyLevel[], at: Date) => EffectivePolicyResult;
