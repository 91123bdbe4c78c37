import fc from "fast-check";
import type { Call } from "../../src/change/call";
import type { Change, Step } from "../../src/change/change";
import { NO_CHANGE } from "../../src/change/change";
import type { Folded } from "../../src/change/folded";
import { NEW_ROOT } from "../../src/organization/new-root";
import type { Organization } from "../../src/organization/organization";
import { BackupEnvironment } from "../../src/organization/backup-environment";
import type { BackupVault } from "../../src/organization/backup-environment";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import { account, attached, completePlan, organization, policy, ROOT, unit } from "../support/organizations";
import { AT, folded, inOrder, step, unordered } from "./support";

function attach(policyId: string, targetId: string): Call {
  return { operation: "AttachPolicy", policyId, targetId };
}

function detach(policyId: string, targetId: string): Call {
  return { operation: "DetachPolicy", policyId, targetId };
}

function create(id: string, name = id): Call {
  return {
    operation: "CreatePolicy",
    id,
    name,
    policyType: "BACKUP_POLICY",
    content: { kind: "known", value: completePlan(name) },
  };
}

const two = organization({
  policies: [policy("p-1", completePlan()), policy("p-2", completePlan("q"))],
  attachments: [attached("ou-a", "p-1", "p-2")],
});

it("nothing to do leaves the very same organization and environment", () => {
  const result = folded(two, NO_CHANGE);
  expect(result.organization).toBe(two);
  expect(result.environment).toBe(BackupEnvironment.UNKNOWN);
  expect(result).toMatchObject({ done: [], refused: [], open: [], windows: [], openOrders: [] });
});

it("a refused call stops what depends on it, through milestones too, and nothing else", () => {
  const change: Change = {
    steps: [
      step("create", create("new", "name-of-p-1")),
      step("attach", attach("new", ROOT), "all policies"),
      step("after attach", attach("p-1", ROOT), "attach"),
      step("independent", attach("p-2", ROOT)),
    ],
    milestones: [{ id: "all policies", after: ["create"] }],
  };
  const { refused, done, organization: after } = folded(two, change);
  expect(refused.map(({ exception, dependents }) => [exception, dependents.map(({ id }) => id)])).toEqual([
    ["DuplicatePolicyException", ["attach", "after attach"]],
  ]);
  expect(done.map(({ id }) => id)).toEqual(["independent"]);
  expect(after.attached(ROOT).policies.map(({ id }) => id)).toEqual(["p-2"]);
});

it("a refusal that the caller takes for success stops nothing", () => {
  const change: Change = {
    steps: [
      { ...step("detach", detach("p-1", ROOT)), tolerates: ["PolicyNotAttachedException"] },
      step("attach", attach("p-1", ROOT), "detach"),
    ],
    milestones: [],
  };
  const { refused, done } = folded(two, change);
  expect(refused).toEqual([]);
  expect(done.map(({ id }) => id)).toEqual(["detach", "attach"]);
});

it("what nothing orders is done in the order of the code", () => {
  const calls = ["a", "b", "c", "d", "e"].map((id) => create(id));
  expect(folded(two, unordered(...calls)).done.map(({ id }) => id)).toEqual(["s0", "s1", "s2", "s3", "s4"]);
});

it("a circle, which no code can have, is cut at its first step", () => {
  const change: Change = {
    steps: [
      step("after the circle", create("c"), "one"),
      step("one", create("a"), "other"),
      step("other", create("b"), "one"),
      step("apart", create("d")),
    ],
    milestones: [],
  };
  const { done, refused } = folded(two, change);
  expect(refused).toEqual([]);
  expect(done.map(({ id }) => id)).toEqual(["apart", "after the circle", "one", "other"]);
});

