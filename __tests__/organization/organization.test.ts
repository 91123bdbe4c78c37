import { MAX_OU_DEPTH } from "../../src/organization/check-organization";
import type { OrganizationData } from "../../src/organization/model";
import { Organization } from "../../src/organization/organization";
import {
  account,
  attached,
  completePlan,
  organization,
  organizationData,
  policy,
  ROOT,
  unit,
} from "../support/organizations";

function problems(changes: Partial<OrganizationData>): readonly string[] {
  const result = Organization.create(organizationData(changes));
  return result.ok
    ? []
    : result.problems.map(({ rule, message, at }) => `${rule} ${at.join(".")}: ${message}`);
}

describe("Organization", () => {
  const model = organization({
    policies: [policy("p-1", completePlan()), policy("p-2", {})],
    attachments: [attached("ou-a", "p-2", "p-1")],
  });

  test("knows the way from the root to an account", () => {
    expect(model.lineage("000000000003").map(({ id }) => id)).toEqual([ROOT, "ou-a", "ou-b", "000000000003"]);
    expect(model.path("000000000003")).toBe("Root/a/b/account-3");
    expect(model.lineage("no one")).toEqual([]);
    expect([...model.targetsOver(["000000000002", "no one", "000000000003", "000000000002"])]).toEqual([
      ROOT,
      "ou-a",
      "000000000002",
      "ou-b",
      "000000000003",
    ]);
  });

  test("knows what is below a target and what is attached to it, in attachment order", () => {
    expect(model.children(ROOT)).toEqual(["ou-a", "000000000001"]);
    expect(model.children("000000000001")).toEqual([]);
    expect(model.attached("ou-a").policies.map(({ id }) => id)).toEqual(["p-2", "p-1"]);
    expect(model.attached("ou-b")).toEqual({ policies: [], order: "known" });
  });

  test("tells roots, OUs and accounts apart", () => {
    expect([ROOT, "ou-a", "000000000001", "x"].map((id) => model.target(id)?.kind)).toEqual([
      "root",
      "organizational unit",
      "account",
      undefined,
    ]);
  });
});

describe("an organization is refused", () => {
  test.each<[string, Partial<OrganizationData>, string]>([
    [
      "an unknown parent",
      { accounts: [account("000000000001", "ou-x")] },
      'parent-exists accounts.0.parentId: There is no root or OU "ou-x". Did you mean "ou-a"?',
    ],
    [
      "an account as parent",
      { organizationalUnits: [unit("ou-a", "000000000001")], accounts: [account("000000000001", ROOT)] },
      'parent-is-no-account organizationalUnits.0.parentId: The parent "000000000001" is an account: only the root and OUs can be parents.',
    ],
    [
      "a duplicate id",
      { accounts: [account("000000000001", ROOT), account("000000000001", "ou-a")] },
      'id-is-unique accounts.1.id: The id "000000000001" of account "account-1" is also the id of account "account-1".',
    ],
    [
      "an account id of eleven digits",
      { accounts: [account("00000000001", ROOT)] },
      'account-id-is-12-digits accounts.0.id: An account id has 12 digits, found "00000000001".',
    ],
    [
      "a management account id of three digits",
      { settings: { id: "o-test", managementAccountId: "999" } },
      'account-id-is-12-digits organization.managementAccountId: An account id has 12 digits, found "999".',
    ],
    [
      "an attachment to nowhere",
      { attachments: [attached("ou-x")] },
      'attachment-target-exists attachments.0.targetId: There is no root, OU or account "ou-x" to attach to. Did you mean "ou-a"?',
    ],
    [
      "an attachment of nothing",
      { attachments: [attached("ou-a", "p-1")] },
      'attachment-policy-exists attachments.0.policyIds.0: There is no policy "p-1".',
    ],
    [
      "a policy attached twice",
      { policies: [policy("p-1", {})], attachments: [attached("ou-a", "p-1", "p-1")] },
      'attachment-is-unique attachments.0.policyIds.1: Policy "p-1" is attached to "ou-a" twice.',
    ],
    [
      "a target listed twice",
      { attachments: [attached("ou-a"), attached("ou-a")] },
      'attachment-is-unique attachments.1.targetId: Duplicate target "ou-a": list all its policies in one place, in attachment order.',
    ],
    [
      "a published policy of no one",
      { publishedPolicies: new Map([["000000000009", {}]]) },
      'published-account-exists publishedPolicies.000000000009: There is no account "000000000009" to have a published policy.',
    ],
  ])("for %s", (_what, changes, problem) => {
    expect(problems(changes)).toEqual([problem]);
  });

  test("for what a change adds, whose accounts are the same", () => {
    const model = organization({});
    const changed = (changes: Partial<OrganizationData>): readonly string[] => {
      const result = Organization.create({ ...model.data, ...changes }, model);
      return result.ok ? [] : result.problems.map(({ rule }) => rule);
    };
    expect(changed({})).toEqual([]);
    expect(changed({ policies: [policy("000000000001", {})] })).toEqual(["id-is-unique"]);
    expect(changed({ attachments: [attached("ou-none", "p-none")] })).toEqual([
      "attachment-target-exists",
      "attachment-policy-exists",
    ]);
    expect(changed({ accounts: [account("1", "ou-none")], attachments: [] })).toEqual([
      "account-id-is-12-digits",
      "parent-exists",
    ]);
  });

  test("for a cycle of OUs", () => {
    expect(problems({ organizationalUnits: [unit("ou-a", "ou-b"), unit("ou-b", "ou-a")] })).toEqual([
      'tree-has-no-cycle organizationalUnits.0.parentId: OU "a" is its own ancestor.',
      'tree-has-no-cycle organizationalUnits.1.parentId: OU "b" is its own ancestor.',
    ]);
  });

  test("for OUs nested deeper than five levels, in whatever order they are listed", () => {
    const units = Array.from({ length: MAX_OU_DEPTH + 1 }, (_, index) =>
      unit(`ou-${index}`, index === 0 ? ROOT : `ou-${index - 1}`),
    );
    const accounts = [account("000000000001", ROOT)];
    const expected = `ou-depth organizationalUnits.%d.parentId: OU "5" is 6 levels below the root; AWS allows 5.`;
    expect(problems({ organizationalUnits: units, accounts })).toEqual([expected.replace("%d", "5")]);
    expect(problems({ organizationalUnits: units.toReversed(), accounts })).toEqual([
      expected.replace("%d", "0"),
    ]);
    expect(problems({ organizationalUnits: units.slice(0, MAX_OU_DEPTH), accounts })).toEqual([]);
  });

  test("for policies nested without end, before anything recurses into them", () => {
    const deep = JSON.parse(`${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`) as Record<string, never>;
    expect(problems({ policies: [policy("p-1", deep)] })).toEqual([
      'policy-depth policies.0.content: Policy "name-of-p-1" nests deeper than 200 levels.',
    ]);
  });
});
