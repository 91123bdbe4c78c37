import { terraformPlanOf } from "../../../src/sources/terraform-plan/terraform-plan";
import type { JsonObject } from "../../../src/text/json";
import { changedByPlan } from "../../support/changed";
import { attached, completePlan, organization, policy } from "../../support/organizations";
import { builtPlan, codeOfResource } from "./plan-builder";
import type { BuiltChange } from "./plan-builder";

const [POLICY, ATTACHMENT] = ["aws_organizations_policy", "aws_organizations_policy_attachment"];
const UNIT = "aws_organizations_organizational_unit";
const CONTENT = JSON.stringify(completePlan("p"));

/** The root is `r-root`, and `ou-root-…` would be the ids of its OUs. */
const before = organization({
  settings: { id: "o-ours", enabledPolicyTypes: ["BACKUP_POLICY"] },
  policies: [policy("p-1", completePlan("p"))],
  attachments: [attached("ou-a", "p-1")],
});

const arn = (kind: string, organizationId: string, id: string): string =>
  `arn:aws:organizations::111111111111:${kind}/${organizationId}/${id}`;

const ours = (id: string): JsonObject => ({
  id,
  arn: arn("policy", "o-ours", `backup_policy/${id}`),
  name: `name-of-${id}`,
  type: "BACKUP_POLICY",
  content: CONTENT,
});
const theirs: JsonObject = { ...ours("p-9"), arn: arn("policy", "o-theirs", "backup_policy/p-9") };
const theirUnit: JsonObject = {
  id: "ou-zzzz-11111111",
  arn: arn("ou", "o-theirs", "ou-zzzz-11111111"),
  name: "elsewhere",
  parent_id: "r-zzzz",
};

const changes: readonly BuiltChange[] = [
  { type: POLICY, name: "ours", before: ours("p-1"), after: { ...ours("p-1"), name: "renamed" } },
  { type: POLICY, name: "theirs", before: theirs, after: { ...theirs, name: "theirs" } },
  { type: UNIT, name: "theirs", actions: ["no-op"], before: theirUnit, after: theirUnit },
  { type: ATTACHMENT, name: "theirs", after: { policy_id: "p-9", target_id: "ou-zzzz-11111111" } },
  { type: ATTACHMENT, name: "account", after: { policy_id: "p-9", target_id: "999999999999" } },
];
const code = {
  resources: changes.map(({ type, name }) =>
    codeOfResource(type, name, {}, { provider_config_key: name === "ours" ? "aws" : "aws.theirs" }),
  ),
};

describe("a plan whose providers work in two organizations", () => {
  it("is reviewed for the one of the file, and says that there is another", () => {
    const { folded, facts } = changedByPlan(before, terraformPlanOf([builtPlan({ changes, code })]));
    expect(folded.done.map(({ origin }) => origin)).toEqual([`${POLICY}.ours`]);
    expect([folded.refused, folded.open]).toEqual([[], []]);
    expect(facts.contradictions).toEqual([]);
    expect(facts.unresolved).toEqual([
      {
        origin: `${POLICY}.theirs`,
        message:
          "it belongs to another organization than o-ours. 3 such changes are not reviewed: review the plan with the file of that organization, too.",
      },
    ]);
  });

  it("is not guessed to be of the other one if the file is of neither", () => {
    const other = organization({ settings: { id: "o-other" } });
    const plan = terraformPlanOf([builtPlan({ changes, code })]);
    expect(() => plan.over(other)).toThrow("The organization in the plan's state does not fit together.");
  });
});

it("a plan of one organization has nothing that belongs to another", () => {
  const plan = builtPlan({ changes: changes.filter(({ name }) => name === "ours"), code });
  const { facts } = changedByPlan(before, terraformPlanOf([plan]));
  expect(facts.unresolved).toEqual([]);
});
