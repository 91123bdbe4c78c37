import { readChange } from "../../src/app/read-change";
import { reviewChange } from "../../src/app/review-change";
import { headline } from "../../src/render/review/headline";
import type { Review } from "../../src/review/review";
import { completePlan } from "../support/organizations";
import { NOW } from "../support/run-cli";
import { synthesizedFixture } from "../support/synthesized-fixture";
import { writtenJson } from "../support/written-json";

const [ROOT, BASE, SANDBOX, PLAY, ORDERS] = [
  "r-abcd",
  "ou-abcd-11111111",
  "ou-abcd-22222222",
  "222222222222",
  "333333333333",
];
const [POLICY, ATTACHMENT] = ["aws_organizations_policy", "aws_organizations_policy_attachment"];
const [UNIT, ACCOUNT] = ["aws_organizations_organizational_unit", "aws_organizations_account"];
const CONTENT = (plan: string): string => JSON.stringify(completePlan(plan));

/** a on the OU Base with the account orders, b on the OU Sandbox with the account play. */
function organization(): string {
  return writtenJson("organization.json", {
    version: 1,
    organization: { id: "o-1" },
    root: { id: ROOT, name: "Root" },
    organizationalUnits: [
      { id: BASE, name: "Base", parentId: ROOT },
      { id: SANDBOX, name: "Sandbox", parentId: ROOT },
    ],
    accounts: [
      { id: PLAY, name: "play", parentId: SANDBOX },
      { id: ORDERS, name: "orders", parentId: BASE },
    ],
    policies: [
      { id: "p-a", name: "a", content: CONTENT("a") },
      { id: "p-b", name: "b", content: CONTENT("b") },
    ],
    attachments: [
      { targetId: BASE, policyIds: ["p-a"], order: "known" },
      { targetId: SANDBOX, policyIds: ["p-b"], order: "known" },
    ],
  });
}

type Named = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

const CODE: Readonly<Record<string, Named>> = {
  [UNIT]: { base: { name: "Base", parent_id: ROOT }, sand: { name: "Sandbox", parent_id: ROOT } },
  [ACCOUNT]: { play: { name: "play", parent_id: `\${${UNIT}.sand.id}` } },
  [POLICY]: {
    a: { name: "a", type: "BACKUP_POLICY", content: CONTENT("a") },
    b: { name: "b", type: "BACKUP_POLICY", content: CONTENT("b") },
  },
  [ATTACHMENT]: {
    a: { policy_id: `\${${POLICY}.a.id}`, target_id: `\${${UNIT}.base.id}` },
    b: { policy_id: `\${${POLICY}.b.id}`, target_id: `\${${UNIT}.sand.id}` },
  },
};

const ATTRIBUTES: Readonly<Record<string, Named>> = {
  [UNIT]: {
    base: { id: BASE, name: "Base", parent_id: ROOT },
    sand: { id: SANDBOX, name: "Sandbox", parent_id: ROOT },
  },
  [ACCOUNT]: { play: { id: PLAY, name: "play", parent_id: SANDBOX } },
  [POLICY]: {
    a: { id: "p-a", name: "a", type: "BACKUP_POLICY", content: CONTENT("a") },
    b: { id: "p-b", name: "b", type: "BACKUP_POLICY", content: CONTENT("b") },
  },
  [ATTACHMENT]: {
    a: { policy_id: "p-a", target_id: BASE },
    b: { policy_id: "p-b", target_id: SANDBOX },
  },
};

const everything = <T>(named: Readonly<Record<string, Named>>, of: (...place: [string, string]) => T) =>
  Object.entries(named).flatMap(([type, each]) => Object.keys(each).map((name) => of(type, name)));

/** A state file; an object of the place named is in another condition than usual. */
function stateFile(place = "", condition: object = {}, isExtra = false): string {
  const resources = everything(ATTRIBUTES, (type, name) => {
    const usual = { attributes: ATTRIBUTES[type]?.[name] };
    const other = { ...usual, ...condition };
    const isMeant = place === `${type}.${name}`;
    const instances = isMeant ? (isExtra ? [usual, other] : [other]) : [usual];
    return { mode: "managed", type, name, instances };
  });
  return writtenJson("terraform.stack.tfstate", { version: 4, resources });
}

/** The same as `terraform show -json` writes it. */
function stateShown(place: string, condition: object, isExtra = false): string {
  const resources = everything(ATTRIBUTES, (type, name) => {
    const usual = {
      address: `${type}.${name}`,
      mode: "managed",
      type,
      name,
      values: ATTRIBUTES[type]?.[name],
    };
    const other = { ...usual, ...condition };
    return place !== usual.address ? [usual] : isExtra ? [usual, other] : [other];
  });
  return writtenJson("state.json", {
    format_version: "1.0",
    values: { root_module: { resources: resources.flat() } },
  });
}

function code(edit: Readonly<Record<string, Named>> = {}): string {
  const resource = Object.fromEntries(
    Object.entries(CODE).map(([type, named]) => [
      type,
      Object.fromEntries(
        Object.entries(named).map(([name, values]) => [name, { ...values, ...edit[type]?.[name] }]),
      ),
    ]),
  );
  return synthesizedFixture({ stack: { json: { resource } } });
}

const request = (state: string, edit: Readonly<Record<string, Named>> = {}) => ({
  directory: code(edit),
  organization: organization(),
  states: [state],
  at: NOW,
});

