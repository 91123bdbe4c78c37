import type { Infrastructure } from "./infrastructure";

/** What is known of a change besides the organization before and after it: how it is applied, and what comes with it. */
export interface ChangeFacts {
  /** Parts of the code or plan that could not be followed; each becomes a finding. */
  readonly unresolved?: readonly Remark[];
  /** What AWS will refuse while the change is applied. */
  readonly refusals?: readonly Remark[];
  /** Attachments that are taken away and made again: a time without the policy, and a new place in the order. */
  readonly replacedAttachments?: readonly PolicyAtTarget[];
  readonly infrastructure?: {
    /** Absent where the source does not tell what was there before. */
    readonly before?: Infrastructure;
    readonly after: Infrastructure;
  };
}

/** A sentence on something that belongs to a place in the code. */
export interface Remark {
  /** A construct path or Terraform address. */
  readonly origin: string;
  readonly message: string;
}

export interface PolicyAtTarget {
  readonly policyId: string;
  readonly targetId: string;
}
