import { EffectivePolicies } from "../organization/effective-policies";
import { Organization } from "../organization/organization";
import { accountGroups } from "./account-groups";
import { activeAccounts } from "./active-accounts";
import { review } from "./review";
import type { Review } from "./review";
import type { ReviewContext } from "./review-context";
import { policyProtects } from "./plan-protects";
import { reviewSummary } from "./review-summary";

/**
 * An organization as it is, where no change is reviewed. Its findings are those of a change that brings all of
 * its policies: whatever is wrong with them is new then.
 */
export function reviewState(policies: EffectivePolicies, context: ReviewContext): Review {
  const { organization } = policies;
  const bare = EffectivePolicies.compute(withoutPolicies(organization), context.at);
  const found = review(bare, { after: policies }, context);
  const groups = accountGroups(policies, policies);
  const withoutPlans = groups.filter(
    ({ after }) =>
      after?.status === "empty" ||
      (after?.status === "published" &&
        policyProtects(after, context.at, organization.settings.optIn) === "no"),
  );
  return {
    ...found,
    summary: {
      ...reviewSummary(groups, policies, found.findings),
      state: {
        policies: organization.policies.length,
        withoutPlans: withoutPlans.reduce(
          (sum, { accounts }) => sum + activeAccounts(organization, accounts).length,
          0,
        ),
      },
    },
    organizationChanges: [],
    changes: [],
  };
}

function withoutPolicies({ data }: Organization): Organization {
  const { settings, root, organizationalUnits, accounts } = data;
  const result = Organization.create({
    settings,
    root,
    organizationalUnits,
    accounts,
    policies: [],
    attachments: [],
    publishedPolicies: new Map(),
  });
  if (!result.ok) {
    throw new RangeError(result.problems[0]?.message);
  }
  return result.organization;
}