it("a detachment leaves the other policies of the target", () => {
  const before = organization({
    policies: ["p-1", "p-2", "p-3"].map((id) => policy(id, completePlan())),
    attachments: [attached(ROOT, "p-1", "p-2", "p-3")],
  });
  const { organization: after } = folded(before, inOrder(detach("p-1", ROOT)));
  expect(after.attachments).toEqual([attached(ROOT, "p-2", "p-3")]);
});

describe("the attachment order on one target", () => {
  const before = organization({
    policies: [policy("p-1", completePlan()), policy("p-2", completePlan()), policy("p-3", completePlan())],
    attachments: [attached(ROOT, "p-1")],
  });

  it("is known where each waits for the one before it", () => {
    const { organization: after, openOrders } = folded(
      before,
      inOrder(attach("p-3", ROOT), attach("p-2", ROOT)),
    );
    expect(after.attachments).toEqual([attached(ROOT, "p-1", "p-3", "p-2")]);
    expect(openOrders).toEqual([]);
  });

  it("is open where nothing decides it", () => {
    const { organization: after, openOrders } = folded(
      before,
      unordered(attach("p-3", ROOT), attach("p-2", ROOT)),
    );
    expect(after.attachments).toEqual([
      { targetId: ROOT, policyIds: ["p-1", "p-2", "p-3"], order: "unknown" },
    ]);
    expect(openOrders).toMatchObject([{ kind: "attachment-order", targetId: ROOT }]);
  });

  it("is by name where nothing decides it, of new and of renamed policies too", () => {
    const rename: Call = { operation: "UpdatePolicy", policyId: "p-2", name: "zzz" };
    const { organization: after } = folded(before, {
      steps: [
        step("create first", create("x", "zeta")),
        step("create last", create("y", "alpha")),
        step("rename", rename),
        step("attach first", attach("x", ROOT), "create first"),
        step("attach second", attach("p-2", ROOT), "rename"),
        step("attach last", attach("y", ROOT), "create last"),
      ],
      milestones: [],
    });
    expect(after.attachments).toEqual([
      { targetId: ROOT, policyIds: ["p-1", "y", "x", "p-2"], order: "unknown" },
    ]);
  });

  it("is by name also where a policy is updated under its name", () => {
    const { organization: after } = folded(before, {
      steps: [
        step("update", { operation: "UpdatePolicy", policyId: "p-3", description: "new" }),
        step("attach last", attach("p-3", ROOT), "update"),
        step("attach first", attach("p-2", ROOT), "update"),
      ],
      milestones: [],
    });
    expect(after.attachments).toEqual([
      { targetId: ROOT, policyIds: ["p-1", "p-2", "p-3"], order: "unknown" },
    ]);
  });

  it("puts a policy that is detached and attached again last", () => {
    const { organization: after, windows } = folded(
      two,
      inOrder(detach("p-1", "ou-a"), attach("p-1", "ou-a")),
    );
    expect(after.attachments).toEqual([attached("ou-a", "p-2", "p-1")]);
    expect(windows).toMatchObject([
      { policyId: "p-1", targetIds: ["ou-a"], from: { id: "s0" }, until: { id: "s1" } },
    ]);
  });
});