const calls = (...args: Parameters<typeof request>): readonly string[] =>
  readChange(request(...args)).facts.folded?.done.map(({ call }) => call.operation) ?? [];

const reviewed = (...args: Parameters<typeof request>): Review =>
  reviewChange({ ...request(...args), guardrails: false }).review;

const changed = ({ changes }: Review): readonly string[] => changes.flatMap(({ accounts }) => accounts);
const rules = ({ findings }: Review): readonly string[] =>
  findings.map(({ rule }) => rule).filter((rule) => !rule.startsWith("prerequisite"));

const TAINTED = [{ status: "tainted" }, { tainted: true }] as const;
const DEPOSED = [{ deposed: "abcd1234" }, { deposed_key: "abcd1234" }] as const;

describe("what a state says of an object besides its values", () => {
  it("is nothing usually", () => {
    expect(calls(stateFile())).toEqual([]);
  });

  it.each([
    ["an attachment", `${ATTACHMENT}.b`, ["DetachPolicy", "AttachPolicy"]],
    ["a policy", `${POLICY}.b`, ["DetachPolicy", "DeletePolicy", "CreatePolicy", "AttachPolicy"]],
  ])("replaces %s whose creation failed half way", (_, place, expected) => {
    const [inFile, shown] = TAINTED;
    expect(calls(stateFile(place, inFile))).toEqual(expected);
    expect(calls(stateShown(place, shown))).toEqual(expected);
    const review = reviewed(stateFile(place, inFile));
    expect([changed(review), rules(review)]).toEqual([[], ["attachment-replaced"]]);
  });

  it("replaces an OU whose creation failed half way, which AWS refuses while it holds an account", () => {
    const review = reviewed(stateFile(`${UNIT}.sand`, TAINTED[0]));
    expect(review.findings.map(({ rule, message }) => `${rule} ${message}`)).toContainEqual(
      expect.stringContaining("OrganizationalUnitNotEmptyException"),
    );
    expect(changed(review)).toEqual([PLAY]);
  });

  it("destroys what an interrupted replacement left behind", () => {
    const [inFile, shown] = DEPOSED;
    const place = `${ATTACHMENT}.b`;
    for (const state of [stateFile(place, inFile, true), stateShown(place, shown, true)]) {
      const review = reviewed(state);
      expect(changed(review)).toEqual([PLAY]);
      expect(rules(review)).toContain("account-unprotected");
    }
  });
});

describe("ignore_changes", () => {
  const ignoring = (...names: readonly string[]): object => ({ lifecycle: { ignore_changes: names } });

  it.each([
    [
      "an account's parent",
      ACCOUNT,
      "play",
      { parent_id: `\${${UNIT}.base.id}`, ...ignoring("name", "parent_id") },
    ],
    ["an attachment's target", ATTACHMENT, "b", { target_id: ROOT, ...ignoring("target_id") }],
    [
      "an attachment's policy",
      ATTACHMENT,
      "b",
      { policy_id: `\${${POLICY}.a.id}`, ...ignoring("policy_id") },
    ],
    [
      "all of an attachment",
      ATTACHMENT,
      "b",
      { policy_id: "p-a", target_id: ROOT, lifecycle: { ignore_changes: "all" } },
    ],
    ["a policy's name", POLICY, "b", { name: "other", ...ignoring("name") }],
    ["a policy's description", POLICY, "b", { description: "other", ...ignoring("description") }],
    ["a policy's content", POLICY, "b", { content: CONTENT("other"), ...ignoring("content") }],
    [
      "an OU's name and parent",
      UNIT,
      "sand",
      { name: "x", parent_id: BASE, ...ignoring("name", "parent_id") },
    ],
  ])("keeps %s", (_, type, name, values) => {
    expect(calls(stateFile(), { [type]: { [name]: values } })).toEqual([]);
    const { lifecycle, ...effective } = values as Readonly<Record<string, unknown>>;
    expect(lifecycle).toBeDefined();
    expect(calls(stateFile(), { [type]: { [name]: effective } })).not.toEqual([]);
  });
});

describe("replace_triggered_by", () => {
  const triggered = (by: string, edit: Readonly<Record<string, Named>> = {}): readonly string[] => {
    const { findings, summary } = reviewed(stateFile(), {
      ...edit,
      [ATTACHMENT]: { b: { lifecycle: { replace_triggered_by: [by] } } },
    });
    const messages = findings.filter(({ rule }) => rule === "not-knowable").map(({ message }) => message);
    expect(headline(summary).includes("provided what is not read changes nothing")).toBe(messages.length > 0);
    return messages;
  };

  it("is named if what triggers it changes, or is not read", () => {
    const shorter = { [POLICY]: { a: { content: CONTENT("other") } } };
    const message = (trigger: string): string =>
      `stack/aws_organizations_policy_attachment.b: Terraform replaces it if ${trigger} changes (replace_triggered_by). The review does not carry that out: review the Terraform plan of stack/aws_organizations_policy_attachment.b with --plan.`;
    expect(triggered(`${POLICY}.a`, shorter)).toEqual([message(`${POLICY}.a`)]);
    expect(triggered(`${POLICY}.a.content`, shorter)).toEqual([message(`${POLICY}.a`)]);
    expect(triggered("terraform_data.version")).toEqual([message("terraform_data.version")]);
  });

  it("is not mentioned if what triggers it stays", () => {
    expect(triggered(`${POLICY}.a`)).toEqual([]);
  });
});
