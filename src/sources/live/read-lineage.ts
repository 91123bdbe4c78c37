import { canonicalJson } from "../../text/json";
import type { JsonValue } from "../../text/json";
import { parseJson } from "../../text/parse-json";
import { toValue } from "../../text/source-node";
import type { Organization } from "../../organization/organization";
import type { OrganizationsApi } from "./organizations-api";
import { allPages } from "./organizations-api";

/**
 * What has changed above an account since an organization was read: its place, the policies attached on
 * the way, their texts.
 *
 * @returns sentences; none where all is as it was
 */
export async function changesAbove(
  api: OrganizationsApi,
  organization: Organization,
  accountId: string,
): Promise<readonly string[]> {
  const lineage = organization.lineage(accountId);
  const parent = organization.account(accountId)?.parentId;
  const parentNow = (await allPages(api.listParents(accountId)))[0]?.Id;
  if (parentNow !== parent) {
    return [`account ${accountId} is below ${parentNow ?? "nothing"} now`];
  }
  const changes: string[] = [];
  for (const { id } of lineage) {
    const before = organization
      .attached(id)
      .policies.map((policy) => policy.id)
      .sort();
    const now = (await allPages(api.listPoliciesForTarget(id))).map((policy) => policy.Id ?? "").sort();
    if (before.join() !== now.join()) {
      changes.push(`the policies attached to ${id} have changed`);
      continue;
    }
    for (const policyId of now) {
      const policy = organization.policy(policyId);
      const text = await api.policyText(policyId);
      if (policy?.content.kind === "known" && canonicalJson(policy.content.value) !== canonicalText(text)) {
        changes.push(`the text of policy ${policyId} has changed`);
      }
    }
  }
  return changes;
}

function canonicalText(text: string): string {
  const parsed = parseJson(text);
  const value: JsonValue = parsed.ok ? toValue(parsed.document.root) : text;
  return canonicalJson(value);
}
