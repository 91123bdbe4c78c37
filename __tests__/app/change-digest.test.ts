import { changeDigest } from "../../src/app/change-digest";
import type { OrganizationData } from "../../src/organization/model";
import { attached, completePlan, organization, policy, ROOT } from "../support/organizations";

const base: Partial<OrganizationData> = {
  policies: [policy("p-1", completePlan("one")), policy("p-2", completePlan("two"))],
  attachments: [attached(ROOT, "p-1", "p-2")],
};
const before = organization(base);
const digest = (changes: Partial<OrganizationData> = {}): string =>
  changeDigest(before, organization({ ...base, ...changes }));

describe("the digest of a change", () => {
  it("is a SHA-256", () => {
    expect(digest()).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it.each<[what: string, changes: Partial<OrganizationData>]>([
    [
      "a policy's content",
      { policies: [policy("p-1", completePlan("one", "14")), policy("p-2", completePlan("two"))] },
    ],
    ["the attachment order", { attachments: [attached(ROOT, "p-2", "p-1")] }],
    ["whether the order is known", { attachments: [{ ...attached(ROOT, "p-1", "p-2"), order: "unknown" }] }],
    ["what is attached", { attachments: [attached(ROOT, "p-1")] }],
    ["trusted services", { settings: { id: "o-test", trustedServices: ["backup.amazonaws.com"] } }],
    ["an account's place", { accounts: before.accounts.map((account) => ({ ...account, parentId: ROOT })) }],
    ["what was published last", { publishedPolicies: new Map([["000000000001", { plans: {} }]]) }],
  ])("differs with %s", (_, changes) => {
    expect(digest(changes)).not.toBe(digest());
  });

  it("differs with the organization before", () => {
    expect(changeDigest(organization({ ...base, attachments: [] }), before)).not.toBe(
      changeDigest(before, before),
    );
  });

  it.each<[what: string, changes: Partial<OrganizationData>]>([
    [
      "the ids of policies",
      {
        policies: [policy("x-1", completePlan("one")), policy("x-2", completePlan("two"))].map(
          (renamed, index) => ({ ...renamed, name: `name-of-p-${index + 1}` }),
        ),
        attachments: [attached(ROOT, "x-1", "x-2")],
      },
    ],
    [
      "the order in which things are listed",
      { policies: [...base.policies!].reverse(), accounts: [...before.accounts].reverse() },
    ],
  ])("does not differ with %s", (_, changes) => {
    expect(digest(changes)).toBe(digest());
  });
});
