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
