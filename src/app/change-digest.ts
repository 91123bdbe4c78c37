import type { Organization } from "../organization/organization";
import { getOrAdd } from "../text/get-or-add";
import { canonicalJson } from "../text/json";
import type { JsonObject } from "../text/json";
import { sha256 } from "./sha256";

/**
 * A digest of a change: equal where the organization before and after is the same, different where
 * anything is that decides effective policies. Policies count by name and content rather than by id, so
 * that a plan and the code behind it have one digest.
 */
export function changeDigest(before: Organization, after: Organization): string {
  const tree = treeOf(before);
  // Names in order: this is canonical, and spares looking through what tens of thousands of accounts have.
  const text = JSON.stringify({
    after: fingerprint(after, hasSameTree(before, after) ? tree : treeOf(after)),
    before: fingerprint(before, tree),
    version: 1,
  });
  return `sha256:${sha256(text, "hex")}`;
}

interface TreeRows {
  readonly accounts: Rows;
  readonly units: Rows;
}

function treeOf(organization: Organization): TreeRows {
  return {
    accounts: sorted(
      organization.accounts.map(({ id, parentId, state }) => [id, pathOrId(organization, parentId), state]),
    ),
    units: sorted(
      organization.organizationalUnits.map(({ id }) => [organization.path(id), pathOrId(organization, id)]),
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

/** Its names are in order. */
function fingerprint(organization: Organization, { accounts, units }: TreeRows): object {
  const { settings } = organization;
  const nameOf = (policyId: string): string => organization.policy(policyId)?.name ?? policyId;
  return {
    accounts,
    attachments: sorted(
      organization.attachments.map(({ targetId, policyIds, order }) => [
        pathOrId(organization, targetId),
        order,
        ...(order === "known" ? policyIds.map(nameOf) : policyIds.map(nameOf).sort()),
      ]),
    ),
    enabledPolicyTypes: settings.enabledPolicyTypes?.toSorted() ?? null,
    policies: sorted(
      organization.policies.map(({ name, content }) => [
        name,
        content.kind === "known" ? contentDigest(content.value) : `unknown: ${content.reference}`,
      ]),
    ),
    published: sorted(
      [...organization.data.publishedPolicies].map(([id, policy]) => [id, contentDigest(policy)]),
    ),
    root: organization.root.id,
    trustedServices: settings.trustedServices?.toSorted() ?? null,
    units,
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

type Rows = readonly (readonly string[])[];

function sorted(rows: Rows): Rows {
  return rows
    .map((row) => ({ row, key: row.join("\n") }))
    .sort((first, second) => (first.key < second.key ? -1 : 1))
    .map(({ row }) => row);
}
