import { OWNER_TAG } from "../../change/ownership";
import type { ManagedPolicies, Ownership } from "../../change/ownership";
import type { Organization } from "../../organization/organization";
import type { DeclaredResources } from "./declared-resources";

/**
 * The policies that carry the tag of the app that the code is. An app that changes its owner id still owns
 * the policies of the old one: those that it declares carry it.
 *
 * @returns undefined if no policy of the organization carries it: the code was never applied with it
 */
export function ownedByTags(current: Organization, declared: DeclaredResources): Ownership | undefined {
  const ownerOf = new Map(
    current.policies.flatMap(({ id, tags }) => {
      const owner = tags?.get(OWNER_TAG);
      return owner === undefined ? [] : [[id, owner] as const];
    }),
  );
  const names = new Set(declared.policies.map(({ name }) => name));
  const ofDeclared = current.policies.flatMap(({ id, name }) =>
    names.has(name) ? (ownerOf.get(id) ?? []) : [],
  );
  const owners = new Set([...(declared.owner === undefined ? [] : [declared.owner]), ...ofDeclared]);
  const policyIds = new Set([...ownerOf].filter(([, owner]) => owners.has(owner)).map(([id]) => id));
  return policyIds.size === 0
    ? undefined
    : { by: "policy", source: { kind: "owner-tags", owners: [...owners].sort() }, policyIds };
}

/** The policies that a list names, or all of them. */
export function managedPolicyIds(current: Organization, managed: ManagedPolicies): ReadonlySet<string> {
  return new Set(
    current.policies.filter(({ name }) => managed === "all" || managed.includes(name)).map(({ id }) => id),
  );
}
