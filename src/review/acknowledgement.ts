import type { AccountFilter } from "./account-filter";

/** Accepts findings: they are still shown, with the reason, but no longer count. */
export interface Acknowledgement {
  /** The rule of the findings: `account-withheld` for example. */
  readonly rule: string;

  /**
   * The accounts for which the findings are accepted. If a finding also affects other accounts, it stays open
   * for them.
   *
   * @default - every account
   */
  readonly accounts?: AccountFilter;

  /**
   * Names of policies, with `*` and `?`: a finding must name one of them.
   *
   * @default - any policy
   */
  readonly policies?: readonly string[];

  /**
   * Where in the policy, and below: `plans/daily`.
   *
   * @default - anywhere
   */
  readonly path?: string;

  /** Why the findings are accepted. */
  readonly reason: string;

  /**
   * The last day on which they are accepted, in UTC: `2027-01-31`.
   *
   * @default - no end
   */
  readonly expires?: string;
}

/** An acknowledgement with its place: a line of the guardrails file or a construct path. */
export interface PlacedAcknowledgement extends Acknowledgement {
  readonly where: string;
}
