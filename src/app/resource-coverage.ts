import { EffectivePolicies } from "../organization/effective-policies";
import { refusedPolicies } from "../organization/refused-policies";
import type { Resource } from "../organization/inventory";
import { ResourceMatcher } from "../review/resources/resource-matcher";
import type { ResourceMatch } from "../review/resources/resource-matcher";
import { ResourceTally } from "../review/resources/resource-coverage";
import type { ResourceCoverage } from "../review/resources/resource-coverage";
import { readInventories } from "../sources/inventory/read-inventory";
import { accountsAskedFor } from "./accounts";
import type { CoverageRequest } from "./coverage";
import { optInSettings } from "../review/resources/opt-in-settings";
import { organizationFrom } from "./organization-source";
import { readChange } from "./read-change";

export interface ResourceCoverageRequest extends CoverageRequest {
  /** Files of resource inventories, - for standard input. */
  readonly resources: readonly string[];
  /** Told of every resource as it is matched: an inventory may be larger than memory. */
  readonly onResource?: (resource: Resource, match: ResourceMatch) => void;
}

/**
 * Which resources the policies in force select, and why others are not selected.
 *
 * @throws OrgBackupError (`usage`, `input`)
 */
export function resourceCoverage(request: ResourceCoverageRequest): ResourceCoverage {
  const { organization: source, plans = [], at, onResource } = request;
  const change = plans.length === 0 ? undefined : readChange({ organization: source, plans, at });
  const organization = change?.after ?? organizationFrom(source);
  const asked =
    request.accounts === undefined ? undefined : new Set(accountsAskedFor(organization, request.accounts));
  const inventories = readInventories(request.resources);
  const policies = EffectivePolicies.compute(organization, at, {
    accountIds: asked === undefined ? undefined : [...asked],
  });
  const matcher = new ResourceMatcher(policies, {
    ...(change === undefined ? {} : { previous: EffectivePolicies.compute(change.before, at) }),
    optIn: optInSettings(organization),
  });
  const tally = new ResourceTally();
  for (const { resources } of inventories) {
    for (const resource of resources) {
      // A resource whose account is not known may be of one that was asked for.
      if (asked === undefined || resource.accountId === undefined || asked.has(resource.accountId)) {
        const match = matcher.match(resource);
        tally.add(resource, match);
        onResource?.(resource, match);
      }
    }
  }
  const result = tally.result(
    organization,
    inventories.map(({ source: each }) => each),
    matcher.assumptions,
  );
  const accounts = asked === undefined ? organization.accounts.map(({ id }) => id) : [...asked];
  return { ...result, refused: refusedPolicies(organization, accounts, at) };
}
