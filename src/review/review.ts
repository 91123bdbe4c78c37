import type { EffectivePolicyError, EffectiveStatus } from "../effective/effective-policy";
import type { Severity } from "../text/severity";
import type { Finding } from "../text/finding";
import type { Edit } from "./edit";

/** What a change does to every account of an organization. */
export interface Review {
  readonly summary: ReviewSummary;
  /** Accounts with the same edits and outcomes stand in one change; the one with most accounts comes first. */
  readonly changes: readonly Change[];
  /** The most severe first, acknowledged ones last. */
  readonly findings: readonly Finding[];
  /** The names of the policies that changes and findings mention by id. */
  readonly policyNames: ReadonlyMap<string, string>;
  /** The names of all accounts of both organizations, by id. */
  readonly accountNames?: ReadonlyMap<string, string>;
  /** What the reader should know before all else: a plan without anything about backup policies, for instance. */
  readonly remarks?: readonly string[];
  /** Equal for equal changes, see `changeDigest`; absent where nobody asked for it. */
  readonly digest?: string;
}

export interface ReviewSummary {
  /** Accounts of the organization as it will be. */
  readonly accounts: number;
  /** Accounts whose published policy changes. */
  readonly changed: number;
  /** Accounts whose policy AWS will withhold: they stay on the one they have. */
  readonly withheld: number;
  readonly unchanged: number;
  /** Accounts whose policy is decided by values known only during apply. */
  readonly notKnowable: number;
  /** Without those that are acknowledged. */
  readonly findings: Readonly<Record<Severity, number>>;
  /** Findings that are acknowledged. */
  readonly acknowledged?: number;
}

export interface Change {
  readonly accounts: readonly string[];
  /** The accounts in words: the smallest set of OUs and accounts that describes them. */
  readonly scope: string;
  readonly edits: readonly Edit[];
  readonly before: AccountOutcome;
  readonly after: AccountOutcome;
}

/** Undefined status: the account does not exist on that side. */
export interface AccountOutcome {
  readonly status: EffectiveStatus | "absent";
  readonly errors: readonly EffectivePolicyError[];
}

/** Whether applying the change leaves an account on the policy that it has now. */
export function staysOnPrevious({ after }: Change): boolean {
  return after.status === "withheld";
}
