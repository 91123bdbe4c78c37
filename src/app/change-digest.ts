import type { Organization } from "../organization/organization";
import { getOrAdd } from "../text/get-or-add";
import { canonicalJson } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";
import { sha256 } from "./sha256";

/**
 * A digest of a change: equal where the organization before and after is the same, different where
 * anything is that decides effective policies. Policies count by name and content rather than by id, so
 * that a plan and the code behind it have one digest.
 */
export function changeDigest(before: Organization, after: Organization): string {
  const tree = treeOf(before);
  const text = canonicalJson({
    version: 1,
    before: fingerprint(before, tree),
    after: fingerprint(after, hasSameTree(before, after) ? tree : treeOf(after)),
  });
  return `sha256:${sha256(text, "hex")}`;
}

function treeOf(organization: Organization): JsonObject {
  return {
    root: organization.root.id,
    units: sortedBy(
      organization.organizationalUnits.map(({ id }) => [organization.path(id), pathOrId(organization, id)]),
    ),
    accounts: sortedBy(
      organization.accounts.map(({ id, parentId, state }) => [id, pathOrId(organization, parentId), state]),
    ),
  };
}

/** Few changes move accounts or OUs. */
function hasSameTree(before: Organization, after: Organization): boolean {
  return (
    before.root === after.root &&
    before.organizationalUnits === after.organizationalUnits &&
    before.accounts === after.accounts
  );
}

function fingerprint(organization: Organization, tree: JsonObject): JsonObject {
  const { settings } = organization;
  const nameOf = (policyId: string): string => organization.policy(policyId)?.name ?? policyId;
  return {
    ...tree,
    trustedServices: sorted(settings.trustedServices),
    enabledPolicyTypes: sorted(settings.enabledPolicyTypes),
    policies: sortedBy(
      organization.policies.map(({ name, content }) => [
        name,
        content.kind === "known" ? contentDigest(content.value) : `unknown: ${content.reference}`,
      ]),
    ),
    attachments: sortedBy(
      organization.attachments.map(({ targetId, policyIds, order }) => [
        pathOrId(organization, targetId),
        order,
        ...(order === "known" ? policyIds.map(nameOf) : policyIds.map(nameOf).sort()),
      ]),
    ),
    published: sortedBy(
      [...organization.data.publishedPolicies].map(([id, policy]) => [id, contentDigest(policy)]),
    ),
  };
}

const digests = new WeakMap<JsonObject, string>();

/** Documents that a change leaves as they are stand on both sides: each is spelled out once. */
function contentDigest(content: JsonObject): string {
  return getOrAdd(digests, content, () => sha256(canonicalJson(content), "hex"));
}

/** OUs that do not exist yet have no id of their own. */
function pathOrId(organization: Organization, id: string): string {
  return /^(?:r|ou)-|^\d{12}$/.test(id) ? id : organization.path(id);
}

function sorted(names: readonly string[] | undefined): JsonValue {
  return names === undefined ? null : names.toSorted();
}

function sortedBy(rows: readonly (readonly string[])[]): JsonValue {
  return rows
    .map((row) => ({ row, key: row.join("\n") }))
    .sort((first, second) => (first.key < second.key ? -1 : 1))
    .map(({ row }) => row);
}
