import { compileFragment } from "../effective/fragment";
import type { FragmentNode } from "../effective/fragment";
import type { InheritanceLevel } from "../effective/inheritance-level";
import { compareText } from "../text/compare-text";
import { getOrAdd } from "../text/get-or-add";
import type { Policy } from "./model";
import type { Organization } from "./organization";

/** The levels that decide a target's policy, from the root; targets without policies are left out. */
export function inheritanceLevels(organization: Organization, targetId: string): readonly InheritanceLevel[] {
  return organization.backupPoliciesEnabled
    ? organization.lineage(targetId).flatMap(({ id }) => inheritanceLevel(organization, id) ?? [])
    : [];
}

/** The policies attached to one target; undefined if there are none. */
export function inheritanceLevel(organization: Organization, targetId: string): InheritanceLevel | undefined {
  const { policies: listed, order } = organization.attached(targetId);
  // The order in which a file lists them means nothing then, and must make no difference.
  const policies =
    order === "known" ? listed : listed.toSorted((first, second) => compareText(first.id, second.id));
  return policies.length === 0
    ? undefined
    : { targetId, order, policies: policies.flatMap((policy) => fragmentOf(policy) ?? []) };
}

/** The levels of many accounts of one organization; those of an OU are collected once for all below it. */
export class InheritanceLevels {
  private readonly known = new Map<string, readonly InheritanceLevel[]>();

  constructor(private readonly organization: Organization) {}

  of(accountId: string): readonly InheritanceLevel[] {
    const { organization } = this;
    const target = organization.target(accountId);
    if (target === undefined || !organization.backupPoliciesEnabled) {
      return [];
    }
    const { id, parentId } = target;
    const above = parentId === undefined ? [] : getOrAdd(this.known, parentId, () => this.of(parentId));
    const own = inheritanceLevel(organization, id);
    return own === undefined ? above : [...above, own];
  }
}

/** By policy: policies are immutable, so that two organizations that share one prepare it once. */
const fragments = new WeakMap<Policy, FragmentNode>();

function fragmentOf(policy: Policy): FragmentNode | undefined {
  if (policy.content.kind === "unknown") {
    return undefined;
  }
  let fragment = fragments.get(policy);
  if (fragment === undefined) {
    fragment = compileFragment(policy.id, policy.content.value);
    fragments.set(policy, fragment);
  }
  return fragment;
}
