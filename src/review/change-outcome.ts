import type { EffectivePolicies } from "../organization/effective-policies";
import type { Infrastructure } from "./infrastructure";

/** What a change leads to: the organization after it, and what is known of the way there. */
export interface ChangeOutcome {
  readonly after: EffectivePolicies;
  /** Parts of the code or plan that could not be followed; each becomes a finding. */
  readonly unresolved?: readonly PlacedMessage[];
  /** What AWS will refuse while the change is applied. */
  readonly refusals?: readonly PlacedMessage[];
  /** Attachments that are removed and recreated: for a moment the policy is detached, then it is last in order. */
  readonly replacedAttachments?: readonly PolicyAtTarget[];
  readonly infrastructure?: {
    /** Undefined if the source does not show what exists before. */
    readonly before?: Infrastructure;
    readonly after: Infrastructure;
  };
}

/** A sentence about a place in the code. */
export interface PlacedMessage {
  /** A construct path or Terraform address. */
  readonly origin: string;
  readonly message: string;
}

export interface PolicyAtTarget {
  readonly policyId: string;
  readonly targetId: string;
}