describe("steps without an order that exclude each other", () => {
  it("detach and attach of one pair at two addresses is an open order, attached last here", () => {
    const {
      organization: after,
      openOrders,
      refused,
    } = folded(two, unordered(attach("p-1", "ou-a"), detach("p-1", "ou-a")));
    expect(openOrders).toMatchObject([
      {
        kind: "detach-and-attach",
        policyId: "p-1",
        targetId: "ou-a",
        detach: { id: "s1" },
        attach: { id: "s0" },
      },
    ]);
    expect(refused).toEqual([]);
    expect(after.attached("ou-a").policies.map(({ id }) => id)).toEqual(["p-2", "p-1"]);
  });

  it("a policy is detached after it is attached, and may be refused before", () => {
    const { openOrders, windows } = folded(two, unordered(detach("p-1", ROOT), attach("p-1", ROOT)));
    expect(openOrders).toMatchObject([
      { kind: "refused-in-one-order", step: { id: "s0" }, other: { id: "s1" }, mustBe: "last" },
    ]);
    expect(windows).toEqual([]);
  });

  it("a new vault that takes the place of a deleted one must be created after it", () => {
    const vault: BackupVault = {
      name: "main",
      place: { accounts: { kind: "account", accountId: "000000000001" }, region: "eu-central-1" },
      isAirGapped: false,
      lock: undefined,
      origin: "vaults/main",
    };
    const { openOrders, refused } = folded(
      two,
      unordered(
        { operation: "CreateBackupVault", vault },
        { operation: "DeleteBackupVault", vault, deletesRecoveryPoints: true },
      ),
      new BackupEnvironment({ ...BackupEnvironment.UNKNOWN.data, vaults: [vault] }),
    );
    expect(refused).toEqual([]);
    expect(openOrders).toMatchObject([
      { kind: "refused-in-one-order", step: { id: "s0" }, other: { id: "s1" }, mustBe: "last" },
    ]);
  });

  it("a new policy that takes the name of a deleted one must be created after it", () => {
    const before = organization({ policies: [policy("p-1", completePlan())] });
    const { openOrders, refused } = folded(
      before,
      unordered(create("new", "name-of-p-1"), { operation: "DeletePolicy", policyId: "p-1" }),
    );
    expect(refused).toEqual([]);
    expect(openOrders).toMatchObject([
      { kind: "refused-in-one-order", step: { id: "s0" }, other: { id: "s1" }, mustBe: "last" },
    ]);
  });

  it("of two policies that take the name of a deleted one, either may be refused", () => {
    const { openOrders } = folded(
      organization({ policies: [policy("p-1", completePlan())] }),
      unordered(
        { operation: "DeletePolicy", policyId: "p-1" },
        create("one", "name-of-p-1"),
        create("other", "name-of-p-1"),
      ),
    );
    expect(
      openOrders.map((order) =>
        order.kind === "refused-in-one-order" ? [order.step.id, order.mustBe, order.other.id] : [],
      ),
    ).toEqual([
      ["s1", "last", "s0"],
      ["s1", "first", "s2"],
      ["s2", "last", "s0"],
      ["s2", "first", "s1"],
    ]);
  });

  it("an OU is deleted after its accounts are moved, and may be refused before", () => {
    const before = organization({
      organizationalUnits: [unit("ou-a", ROOT), unit("ou-b", ROOT)],
      accounts: [account("000000000002", "ou-a")],
    });
    const {
      openOrders,
      refused,
      organization: after,
    } = folded(
      before,
      unordered(
        { operation: "DeleteOrganizationalUnit", unitId: "ou-a" },
        { operation: "MoveAccount", accountId: "000000000002", destinationParentId: "ou-b" },
      ),
    );
    expect(refused).toEqual([]);
    expect(after.organizationalUnits.map(({ id }) => id)).toEqual(["ou-b"]);
    expect(openOrders).toMatchObject([
      { kind: "refused-in-one-order", step: { id: "s0" }, other: { id: "s1" }, mustBe: "last" },
    ]);
  });

  const removal = (unitId: string): Call => ({ operation: "DeleteOrganizationalUnit", unitId });
  const leaving: Call = { operation: "RemoveAccountFromOrganization", accountId: "000000000002" };

  it.each<[what: string, calls: readonly Call[], open: readonly unknown[]]>([
    [
      "two deletions of one OU refuse one another",
      [removal("ou-c"), removal("ou-c")],
      [
        ["s0", "first", "s1"],
        ["s1", "first", "s0"],
      ],
    ],
    [
      "an OU that takes the name of a deleted one is created after it",
      [{ operation: "CreateOrganizationalUnit", id: "new", name: "c", parentId: "ou-a" }, removal("ou-c")],
      [["s0", "last", "s1"]],
    ],
    [
      "a policy takes the name of a deleted one after it is deleted",
      [
        { operation: "UpdatePolicy", policyId: "p-2", name: "name-of-p-1" },
        { operation: "DeletePolicy", policyId: "p-1" },
      ],
      [["s0", "last", "s1"]],
    ],
    [
      "a new policy takes the name that another gives up",
      [create("new", "name-of-p-2"), { operation: "UpdatePolicy", policyId: "p-2", name: "free" }],
      [["s0", "last", "s1"]],
    ],
    ["an OU is deleted after those in it", [removal("ou-c"), removal("ou-d")], [["s0", "last", "s1"]]],
    [
      "two removals of one account refuse one another",
      [leaving, leaving],
      [
        ["s0", "first", "s1"],
        ["s1", "first", "s0"],
      ],
    ],
    ["an OU is deleted after its last account leaves", [removal("ou-e"), leaving], [["s0", "last", "s1"]]],
  ])("%s", (_what, calls, open) => {
    const before = organization({
      organizationalUnits: [
        unit("ou-a", ROOT),
        unit("ou-c", "ou-a"),
        unit("ou-d", "ou-c"),
        unit("ou-e", ROOT),
      ],
      accounts: [account("000000000001", ROOT), account("000000000002", "ou-e")],
      policies: [policy("p-1", completePlan()), policy("p-2", completePlan())],
    });
    const { openOrders } = folded(before, unordered(...calls));
    expect(
      openOrders.map((order) =>
        order.kind === "refused-in-one-order" ? [order.step.id, order.mustBe, order.other.id] : [],
      ),
    ).toEqual(open);
  });

  it("are no open order once something decides between them", () => {
    const { openOrders } = folded(two, inOrder(detach("p-1", "ou-a"), attach("p-1", "ou-a")));
    expect(openOrders).toEqual([]);
  });
});

