import { isKnowable } from "../effective/effective-policy";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { Finding } from "../text/finding";
import type { Severity } from "../text/severity";
import { isChanged } from "./account-change";
import type { AccountGroup } from "./account-groups";

export interface ReviewSummary {
  /** Accounts of the organization as it will be. */
  readonly accounts: number;
  /** Accounts whose published policy changes. */
  readonly changed: number;
  /** Accounts whose policy AWS will withhold: they stay on the one they have. */
  readonly withheld: number;
  readonly unchanged: number;
  /** Accounts of which apply decides which of several known policies they get. */
  readonly mayChange: number;
  /** Accounts whose policy is decided by values known only during apply. */
  readonly notKnowable: number;
  /** Active accounts that are closed; undefined if there are none. */
  readonly closed?: number;
  /** Accounts that leave the organization; undefined if there are none. */
  readonly leaving?: number;
  /** Policies that the code does not declare and that are assumed to stay; undefined if there are none. */
  readonly undeclaredPolicies?: number;
  /** Modules and resources of which the review reads nothing, and that may change policies; undefined if there are none. */
  readonly notRead?: number;
  /** Variables whose values the review assumes; undefined if there are none. */
  readonly assumedVariables?: number;
  /** Variables that have no value for the review; undefined if there are none. */
  readonly variablesWithoutValue?: number;
  /** Of an organization as it is; undefined if a change is reviewed. */
  readonly state?: {
    readonly policies: number;
    /** Accounts to which no backup plan applies that backs up anything. */
    readonly withoutPlans: number;
  };
  /** Without those that are acknowledged. */
  readonly findings: Readonly<Record<Severity, number>>;
  /** Findings that are acknowledged. */
  readonly acknowledged?: number;
}

/** The numbers of a review. */
export function reviewSummary(
  groups: readonly AccountGroup[],
  after: EffectivePolicies,
  findings: readonly Finding[],
): ReviewSummary {
  const count = (matches: (group: AccountGroup) => boolean): number =>
    groups.filter(matches).reduce((sum, { accounts }) => sum + accounts.length, 0);
  const open = findings.filter((finding) => finding.acknowledged === undefined);
  const severity = (wanted: Severity): number => open.filter((finding) => finding.severity === wanted).length;
  return {
    accounts: after.organization.accounts.length,
    changed: count((group) => isChanged(group) && isSettled(group)),
    withheld: count((group) => group.after?.status === "withheld"),
    unchanged: count((group) => !isChanged(group) && isSettled(group)),
    mayChange: count((group) => group.after?.status === "may-change"),
    notKnowable: count((group) => group.after?.status === "not-knowable"),
    findings: { error: severity("error"), warning: severity("warning"), notice: severity("notice") },
    acknowledged: findings.length - open.length,
  };
}

function isSettled({ after }: AccountGroup): boolean {
  return after !== undefined && after.status !== "withheld" && isKnowable(after.status);
}
