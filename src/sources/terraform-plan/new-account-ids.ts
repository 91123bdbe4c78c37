import type { Organization } from "../../organization/organization";
import { unusedAccountIds } from "../../organization/unused-account-ids";
import { compareText } from "../../text/compare-text";
import { textOf } from "../../text/json";
import { hasNewId } from "./plan-instances";
import type { PlanResource } from "./plan-resource";

/** A new account has no id before apply: it gets one that no account has, the same from any source. */
export function newAccountIds(
  resources: readonly PlanResource[],
  organization: Organization,
): ReadonlyMap<PlanResource, string> {
  const nameOf = ({ after, key }: PlanResource): string => textOf(after?.name) ?? key;
  const fresh = resources
    .filter((resource) => resource.type === "aws_organizations_account" && hasNewId(resource))
    .toSorted((first, second) => compareText(nameOf(first), nameOf(second)));
  const used = new Set(organization.accounts.map(({ id }) => id));
  const nextId = unusedAccountIds((candidate) => used.has(candidate));
  return new Map(fresh.map((resource) => [resource, nextId()]));
}
