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

  it("stays the one that people have recorded", () => {
    const after = organization({
      ...base,
      policies: [
        policy("p-2", { b: ["z", { y: 1, x: null, 'ä"': true }], a: { "9": {}, "10": [], "": "" } }),
        { id: "p-3", name: "three", content: { kind: "unknown", reference: "aws_x.y" } },
      ],
      attachments: [{ ...attached(ROOT, "p-3", "p-2"), order: "unknown" }, attached("ou-b", "p-2")],
      settings: { id: "o-test", trustedServices: ["ram.amazonaws.com", "backup.amazonaws.com"] },
      accounts: before.accounts.slice(1),
      publishedPolicies: new Map([["000000000002", completePlan()]]),
    });
    expect([changeDigest(before, before), changeDigest(before, after)]).toEqual([
      "sha256:6d05b95858439b4c5da3190ab2b8d57a2638b9b048f0fa86ad7090b26b0205ea",
      "sha256:366b48e9f74ce3e4a04b8c28e961aeb9d3d432ccaa836ddae2f8e311349630fc",
    ]);
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
