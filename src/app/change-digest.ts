import type { Organization } from "../organization/organization";
import { canonicalJson } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";
import { sha256 } from "./sha256";

/**
 * A digest of a change: equal where the organization before and after is the same, different where
 * anything is that decides effective policies. Policies count by name and content rather than by id, so
 * that a plan and the code behind it have one digest.
 */
export function changeDigest(before: Organization, after: Organization): string {
  const text = canonicalJson({ version: 1, before: fingerprint(before), after: fingerprint(after) });
  return `sha256:${sha256(text, "hex")}`;
}

function fingerprint(organization: Organization): JsonObject {
  const { settings, root } = organization;
  const nameOf = (policyId: string): string => organization.policy(policyId)?.name ?? policyId;
  return {
    root: root.id,
    trustedServices: sorted(settings.trustedServices),
    enabledPolicyTypes: sorted(settings.enabledPolicyTypes),
    units: sortedBy(
      organization.organizationalUnits.map(({ id }) => [organization.path(id), pathOrId(organization, id)]),
    ),
    accounts: sortedBy(
      organization.accounts.map(({ id, parentId, state }) => [id, pathOrId(organization, parentId), state]),
    ),
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
  let digest = digests.get(content);
  if (digest === undefined) {
    digest = sha256(canonicalJson(content), "hex");
    digests.set(content, digest);
  }
  return digest;
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
