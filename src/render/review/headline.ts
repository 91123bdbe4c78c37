import type { ReviewSummary } from "../../review/review-summary";
import { counted } from "../../text/counted";
import { grouped } from "../../text/grouped";

/** The outcome in one sentence, what is worst first. */
export function headline(summary: ReviewSummary): string {
  const { accounts, changed, withheld, mayChange, notKnowable, closed = 0, leaving = 0, state } = summary;
  if (state !== undefined) {
    return stateHeadline(summary, state);
  }
  // The number of all accounts is said once.
  const ofThem = (count: number, isFirst: boolean): string =>
    isFirst ? ofAll(count, accounts) : grouped(count);
  const isMayFirst = changed === 0;
  const isUnknownFirst = isMayFirst && mayChange === 0;
  const parts = [
    ...(withheld > 0 ? [`AWS withholds the policy of ${counted(withheld, "account")}`] : []),
    ...(changed > 0 ? [`${ofAll(changed, accounts)} change${changed === 1 ? "s" : ""}`] : []),
    ...(mayChange > 0 ? [`${ofThem(mayChange, isMayFirst)} may change`] : []),
    ...(notKnowable > 0
      ? [
          `${ofThem(notKnowable, isUnknownFirst)} ${notKnowable === 1 ? "is" : "are"} not knowable before apply`,
        ]
      : []),
    ...(closed > 0 ? [`${counted(closed, "account")} ${closed === 1 ? "is" : "are"} closed`] : []),
    ...(leaving > 0
      ? [`${counted(leaving, "account")} leave${leaving === 1 ? "s" : ""} the organization`]
      : []),
  ];
  const sentence = parts.length === 0 ? "No account's effective policy changes" : parts.join("; ");
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}${provided(summary)}.`;
}

/** What is worst about an organization as it is. */
function stateHeadline(
  { accounts, withheld, mayChange, notKnowable }: ReviewSummary,
  { policies, withoutPlans }: NonNullable<ReviewSummary["state"]>,
): string {
  const open = mayChange + notKnowable;
  const parts = [
    ...(withheld > 0 ? [`AWS withholds the policy of ${ofAll(withheld, accounts)}`] : []),
    ...(open > 0 ? [`the policy of ${ofAll(open, accounts)} is not knowable`] : []),
    ...(withoutPlans > 0
      ? [
          `${ofAll(withoutPlans, accounts)} ${withoutPlans === 1 ? "has" : "have"} no backup plan that backs up anything`,
        ]
      : []),
  ];
  const counts = `${counted(accounts, "account")}, ${counted(policies, "backup policy", "backup policies")}`;
  return `The organization as it is: ${parts.length === 0 ? counts : parts.join("; ")}.`;
}

/** What nothing shows: whether Terraform deletes what the code does not declare, and what is not shown. */
function provided({
  undeclaredPolicies: undeclared = 0,
  assumedVariables: assumed = 0,
  variablesWithoutValue: open = 0,
  notRead = 0,
}: ReviewSummary): string {
  const conditions = [
    ...(undeclared === 1 ? ["the policy that this code does not declare stays"] : []),
    ...(undeclared > 1 ? [`the ${grouped(undeclared)} policies that this code does not declare stay`] : []),
    ...(assumed === 1 ? ["the default of 1 variable applies"] : []),
    ...(assumed > 1 ? [`the defaults of ${grouped(assumed)} variables apply`] : []),
    ...(open === 1 ? ["the variable without a value decides nothing else"] : []),
    ...(open > 1 ? [`the ${grouped(open)} variables without a value decide nothing else`] : []),
    ...(notRead === 1 ? ["what is not read changes nothing"] : []),
    ...(notRead > 1 ? [`the ${grouped(notRead)} parts that are not read change nothing`] : []),
  ];
  return conditions.length === 0 ? "" : `, provided ${conditions.join(" and ")}`;
}

function ofAll(count: number, accounts: number): string {
  if (count === accounts && count > 1) {
    return `all ${counted(count, "account")}`;
  }
  // Accounts that leave the organization are among those that change.
  return count > accounts
    ? counted(count, "account")
    : `${grouped(count)} of ${counted(accounts, "account")}`;
}

/** The accounts by what happens to them, leaving out what happens to none. */
export function accountCounts({
  accounts,
  changed,
  withheld,
  unchanged,
  mayChange,
  notKnowable,
  state,
}: ReviewSummary): string {
  const counts = [
    [withheld, "withheld"],
    [changed, "changed"],
    [mayChange, "may change"],
    [notKnowable, "not knowable before apply"],
    [state === undefined ? unchanged : 0, "unchanged"],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, word]) => `${grouped(count)} ${word}`);
  return `${counted(accounts, "account")}${said.length === 0 ? "" : `: ${said.join(", ")}`}`;
}