describe("windows without a policy", () => {
  it("an account that moves from one target of a policy to another has one, if the first is detached before", () => {
    const before = organization({
      organizationalUnits: [unit("ou-a", ROOT), unit("ou-b", ROOT)],
      accounts: [account("000000000002", "ou-a")],
      policies: [policy("p-1", completePlan())],
      attachments: [attached("ou-a", "p-1"), attached("ou-b", "p-1")],
    });
    const { windows } = folded(
      before,
      inOrder(detach("p-1", "ou-a"), {
        operation: "MoveAccount",
        accountId: "000000000002",
        destinationParentId: "ou-b",
      }),
    );
    expect(windows).toMatchObject([{ policyId: "p-1", targetIds: ["000000000002"], until: { id: "s1" } }]);
  });

  it("an account has none that is certainly at its new place before the old one loses the policy", () => {
    const before = organization({
      organizationalUnits: [unit("ou-a", ROOT), unit("ou-b", ROOT)],
      accounts: [account("000000000002", "ou-a")],
      policies: [policy("p-1", completePlan())],
      attachments: [attached("ou-a", "p-1"), attached("ou-b", "p-1")],
    });
    const calls = [
      { operation: "MoveAccount", accountId: "000000000002", destinationParentId: "ou-b" },
      detach("p-1", "ou-a"),
    ] as const;
    expect(folded(before, inOrder(...calls)).windows).toEqual([]);
    expect(folded(before, unordered(...calls)).windows).toHaveLength(1);
  });

  it("there is none where a higher attachment covers the accounts meanwhile", () => {
    const { windows } = folded(two, inOrder(attach("p-1", ROOT), detach("p-1", "ou-a")));
    expect(windows).toEqual([]);
  });

  it("moving a policy up opens one for the old target, moving it down for the new one", () => {
    const up = folded(two, inOrder(detach("p-1", "ou-a"), attach("p-1", ROOT)));
    expect(up.windows).toMatchObject([{ targetIds: ["ou-a"] }]);
    const down = folded(two, inOrder(detach("p-1", "ou-a"), attach("p-1", "ou-b")));
    expect(down.windows).toMatchObject([{ targetIds: ["ou-b"] }]);
  });

  it("a replaced policy counts as the same one", () => {
    const replaced: Change = {
      steps: [
        step("d", detach("p-1", "ou-a")),
        { ...step("x", { operation: "DeletePolicy", policyId: "p-1" }, "d"), origin: "policy" },
        { ...step("c", create("new"), "x"), origin: "policy" },
        step("a", attach("new", "ou-a"), "c"),
      ],
      milestones: [],
    };
    expect(folded(two, replaced).windows).toMatchObject([{ policyId: "p-1", targetIds: ["ou-a"] }]);
  });
});

