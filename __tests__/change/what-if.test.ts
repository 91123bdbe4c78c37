import type { Organization } from "../../src/organization/organization";
import { unusedAccountIds } from "../../src/organization/unused-account-ids";
import { whatIfChange } from "../../src/change/what-if";
import type { WhatIf } from "../../src/change/what-if";
import type { OrganizationalUnit } from "../../src/organization/model";
import { account, attached, completePlan, organization, policy, ROOT } from "../support/organizations";
import { reviewOf } from "../review/support/review-of";
import { AT, folded } from "./support";

const before = organization({
  policies: [policy("p-1", completePlan("one")), policy("p-2", completePlan("two"))],
  attachments: [attached("ou-a", "p-1")],
});

function made(...changes: readonly WhatIf[]): Organization {
  const result = whatIfChange(before, changes, AT);
  if (!result.ok) {
    throw new Error(result.problems[0]?.message);
  }
  return folded(before, result.change).organization;
}

function problem(change: WhatIf, from = before): string | undefined {
  const result = whatIfChange(from, [change], AT);
  return result.ok ? undefined : result.problems[0]?.message;
}

describe("what if", () => {
  it("steps wait for one another, those of one what-if too", () => {
    const result = whatIfChange(
      before,
      [
        { kind: "attach", policy: "p-2", target: ROOT },
        { kind: "new-account", name: "orders", target: "ou-b" },
        { kind: "detach", policy: "p-1", target: "ou-a" },
      ],
      AT,
    );
    const steps = result.ok ? result.change.steps : [];
    expect(steps.map(({ call }) => call.operation)).toEqual([
      "AttachPolicy",
      "CreateAccount",
      "MoveAccount",
      "DetachPolicy",
    ]);
    expect(steps.map(({ after }) => after)).toEqual([[], ...steps.slice(0, -1).map(({ id }) => [id])]);
  });

  it.each(["ou-b", "b", "Root/a/b"])("an account moved to %s, an OU by id, name or path", (target) => {
    const after = made({ kind: "move", account: "account-1", target });
    expect(after.path("000000000001")).toBe("Root/a/b/account-1");
    expect(
      reviewOf(before, after).changes.map(({ accounts, before: was, after: will }) => [
        accounts,
        was.status,
        will.status,
      ]),
    ).toEqual([[["000000000001"], "empty", "published"]]);
  });

  describe("in one text whose names contain =", () => {
    const unit = (id: string, name: string): OrganizationalUnit => ({ id, name, parentId: ROOT });
    const odd = organization({
      organizationalUnits: [unit("ou-1", "env=dev"), unit("ou-2", "dev")],
      accounts: [account("000000000001", ROOT), { ...account("000000000002", ROOT), name: "a=b" }],
    });
    const moved = (spelled: string, from = odd): string | undefined => {
      const [name = "", ...rest] = spelled.split("=");
      const change = { kind: "move", account: name, target: rest.join("="), spelled } as const;
      const result = whatIfChange(from, [change], AT);
      return result.ok ? JSON.stringify(result.change.steps[0]?.call) : result.problems[0]?.message;
    };

    it.each([
      ["account-1=env=dev", "000000000001", "ou-1"],
      ["a=b=dev", "000000000002", "ou-2"],
      ["a=b=Root/env=dev", "000000000002", "ou-1"],
    ])("the names that exist count: %s", (spelled, accountId, destinationParentId) => {
      expect(moved(spelled)).toBe(
        JSON.stringify({ operation: "MoveAccount", accountId, destinationParentId }),
      );
    });

    it("says so if none do, or several", () => {
      expect(moved("x=env=dev")).toBe(
        'There is no account "x". No other "=" separates two names that exist either: give ids.',
      );
      const both = organization({
        organizationalUnits: [unit("ou-1", "env=dev"), unit("ou-2", "dev")],
        accounts: [
          { ...account("000000000001", ROOT), name: "a" },
          { ...account("000000000002", ROOT), name: "a=env" },
        ],
      });
      expect(moved("a=env=dev", both)).toBe(
        '"a=env=dev" can be read in several ways: give ids instead of names that contain "=".',
      );
    });

    it("an account is named as far as its OU shows", () => {
      const spelled = "new=one=env=dev";
      const change = { kind: "new-account", name: "new", target: "one=env=dev", spelled } as const;
      const result = whatIfChange(
        organization({ organizationalUnits: [unit("ou-1", "env=dev")], accounts: [] }),
        [change],
        AT,
      );
      expect(result.ok ? result.change.steps[0]?.call : result.problems[0]?.message).toMatchObject({
        name: "new=one",
      });
    });
  });

  it("a policy were attached: it comes last", () => {
    const after = made({ kind: "attach", policy: "name-of-p-2", target: "a" });
    expect(after.attached("ou-a")).toMatchObject({
      policies: [{ id: "p-1" }, { id: "p-2" }],
      order: "known",
    });
  });

  it("a policy were detached: the accounts below have no backups", () => {
    const after = made({ kind: "detach", policy: "p-1", target: "ou-a" });
    expect(after.attachments).toEqual([]);
    expect(reviewOf(before, after).findings.map(({ rule, accounts }) => [rule, accounts])).toEqual([
      ["account-unprotected", ["000000000002", "000000000003"]],
      ["policy-unattached", []],
    ]);
  });

  it("there were a new account: it gets an id that no account has", () => {
    const after = made(
      { kind: "new-account", name: "fresh", target: "b" },
      { kind: "attach", policy: "p-2", target: "fresh" },
    );
    expect(after.account("000000000000")).toEqual({
      id: "000000000000",
      name: "fresh",
      parentId: "ou-b",
      state: "ACTIVE",
    });
    const [change] = reviewOf(before, after).changes;
    expect(change).toMatchObject({
      accounts: ["000000000000"],
      before: { status: "absent" },
      after: { status: "published" },
    });
  });

  it("several changes were made: one after the other", () => {
    const after = made(
      { kind: "detach", policy: "p-1", target: "a" },
      { kind: "attach", policy: "p-1", target: ROOT },
      { kind: "move", account: "account-3", target: "Root" },
    );
    expect(after.attached(ROOT).policies.map(({ id }) => id)).toEqual(["p-1"]);
    expect(after.path("000000000003")).toBe("Root/account-3");
  });
});

