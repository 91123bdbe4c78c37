import { terraformPlanOf } from "../../../src/sources/terraform-plan/terraform-plan";
import type { JsonObject } from "../../../src/text/json";
import { changedByPlan } from "../../support/changed";
import { attached, completePlan, organization, policy, ROOT } from "../../support/organizations";
import { builtPlan, codeOfResource } from "./plan-builder";
import type { BuiltChange, BuiltPlan } from "./plan-builder";

const ORGANIZATION = "aws_organizations_organization";
const UNIT = "aws_organizations_organizational_unit";
const POLICY = "aws_organizations_policy";

const before = organization({
  settings: { id: "o-1", enabledPolicyTypes: ["BACKUP_POLICY"], trustedServices: ["backup.amazonaws.com"] },
  policies: [policy("p-1", completePlan("p"))],
  attachments: [attached("ou-b", "p-1")],
});

const settings = (types: readonly string[]): JsonObject => ({
  id: "o-1",
  enabled_policy_types: types,
  aws_service_access_principals: ["backup.amazonaws.com"],
});
const withoutTypes: BuiltChange = {
  type: ORGANIZATION,
  name: "this",
  before: settings(["BACKUP_POLICY"]),
  after: settings([]),
};
const unitB: JsonObject = { id: "ou-b", name: "b", parent_id: "ou-a" };
/** Refused: an account is in it. */
const deletedUnit: BuiltChange = { type: UNIT, name: "b", before: unitB };
const inState = (address: string, values: JsonObject, ...dependsOn: readonly string[]) => ({
  type: address.split(".").at(-2) ?? "",
  address,
  dependsOn,
  values,
});

/** The calls that are made, that AWS refuses, and that wait for one that it refuses. */
function outcome(
  plan: BuiltPlan,
): Readonly<Record<"done" | "refused" | "heldBack" | "open", readonly string[]>> {
  const { folded } = changedByPlan(before, terraformPlanOf([builtPlan(plan)]));
  const name = ({ call }: (typeof folded.done)[number]): string => call.operation;
  return {
    done: folded.done.map(name),
    refused: folded.refused.map(({ step }) => name(step)),
    heldBack: folded.refused.flatMap(({ dependents }) => dependents.map(name)),
    open: folded.openOrders.map(({ kind }) => kind),
  };
}

describe("what is changed", () => {
  it("waits for the end of what depended on it, and stays if AWS refuses that", () => {
    const prior = [
      inState(`${ORGANIZATION}.this`, settings(["BACKUP_POLICY"])),
      inState(`${UNIT}.b`, unitB, `${ORGANIZATION}.this`),
    ];
    expect(outcome({ changes: [withoutTypes, deletedUnit], prior })).toEqual({
      done: [],
      refused: ["DeleteOrganizationalUnit"],
      heldBack: ["DisablePolicyType"],
      open: [],
    });
  });

  it("waits for nothing that did not depend on it", () => {
    const prior = [inState(`${ORGANIZATION}.this`, settings(["BACKUP_POLICY"])), inState(`${UNIT}.b`, unitB)];
    expect(outcome({ changes: [withoutTypes, deletedUnit], prior })).toMatchObject({
      done: ["DisablePolicyType"],
      refused: ["DeleteOrganizationalUnit"],
      heldBack: [],
    });
  });

  it("waits by the code where no state shows what depended on it", () => {
    const code = {
      resources: [
        codeOfResource(ORGANIZATION, "this", {}),
        codeOfResource(UNIT, "b", { parent_id: [`${ORGANIZATION}.this.roots`] }),
      ],
    };
    expect(outcome({ changes: [withoutTypes, deletedUnit], code })).toMatchObject({
      heldBack: ["DisablePolicyType"],
    });
  });

  it("holds back what refers to it, even if it makes no call of its own", () => {
    const tagged: BuiltChange = {
      type: UNIT,
      name: "a",
      before: { id: "ou-a", name: "a", parent_id: ROOT, tags: {} },
      after: { id: "ou-a", name: "a", parent_id: ROOT, tags: { owner: "me" } },
    };
    const attachment: BuiltChange = {
      type: "aws_organizations_policy_attachment",
      name: "new",
      after: { policy_id: "p-1", target_id: "ou-a" },
    };
    const prior = [inState(`${UNIT}.a`, tagged.before ?? {}), inState(`${UNIT}.b`, unitB, `${UNIT}.a`)];
    const code = {
      resources: [
        codeOfResource("aws_organizations_policy_attachment", "new", {}, { depends_on: [`${UNIT}.a`] }),
      ],
    };
    expect(outcome({ changes: [tagged, deletedUnit, attachment], prior, code })).toMatchObject({
      done: [],
      heldBack: ["AttachPolicy"],
    });
  });

  it("waits for no other instance of its module", () => {
    const inModule = (index: string, of: BuiltChange): BuiltChange => ({
      ...of,
      module: `module.m[${JSON.stringify(index)}]`,
    });
    const renamed: BuiltChange = {
      type: UNIT,
      name: "a",
      before: { id: "ou-a", name: "a", parent_id: ROOT },
      after: { id: "ou-a", name: "z", parent_id: ROOT },
    };
    const changes = (index: string): BuiltPlan => ({
      changes: [inModule("one", renamed), inModule(index, deletedUnit)],
      prior: [
        inState(`module.m["one"].${UNIT}.a`, renamed.before ?? {}),
        inState(`module.m["${index}"].${UNIT}.b`, unitB, `module.m.${UNIT}.a`),
      ],
    });
    expect(outcome(changes("one"))).toMatchObject({ heldBack: ["UpdateOrganizationalUnit"] });
    expect(outcome(changes("two"))).toMatchObject({ done: ["UpdateOrganizationalUnit"], heldBack: [] });
  });
});