it("disabling the policy type detaches every policy", () => {
  const { organization: after } = folded(
    two,
    inOrder({ operation: "DisablePolicyType", policyType: "BACKUP_POLICY" }),
  );
  expect(after.attachments).toEqual([]);
  expect(after.settings.enabledPolicyTypes).toEqual([]);
});

describe("values that are known only after apply", () => {
  it("one of several policies leaves the accounts below its target to change", () => {
    const { organization: after, open } = folded(
      two,
      inOrder({
        operation: "AttachPolicy",
        policyId: { candidates: ["p-1", "p-2"], expression: "aws_organizations_policy.p" },
        targetId: "ou-b",
      }),
    );
    expect(open).toMatchObject([
      { step: { id: "s0" }, arguments: [{ name: "policyId", candidates: ["p-1", "p-2"] }] },
    ]);
    expect(after.data.openAttachments).toEqual([
      {
        targetId: "ou-b",
        policyIds: ["p-1", "p-2"],
        targetIds: ["ou-b"],
        origin: "s0",
        expression: "aws_organizations_policy.p",
      },
    ]);
    const policies = EffectivePolicies.compute(after, AT);
    expect(after.accounts.map(({ id }) => policies.of(id)?.status)).toEqual([
      "empty",
      "published",
      "may-change",
    ]);
  });

  it("an unknown target may be any, so that no account is knowable", () => {
    const { organization: after } = folded(
      two,
      inOrder({
        operation: "AttachPolicy",
        policyId: "p-1",
        targetId: { candidates: undefined, expression: "terraform_data.t.output" },
      }),
    );
    const policies = EffectivePolicies.compute(after, AT);
    expect(after.accounts.map(({ id }) => policies.of(id)?.status)).toEqual([
      "not-knowable",
      "not-knowable",
      "not-knowable",
    ]);
  });

  it("an account whose new parent is not known is not knowable", () => {
    const { organization: after } = folded(
      two,
      inOrder({
        operation: "MoveAccount",
        accountId: "000000000003",
        destinationParentId: { candidates: undefined, expression: "var.ou" },
      }),
    );
    expect(EffectivePolicies.compute(after, AT).of("000000000003")?.status).toBe("not-knowable");
  });

  it("a policy of another type changes nothing", () => {
    const change = inOrder(
      {
        operation: "CreatePolicy",
        id: "scp",
        name: "deny",
        policyType: "SERVICE_CONTROL_POLICY",
        content: { kind: "known", value: {} },
      },
      {
        operation: "AttachPolicy",
        policyId: { candidates: ["scp"], expression: "x" },
        targetId: ROOT,
      },
    );
    expect(folded(two, change).organization.data.openAttachments).toBeUndefined();
  });
});

