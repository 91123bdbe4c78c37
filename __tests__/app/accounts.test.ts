import { accountsAskedFor } from "../../src/app/accounts";
import { Organization } from "../../src/organization/organization";

const account = (id: string, name: string): object => ({ id, name, parentId: "r-abcd", state: "ACTIVE" });
const result = Organization.create({
  settings: { id: "o-exampleorgid" },
  root: { id: "r-abcd", name: "Root" },
  organizationalUnits: [],
  accounts: [
    account("111111111111", "orders"),
    account("222222222222", "Smith, Jones"),
    account("333333333333", "Smith"),
    account("444444444444", "twin"),
    account("555555555555", "twin"),
  ],
  policies: [],
  attachments: [],
  publishedPolicies: new Map(),
} as unknown as Parameters<typeof Organization.create>[0]);
if (!result.ok) {
  throw new Error("the organization of this test is valid");
}
const { organization } = result;

describe("the accounts that are asked for", () => {
  it.each<[string, readonly string[] | undefined, readonly string[]]>([
    ["are all without a word", undefined, organization.accounts.map(({ id }) => id)],
    ["are separated by commas", ["orders,333333333333"], ["111111111111", "333333333333"]],
    ["are named by repetition", ["orders", "Smith"], ["111111111111", "333333333333"]],
    ["may have a comma in their name", ["Smith, Jones", "orders"], ["222222222222", "111111111111"]],
    ["count once", ["orders,111111111111", "orders"], ["111111111111"]],
  ])("%s", (_name, asked, expected) => {
    expect(accountsAskedFor(organization, asked)).toEqual(expected);
  });

  it("cannot be told by a name that two have", () => {
    expect(() => accountsAskedFor(organization, ["orders,twin"])).toThrow(
      expect.objectContaining({
        message: '2 accounts are named "twin": name one by its id.',
        hint: "444444444444 Root/twin; 555555555555 Root/twin",
      }) as Error,
    );
  });
});
