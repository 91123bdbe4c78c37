import { readChange } from "../../src/app/read-change";
import { completePlan } from "../support/organizations";
import { NOW } from "../support/run-cli";
import { synthesizedFixture } from "../support/synthesized-fixture";
import { writtenJson } from "../support/written-json";

const [ROOT, BASE, SANDBOX, PLAY] = ["r-abcd", "ou-abcd-11111111", "ou-abcd-22222222", "222222222222"];
const ORGANIZATION = "aws_organizations_organization";
const [UNIT, ACCOUNT] = ["aws_organizations_organizational_unit", "aws_organizations_account"];
const [POLICY, ATTACHMENT] = ["aws_organizations_policy", "aws_organizations_policy_attachment"];
const CONTENT = JSON.stringify(completePlan("a"));

type Named = Readonly<Record<string, Readonly<Record<string, object>>>>;

/** The account play in the OU Sandbox, to which the policy a is attached. */
const organization = (types: readonly string[]): string =>
  writtenJson("organization.json", {
    version: 1,
    organization: { id: "o-1", enabledPolicyTypes: types },
    root: { id: ROOT, name: "Root" },
    organizationalUnits: [
      { id: BASE, name: "Base", parentId: ROOT },
      { id: SANDBOX, name: "Sandbox", parentId: ROOT },
    ],
    accounts: [{ id: PLAY, name: "play", parentId: SANDBOX }],
    policies: [{ id: "p-a", name: "a", content: CONTENT }],
    attachments: types.length === 0 ? [] : [{ targetId: SANDBOX, policyIds: ["p-a"], order: "known" }],
  });

interface Stored {
  readonly attributes: object;
  readonly dependencies?: readonly string[];
  readonly create_before_destroy?: boolean;
}

const UNITS: Readonly<Record<string, object>> = {
  base: { id: BASE, name: "Base", parent_id: ROOT },
  sand: { id: SANDBOX, name: "Sandbox", parent_id: ROOT },
};

/** What the change asks AWS for, and what comes of it. */
function outcome(types: readonly string[], state: Readonly<Record<string, Stored>>, resource: Named): object {
  const resources = Object.entries(state).map(([address, instance]) => {
    const [type, name] = address.split(".");
    return { mode: "managed", type, name, instances: [instance] };
  });
  const { facts } = readChange({
    directory: synthesizedFixture({ stack: { json: { resource } } }),
    organization: organization(types),
    states: [writtenJson("terraform.stack.tfstate", { version: 4, resources })],
    at: NOW,
  });
  const { done = [], refused = [], openOrders = [] } = facts.folded ?? {};
  return {
    done: done.map(({ call }) => call.operation),
    refused: refused.map(({ step: { call }, dependents }) => [
      call.operation,
      ...dependents.map((step) => step.call.operation),
    ]),
    open: openOrders.map(({ kind }) => kind),
  };
}

describe("types of policies that the code disables", () => {
  const withoutTypes: Named = { [ORGANIZATION]: { this: { enabled_policy_types: [] } } };
  const settings = { attributes: { id: "o-1", enabled_policy_types: ["BACKUP_POLICY"] } };
  const leaving = (more: object): Readonly<Record<string, Stored>> => ({
    [`${ORGANIZATION}.this`]: settings,
    [`${UNIT}.sand`]: { attributes: UNITS.sand ?? {}, ...more },
  });

  it("stay enabled if AWS refuses to delete an OU that depended on the organization", () => {
    const state = leaving({ dependencies: [`${ORGANIZATION}.this`] });
    expect(outcome(["BACKUP_POLICY"], state, withoutTypes)).toEqual({
      done: [],
      refused: [["DeleteOrganizationalUnit", "DisablePolicyType"]],
      open: [],
    });
  });

  it.each([
    ["that did not depend on it", {}],
    ["that was to end last", { dependencies: [`${ORGANIZATION}.this`], create_before_destroy: true }],
  ])("are disabled even if AWS refuses to delete an OU %s", (_, more) => {
    expect(outcome(["BACKUP_POLICY"], leaving(more), withoutTypes)).toEqual({
      done: ["DisablePolicyType"],
      refused: [["DeleteOrganizationalUnit"]],
      open: [],
    });
  });
});

it("an OU with create_before_destroy moves: its account and its policy are there before the old one ends", () => {
  const moving = (lifecycle: object): object => {
    const state = {
      [`${UNIT}.base`]: { attributes: UNITS.base ?? {} },
      [`${UNIT}.sand`]: { attributes: UNITS.sand ?? {} },
      [`${ACCOUNT}.play`]: {
        attributes: { id: PLAY, name: "play", parent_id: SANDBOX },
        dependencies: [`${UNIT}.sand`],
      },
      [`${POLICY}.a`]: { attributes: { id: "p-a", name: "a", type: "BACKUP_POLICY", content: CONTENT } },
      [`${ATTACHMENT}.a`]: {
        attributes: { policy_id: "p-a", target_id: SANDBOX },
        dependencies: [`${POLICY}.a`, `${UNIT}.sand`],
      },
    };
    return outcome(["BACKUP_POLICY"], state, {
      [UNIT]: {
        base: { name: "Base", parent_id: ROOT },
        sand: { name: "Sandbox", parent_id: `\${${UNIT}.base.id}`, ...lifecycle },
      },
      [ACCOUNT]: { play: { name: "play", parent_id: `\${${UNIT}.sand.id}` } },
      [POLICY]: { a: { name: "a", type: "BACKUP_POLICY", content: CONTENT } },
      [ATTACHMENT]: { a: { policy_id: `\${${POLICY}.a.id}`, target_id: `\${${UNIT}.sand.id}` } },
    });
  };
  expect(moving({ lifecycle: { create_before_destroy: true } })).toEqual({
    done: [
      "DetachPolicy",
      "CreateOrganizationalUnit",
      "MoveAccount",
      "AttachPolicy",
      "DeleteOrganizationalUnit",
    ],
    refused: [],
    open: [],
  });
  expect(moving({})).toMatchObject({
    done: ["DetachPolicy"],
    refused: [["DeleteOrganizationalUnit", "CreateOrganizationalUnit", "MoveAccount", "AttachPolicy"]],
  });
});

it("an attachment that nothing orders after the type of its policy may be refused", () => {
  const resource = (more: object): Named => ({
    [ORGANIZATION]: { this: { enabled_policy_types: ["BACKUP_POLICY"] } },
    [POLICY]: { a: { name: "a", type: "BACKUP_POLICY", content: CONTENT } },
    [ATTACHMENT]: { a: { policy_id: `\${${POLICY}.a.id}`, target_id: ROOT, ...more } },
  });
  const state = { [`${ORGANIZATION}.this`]: { attributes: { id: "o-1", enabled_policy_types: [] } } };
  expect(outcome([], state, resource({}))).toMatchObject({ open: ["refused-in-one-order"] });
  expect(outcome([], state, resource({ depends_on: [`${ORGANIZATION}.this`] }))).toMatchObject({ open: [] });
});