it("an update, a move, a rename and an attachment, each undone by its inverse, give the organization back", () => {
  const organizationOf = (): Organization =>
    organization({
      policies: [policy("p-1", completePlan()), policy("p-2", completePlan("q"))],
      attachments: [attached("ou-a", "p-1")],
    });
  const content = (retention: string): Call => ({
    operation: "UpdatePolicy",
    policyId: "p-1",
    content: { kind: "known", value: completePlan("p", retention) },
  });
  const move = (destinationParentId: string): Call => ({
    operation: "MoveAccount",
    accountId: "000000000003",
    destinationParentId,
  });
  const rename = (name: string): Call => ({ operation: "UpdateOrganizationalUnit", unitId: "ou-b", name });
  const pairs: readonly (readonly [Call, Call])[] = [
    [content("7"), content("35")],
    [move(ROOT), move("ou-b")],
    [rename("other"), rename("b")],
    [attach("p-2", "ou-b"), detach("p-2", "ou-b")],
    [
      { operation: "UpdatePolicy", policyId: "p-2", name: "other" },
      { operation: "UpdatePolicy", policyId: "p-2", name: "name-of-p-2" },
    ],
  ];
  fc.assert(
    fc.property(fc.subarray([...pairs]), (chosen) => {
      const before = organizationOf();
      const change = inOrder(
        ...chosen.map(([call]) => call),
        ...chosen.toReversed().map(([, inverse]) => inverse),
      );
      const { organization: after, refused } = folded(before, change);
      expect(refused).toEqual([]);
      expect(normal(after)).toEqual(normal(before));
    }),
  );
});

function normal({ data }: Organization): object {
  return {
    ...data,
    policies: data.policies.map(({ id, name, content }) => ({ id, name, content })),
  };
}

it("a change of ten thousand calls over ten thousand accounts is not quadratic", () => {
  const accounts = Array.from({ length: 10_000 }, (_, index) =>
    account(String(index).padStart(12, "0"), index % 2 === 0 ? "ou-a" : "ou-b"),
  );
  const policies = Array.from({ length: 1_000 }, (_, index) => policy(`p-${index}`, {}));
  const big = organization({ accounts, policies });
  const attachments = accounts.map(({ id }, index) =>
    step(`attach ${id}`, attach(`p-${index % 1_000}`, id), "policies"),
  );
  const change: Change = {
    steps: [
      ...policies.map(({ id }) =>
        step(`update ${id}`, { operation: "UpdatePolicy", policyId: id, name: `${id} x` }),
      ),
      ...attachments,
    ],
    milestones: [{ id: "policies", after: policies.map(({ id }) => `update ${id}`) }],
  };
  const { done, openOrders } = folded(big, change);
  expect(done).toHaveLength(11_000);
  expect(openOrders).toEqual([]);
});

it("deleting the organization deletes its OUs, policies and trusted access with it", () => {
  const before = organization({
    settings: { id: "o-test", managementAccountId: "000000000001", enabledPolicyTypes: ["BACKUP_POLICY"] },
    organizationalUnits: [unit("ou-a", ROOT), unit("ou-b", "ou-a")],
    accounts: [account("000000000001", "ou-b")],
    policies: [policy("p-1", completePlan())],
    attachments: [attached("ou-a", "p-1")],
  });
  const { organization: after, refused } = folded(before, inOrder({ operation: "DeleteOrganization" }));
  expect(refused).toEqual([]);
  expect(after.data).toMatchObject({
    settings: { trustedServices: [], enabledPolicyTypes: [], delegatedAdministrators: [] },
    organizationalUnits: [],
    accounts: [{ id: "000000000001", parentId: ROOT }],
    policies: [],
    attachments: [],
  });
});

it("nothing is done before the organization exists, and what is not ordered after its creation may be refused", () => {
  const none = organization({ settings: { id: "" }, root: NEW_ROOT, accounts: [], organizationalUnits: [] });
  const createOrganization: Call = { operation: "CreateOrganization", featureSet: "ALL" };
  expect(folded(none, inOrder(create("p"), createOrganization)).refused).toMatchObject([
    { exception: "AWSOrganizationsNotInUseException", dependents: [{ id: "s1" }] },
  ]);
  expect(folded(none, inOrder(createOrganization, create("p")))).toMatchObject({
    refused: [],
    openOrders: [],
  });
  expect(folded(none, unordered(create("p"), createOrganization))).toMatchObject({
    refused: [],
    openOrders: [{ kind: "refused-in-one-order", step: { id: "s0" }, other: { id: "s1" }, mustBe: "last" }],
  });
});

