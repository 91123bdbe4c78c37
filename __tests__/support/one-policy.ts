import { writtenJson } from "./written-json";

/** The file of an organization in which the policy `a` (`p-a`) is attached to its one account. */
export function organizationWithOnePolicy(content: string, accountId: string): string {
  return writtenJson("organization.json", {
    version: 1,
    organization: { id: "o-1" },
    root: { id: "r-1", name: "Root" },
    accounts: [{ id: accountId, name: "member", parentId: "r-1" }],
    policies: [{ id: "p-a", name: "a", content }],
    attachments: [{ targetId: accountId, policyIds: ["p-a"], order: "known" }],
  });
}

/** Settings of an organization in which AWS Backup works by policies. */
export const WITH_BACKUP_POLICIES = {
  trustedServices: ["backup.amazonaws.com"],
  enabledPolicyTypes: ["BACKUP_POLICY"],
};

/** The same file with a management account beside the member. */
export function organizationWithManagement(
  content: string,
  [management, member]: readonly [string, string],
  settings: object = {},
): string {
  return writtenJson("organization.json", {
    version: 1,
    organization: { id: "o-1", managementAccountId: management, ...settings },
    root: { id: "r-1", name: "Root" },
    accounts: [
      { id: management, name: "management", parentId: "r-1" },
      { id: member, name: "member", parentId: "r-1" },
    ],
    policies: [{ id: "p-a", name: "a", content }],
    attachments: [{ targetId: member, policyIds: ["p-a"], order: "known" }],
  });
}
