import { applicationRemarks } from "../organization/application-remarks";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { Finding } from "../text/finding";
import { accountChanges } from "./account-change";
import type { AccountChange } from "./account-change";
import { accountGroups } from "./account-groups";
import type { AccountGroup } from "./account-groups";
import type { AssumedChange, ChangeOutcome } from "./change-outcome";
import { organizationChanges } from "./organization-change";
import type { OrganizationChange } from "./organization-change";
import { protectionChanges } from "./protection-change";
import { ResourceDemands } from "./guardrails/resource-demands";
import type { ReviewContext } from "./review-context";
import { MAX_AGE_DAYS } from "./organization-age";
import { reviewBasis } from "./review-basis";
import { reviewFindings } from "./review-findings";
import { reviewNames } from "./review-names";
import { reviewSummary } from "./review-summary";
import type { ReviewSummary } from "./review-summary";
import { reviewResources } from "./resources/resource-changes";
import type { ResourceReview } from "./resources/resource-changes";
import { undeclaredPolicies } from "./undeclared-policies";

/** What a change does to every account of an organization. */
export interface Review {
  readonly summary: ReviewSummary;
  /** What changes in the organization itself: what the changes of accounts follow from. */
  readonly organizationChanges?: readonly OrganizationChange[];
  /** Accounts with the same edits and outcomes are one change; the one with most accounts comes first. */
  readonly changes: readonly AccountChange[];
  /** The most severe first, acknowledged ones last. */
  readonly findings: readonly Finding[];
  /** What changes for the resources of an inventory; undefined if none was given. */
  readonly resources?: ResourceReview;
  /** The names of the policies that changes and findings mention by id. */
  readonly policyNames: ReadonlyMap<string, string>;
  /** The names of all accounts of both organizations, by id. */
  readonly accountNames?: ReadonlyMap<string, string>;
  /** What the review rests on: when the organization was read, and how deletions are known. */
  readonly basis?: readonly string[];
  /** What the reader should know before all else: that a plan changes no backup policy, for instance. */
  readonly remarks?: readonly string[];
  /** Equal for equal changes, see `changeDigest`; undefined if no digest was asked for. */
  readonly digest?: string;
}

/**
 * Reviews a change: what it does to the effective policy of every account, and what is dangerous about it.
 * The only function that produces findings about a change.
 */
export function review(before: EffectivePolicies, change: ChangeOutcome, context: ReviewContext): Review {
  const { groups, found } = reviewGroups(before, change, context);
  return { ...found, changes: accountChanges(groups, before, change.after) };
}

/** The same without the changes of accounts, for those who show none: whose policy it is that changes takes a while. */
export function reviewWithoutChanges(
  before: EffectivePolicies,
  change: ChangeOutcome,
  context: ReviewContext,
): Omit<Review, "changes"> {
  return reviewGroups(before, change, context).found;
}

function reviewGroups(
  before: EffectivePolicies,
  change: ChangeOutcome,
  context: ReviewContext,
): { readonly groups: readonly AccountGroup[]; readonly found: Omit<Review, "changes"> } {
  const { after } = change;
  const { at, maxAgeDays = MAX_AGE_DAYS, inventories } = context;
  const remarks = [...applicationRemarks(after.organization), ...(context.remarks ?? [])];
  const groups = accountGroups(before, after);
  const protections = protectionChanges(groups, before, after, at);
  const demands = new ResourceDemands(context.guardrails?.requirements ?? [], after.organization);
  const counted =
    inventories === undefined
      ? undefined
      : reviewResources(before, change, inventories, at, (resource, match) => {
          demands.add(resource, match);
        });
  const findings = reviewFindings(
    {
      before,
      after,
      groups,
      protections,
      at,
      change,
      maxAgeDays,
      ...(counted === undefined ? {} : { resources: counted.review }),
    },
    context,
    counted?.count,
    counted === undefined ? demands.findingsWithoutInventory() : demands.findings(),
  );
  const basis = reviewBasis(before.organization, change, at);
  const notRead = (change.unresolved ?? []).filter(({ isNotRead }) => isNotRead === true).length;
  const changed = organizationChanges(before.organization, after.organization);
  const undeclared = undeclaredPolicies(after.organization, change.declared);
  const found = {
    summary: {
      ...reviewSummary(groups, after, findings),
      ...endedAccounts(changed),
      ...(undeclared.length === 0 ? {} : { undeclaredPolicies: undeclared.length }),
      ...(notRead === 0 ? {} : { notRead }),
      ...variableCounts(change.assumed),
    },
    organizationChanges: changed,
    findings,
    ...(counted === undefined ? {} : { resources: counted.review }),
    ...reviewNames(before.organization, after.organization),
    ...(basis.length === 0 ? {} : { basis }),
    ...(remarks.length === 0 ? {} : { remarks }),
  };
  return { groups, found };
}

function endedAccounts(changes: readonly OrganizationChange[]): Pick<ReviewSummary, "closed" | "leaving"> {
  const count = (wanted: OrganizationChange["action"]): number =>
    changes.filter(({ subject, action }) => subject === "account" && action === wanted).length;
  const [closed, leaving] = [count("closed"), count("deleted")];
  return { ...(closed === 0 ? {} : { closed }), ...(leaving === 0 ? {} : { leaving }) };
}

function variableCounts({
  variables = [],
  withoutValue = [],
}: Partial<AssumedChange> = {}): Partial<ReviewSummary> {
  const assumed = variables.length - withoutValue.length;
  return {
    ...(assumed === 0 ? {} : { assumedVariables: assumed }),
    ...(withoutValue.length === 0 ? {} : { variablesWithoutValue: withoutValue.length }),
  };
}