it("an attachment is refused if every policy that it may be of has a type that is not enabled", () => {
  const open = (...candidates: readonly string[]): Call => ({
    operation: "AttachPolicy",
    policyId: { candidates, expression: "x" },
    targetId: ROOT,
  });
  const tags: Call = {
    operation: "CreatePolicy",
    id: "t",
    name: "t",
    policyType: "TAG_POLICY",
    content: { kind: "known", value: {} },
  };
  const enabled = organization({
    ...two.data,
    settings: { ...two.settings, enabledPolicyTypes: ["BACKUP_POLICY"] },
  });
  expect(folded(enabled, inOrder(tags, open("t")))).toMatchObject({
    refused: [{ exception: "PolicyTypeNotEnabledException" }],
    open: [],
  });
  expect(folded(enabled, inOrder(tags, open("t", "p-1")))).toMatchObject({
    refused: [],
    open: [{ step: { id: "s1" } }],
  });
});

it("a refused policy does not stop an attachment that may be of another one", () => {
  const attachment: Call = {
    operation: "AttachPolicy",
    policyId: { candidates: ["new", "p-2"], expression: "x" },
    targetId: ROOT,
  };
  const refused = step("create", create("new", "name-of-p-1"));
  const waiting = step("attach", attachment, "create");
  const may = { ...waiting, afterCandidates: new Map([["create", new Set(["new"])]]) };
  const of = (last: Step): Folded => folded(two, { steps: [refused, last], milestones: [] });
  expect(of(waiting)).toMatchObject({ open: [], refused: [{ dependents: [{ id: "attach" }] }] });
  expect(of(may)).toMatchObject({ open: [{ step: { id: "attach" } }], refused: [{ dependents: [] }] });
});

describe("enabling a policy type", () => {
  const enabled = (
    known: readonly string[] | undefined,
    isExhaustive?: true,
  ): readonly string[] | undefined => {
    const before = organization({
      settings: { id: "o-test", ...(known === undefined ? {} : { enabledPolicyTypes: known }) },
    });
    const call: Call = {
      operation: "EnablePolicyType",
      policyType: "TAG_POLICY",
      ...(isExhaustive === undefined ? {} : { isExhaustive }),
    };
    return folded(before, inOrder(call)).organization.settings.enabledPolicyTypes;
  };

  it("adds it to those that are known", () => {
    expect(enabled(["BACKUP_POLICY"])).toEqual(["BACKUP_POLICY", "TAG_POLICY"]);
  });

  it("leaves them open if the source does not show them, unless the call names all there are", () => {
    expect(enabled(undefined)).toBeUndefined();
    expect(enabled(undefined, true)).toEqual(["TAG_POLICY"]);
  });
});

describe("enabling trusted access", () => {
  const enabled = (
    known: readonly string[] | undefined,
    isExhaustive?: true,
  ): readonly string[] | undefined => {
    const before = organization({
      settings: { id: "o-test", ...(known === undefined ? {} : { trustedServices: known }) },
    });
    const call: Call = {
      operation: "EnableAWSServiceAccess",
      servicePrincipal: "backup.amazonaws.com",
      ...(isExhaustive === undefined ? {} : { isExhaustive }),
    };
    const { organization: after, done } = folded(before, inOrder(call));
    expect(done).toHaveLength(1);
    return after.settings.trustedServices;
  };

  it("adds the service to those that are known, once", () => {
    expect(enabled(["ram.amazonaws.com"])).toEqual(["ram.amazonaws.com", "backup.amazonaws.com"]);
    expect(enabled(["backup.amazonaws.com"])).toEqual(["backup.amazonaws.com"]);
  });

  it("leaves them open if the source does not show them, unless the call names all there are", () => {
    expect(enabled(undefined)).toBeUndefined();
    expect(enabled(undefined, true)).toEqual(["backup.amazonaws.com"]);
  });
});