describe("what ends after its successor begins", () => {
  it("waits for the end of what depended on it", () => {
    const replaced = (name: string, id: string, parentId: string): BuiltChange => ({
      type: UNIT,
      name,
      actions: ["create", "delete"],
      before: { id, name, parent_id: parentId },
      after: { name: `new ${name}`, parent_id: ROOT },
      unknown: { id: true },
    });
    const prior = [
      inState(`${UNIT}.outer`, { id: "ou-x", name: "outer", parent_id: ROOT }),
      inState(`${UNIT}.inner`, { id: "ou-y", name: "inner", parent_id: "ou-x" }, `${UNIT}.outer`),
    ];
    const changes = [replaced("outer", "ou-x", ROOT), replaced("inner", "ou-y", "ou-x")];
    expect(outcome({ changes, prior })).toEqual({
      done: [
        "CreateOrganizationalUnit",
        "CreateOrganizationalUnit",
        "DeleteOrganizationalUnit",
        "DeleteOrganizationalUnit",
      ],
      refused: [],
      heldBack: [],
      open: [],
    });
  });

  it("is what an interrupted apply left behind: the object at its address changes first", () => {
    const content = JSON.stringify(completePlan("p"));
    const current: BuiltChange = {
      type: POLICY,
      name: "one",
      before: { id: "p-1", name: "name-of-p-1", type: "BACKUP_POLICY", content },
      after: { id: "p-1", name: "left", type: "BACKUP_POLICY", content },
    };
    const left: BuiltChange = {
      type: POLICY,
      name: "one",
      deposed: "abcd1234",
      before: { id: "p-2", name: "left", type: "BACKUP_POLICY", content },
    };
    const prior = [
      inState(`${POLICY}.one`, current.before ?? {}),
      { ...inState(`${POLICY}.two`, left.before ?? {}), address: "" },
    ];
    expect(outcome({ changes: [left, current], prior })).toEqual({
      done: [],
      refused: ["UpdatePolicy"],
      heldBack: ["DeletePolicy"],
      open: [],
    });
  });
});

describe("an OU that ends takes what is attached to it along", () => {
  const emptied: readonly BuiltChange[] = [
    deletedUnit,
    {
      type: "aws_organizations_account",
      name: "three",
      before: { id: "000000000003", name: "account-3", parent_id: "ou-b" },
    },
  ];
  const prior = [
    inState(`${UNIT}.b`, unitB),
    inState("aws_organizations_account.three", emptied[1]?.before ?? {}, `${UNIT}.b`),
  ];

  it("so that AWS deletes the policy after it, and not before", () => {
    const deleted: BuiltChange = {
      type: POLICY,
      name: "one",
      before: {
        id: "p-1",
        name: "name-of-p-1",
        type: "BACKUP_POLICY",
        content: JSON.stringify(completePlan("p")),
      },
    };
    const ofPolicy = inState(`${POLICY}.one`, deleted.before ?? {});
    expect(outcome({ changes: [...emptied, deleted], prior: [...prior, ofPolicy] })).toMatchObject({
      refused: ["DeletePolicy"],
      open: ["refused-in-one-order"],
    });
    expect(outcome({ changes: [deleted], prior: [ofPolicy] })).toMatchObject({
      refused: ["DeletePolicy"],
      open: [],
    });
  });

  it("and it makes no difference to who detaches it, before or after", () => {
    const detached: BuiltChange = {
      type: "aws_organizations_policy_attachment",
      name: "one",
      before: { policy_id: "p-1", target_id: "ou-b", id: "ou-b:p-1" },
    };
    const ofAttachment = inState("aws_organizations_policy_attachment.one", detached.before ?? {});
    expect(outcome({ changes: [...emptied, detached], prior: [...prior, ofAttachment] })).toMatchObject({
      refused: [],
      open: [],
    });
  });
});

it("an attachment of an existing policy of another type waits for its type, and others for it", () => {
  const tags: BuiltChange = {
    type: POLICY,
    name: "tags",
    actions: ["no-op"],
    before: { id: "p-9", name: "tags", type: "TAG_POLICY", content: "{}" },
    after: { id: "p-9", name: "tags", type: "TAG_POLICY", content: "{}" },
  };
  const attachments = ["p-9", "p-1"].map((policyId): BuiltChange => ({
    type: "aws_organizations_policy_attachment",
    name: policyId,
    after: { policy_id: policyId, target_id: "ou-a" },
  }));
  const code = {
    resources: [
      codeOfResource(
        "aws_organizations_policy_attachment",
        "p-1",
        {},
        { depends_on: ["aws_organizations_policy_attachment.p-9"] },
      ),
    ],
  };
  expect(outcome({ changes: [tags, ...attachments], code })).toEqual({
    done: [],
    refused: ["AttachPolicy"],
    heldBack: ["AttachPolicy"],
    open: [],
  });
});