describe("what cannot be", () => {
  it.each<[change: WhatIf, message: string]>([
    [
      { kind: "move", account: "acount-1", target: "b" },
      'There is no account "acount-1". Did you mean "account-1"?',
    ],
    [{ kind: "move", account: "account-1", target: "zzz" }, 'There is no root, OU or account "zzz".'],
    [
      { kind: "move", account: "account-1", target: "account-2" },
      "Root/a/account-2 is an account: only the root and OUs can contain accounts.",
    ],
    [
      { kind: "attach", policy: "p-1", target: "a" },
      'The policy "name-of-p-1" is attached to Root/a already.',
    ],
    [{ kind: "attach", policy: "p-9", target: "a" }, 'There is no policy "p-9". Did you mean "p-1"?'],
    [{ kind: "detach", policy: "p-2", target: "a" }, 'The policy "name-of-p-2" is not attached to Root/a.'],
    [
      { kind: "new-account", name: "x", target: "account-2" },
      "Root/a/account-2 is an account: only the root and OUs can contain accounts.",
    ],
  ])("%j is told", (change, message) => {
    expect(problem(change)).toBe(message);
  });

  it("is a name that two have", () => {
    const { data } = before;
    const twins = organization({
      ...data,
      accounts: data.accounts.map((account) => ({ ...account, name: "twin" })),
    });
    expect(problem({ kind: "move", account: "twin", target: "b" }, twins)).toBe(
      '3 of them are named "twin": give one\'s id (000000000001, 000000000002, 000000000003).',
    );
    expect(problem({ kind: "move", account: "000000000001", target: "b" }, twins)).toBeUndefined();
  });
});

it("unused account ids are the first of their kind, each once", () => {
  const next = unusedAccountIds((id) => id === "000000000001" || id === "000000000003");
  expect([next(), next(), next()]).toEqual(["000000000000", "000000000002", "000000000004"]);
});
