import { readFileSync } from "node:fs";
import { fold } from "../../../src/change/fold";
import { headline } from "../../../src/render/review/headline";
import type { Review } from "../../../src/review/review";
import type { JsonObject } from "../../../src/text/json";
import type { Organization } from "../../../src/organization/organization";
import { readTerraformPlans, terraformPlanOf } from "../../../src/sources/terraform-plan/terraform-plan";
import type { PlanFile } from "../../../src/sources/terraform-plan/plan-file";
import { changedByPlan } from "../../support/changed";
import type { Changed } from "../../support/changed";
import { attached, completePlan, organization, policy, ROOT } from "../../support/organizations";
import { AT, findingsOf, reviewOf } from "../../review/support/review-of";
import { builtPlan, codeOfResource } from "./plan-builder";
import type { BuiltChange } from "./plan-builder";

const POLICY = "aws_organizations_policy";
const ATTACHMENT = "aws_organizations_policy_attachment";
const fixture = (name: string): string => `__tests__/fixtures/plans/${name}`;

function proposed(before: Organization | undefined, ...plans: readonly PlanFile[]): Changed {
  return changedByPlan(before, terraformPlanOf(plans));
}

/** The calls whose arguments apply decides: resource, argument, candidates. */
function open({ folded }: Changed): readonly unknown[] {
  return folded.open.map(({ step, arguments: unknown }) => [
    step.origin,
    ...unknown.map(({ name, candidates, expression }) => [name, candidates, expression]),
  ]);
}

function refused({ folded }: Changed): readonly (readonly [string, string])[] {
  return folded.refused.map(({ exception, message }) => [exception, message]);
}

function values(id: string | undefined, days: string, rest: JsonObject = {}): JsonObject {
  return {
    ...(id === undefined ? {} : { id }),
    name: `name-of-${id ?? "new"}`,
    type: "BACKUP_POLICY",
    content: JSON.stringify(completePlan("p", days)),
    ...rest,
  };
}

const attachedTo = (targetId: string, policyId?: string): JsonObject => ({
  ...(policyId === undefined ? {} : { policy_id: policyId, id: `${targetId}:${policyId}` }),
  target_id: targetId,
});

/** `p-1` then `p-2` on `ou-a`. */
const base = organization({
  policies: [policy("p-1", completePlan("p")), policy("p-2", completePlan("q"))],
  attachments: [attached("ou-a", "p-1", "p-2")],
});
const kept = (name: string, id: string, plan: string): BuiltChange => ({
  type: POLICY,
  name,
  actions: ["no-op"],
  before: { ...values(id, "35"), content: JSON.stringify(completePlan(plan)) },
  after: { ...values(id, "35"), content: JSON.stringify(completePlan(plan)) },
});

describe("a recorded plan", () => {
  it("that updates and creates is read from its state alone", () => {
    const { before, organization: after, facts } = proposed(undefined, read("update-and-create.json"));
    expect(before.path("ou-nw01-producti")).toBe("Root/Production");
    expect(facts.unresolved).toEqual([]);
    expect(after.policies.map(({ name, content }) => [name, content.kind])).toEqual([
      ["baseline", "known"],
      ["monthly", "known"],
      ["sandbox", "known"],
      ["waiting", "unknown"],
    ]);
    expect(after.attached("ou-nw01-sandbox0").policies.map(({ name }) => name)).toEqual(["sandbox"]);
  });

  it("that deletes and replaces takes the policy away and puts the attachment last", () => {
    const changed = proposed(undefined, read("delete-and-replace.json"));
    const { before, organization: after, folded } = changed;
    expect(before.attached("ou-nw01-producti").policies.map(({ name }) => name)).toEqual([
      "baseline",
      "monthly",
    ]);
    expect(after.policies.map(({ name }) => name)).toEqual(["baseline"]);
    expect(folded.windows.map(({ targetIds }) => targetIds)).toEqual([["ou-nw01-producti"]]);
    expect(refused(changed)).toEqual([]);
  });

  it("about something else says so", () => {
    expect(readTerraformPlans([fixture("unrelated.json")]).isRelevant).toBe(false);
    expect(readTerraformPlans([fixture("update-and-create.json")]).isRelevant).toBe(true);
  });

  it("follows another workspace's output if its plan is given too", () => {
    const before = organization({
      organizationalUnits: [{ id: "ou-nw01-producti", name: "Production", parentId: ROOT }],
      accounts: [],
    });
    expect(open(proposed(before, read("workspace-attachments.json")))).toEqual([
      [
        "aws_organizations_policy_attachment.shared",
        [
          "policyId",
          undefined,
          "data.terraform_remote_state.cross-stack-reference-input-policies.outputs.cross-stack-output-aws_organizations_policysharedid",
        ],
      ],
    ]);
    const both = proposed(before, read("workspace-attachments.json"), read("workspace-policies.json"));
    expect(open(both)).toEqual([]);
    expect(both.organization.attached("ou-nw01-producti").policies.map(({ name }) => name)).toEqual([
      "shared",
    ]);
  });

  it("by OpenTofu is read like Terraform's", () => {
    const text = readFileSync(fixture("update-and-create.json"), "utf8");
    const tofu = JSON.parse(
      text
        .replaceAll("registry.terraform.io", "registry.opentofu.org")
        .replace('"terraform_version"', '"tofu_version"'),
    ) as JsonObject;
    const [first, second] = [
      proposed(undefined, read("update-and-create.json")),
      proposed(undefined, { name: "tofu", json: tofu }),
    ];
    expect(second.organization.data).toEqual(first.organization.data);
  });

  it("by HCP Terraform in its redacted form tells what it leaves open", () => {
    const { json } = read("update-and-create.json");
    const redacted = {
      plan_format_version: "1.2",
      resource_changes: json.resource_changes ?? [],
      resource_drift: [],
      provider_format_version: "1.0",
    };
    const before = proposed(undefined, read("update-and-create.json")).before;
    const changed = proposed(before, { name: "redacted", json: redacted });
    expect(changed.organization.policies.find(({ name }) => name === "waiting")?.content).toEqual({
      kind: "unknown",
      reference: "a value known only after apply",
    });
    expect(open(changed)).toEqual([
      [
        'aws_organizations_policy_attachment.sandbox["sandbox"]',
        ["policyId", undefined, "a value known only after apply"],
      ],
    ]);
  });
});

function read(name: string): PlanFile {
  return { name, json: JSON.parse(readFileSync(fixture(name), "utf8")) as JsonObject };
}

describe("what a plan takes away", () => {
  it("is gone: the policy and its attachments", () => {
    const { organization: after } = proposed(
      base,
      builtPlan({
        changes: [
          { type: POLICY, name: "one", before: values("p-1", "35") },
          { type: ATTACHMENT, name: "one", before: attachedTo("ou-a", "p-1") },
        ],
      }),
    );
    expect(after.attached("ou-a").policies.map(({ id }) => id)).toEqual(["p-2"]);
    expect(after.policy("p-1")).toBeUndefined();
  });

  it("stays where skip_destroy keeps it in AWS", () => {
    const { organization: after } = proposed(
      base,
      builtPlan({
        changes: [
          { type: POLICY, name: "one", before: values("p-1", "35", { skip_destroy: true }) },
          { type: ATTACHMENT, name: "one", before: { ...attachedTo("ou-a", "p-1"), skip_destroy: true } },
        ],
      }),
    );
    expect(after.data).toEqual(base.data);
  });

  it("stays where Terraform only forgets it", () => {
    const { organization: after } = proposed(
      base,
      builtPlan({
        changes: [
          { type: POLICY, name: "one", actions: ["forget"], before: values("p-1", "35") },
          { type: ATTACHMENT, name: "one", actions: ["forget"], before: attachedTo("ou-a", "p-1") },
        ],
      }),
    );
    expect(after.data).toEqual(base.data);
  });

  it("is what an interrupted replacement left behind", () => {
    const { organization: after } = proposed(
      base,
      builtPlan({
        changes: [
          kept("two", "p-2", "q"),
          { type: POLICY, name: "two", deposed: "abcd1234", before: values("p-1", "35") },
          { type: ATTACHMENT, name: "two", deposed: "abcd1234", before: attachedTo("ou-a", "p-1") },
        ],
      }),
    );
    expect(after.policies.map(({ id }) => id)).toEqual(["p-2"]);
  });

  it("cannot be a policy that is attached elsewhere", () => {
    const changed = proposed(
      base,
      builtPlan({ changes: [{ type: POLICY, name: "one", before: values("p-1", "35") }] }),
    );
    expect(refused(changed)).toEqual([
      ["PolicyInUseException", 'The policy "name-of-p-1" is still attached to Root/a.'],
    ]);
  });

  it("cannot be an OU that holds accounts, and can be one that loses them too", () => {
    const unit: BuiltChange = {
      type: "aws_organizations_organizational_unit",
      name: "b",
      before: { id: "ou-b", name: "b", parent_id: "ou-a" },
    };
    expect(refused(proposed(base, builtPlan({ changes: [unit] })))).toEqual([
      [
        "OrganizationalUnitNotEmptyException",
        "The OU Root/a/b still holds 1 account: AWS deletes empty OUs only.",
      ],
    ]);
    const account: BuiltChange = {
      type: "aws_organizations_account",
      name: "three",
      before: { id: "000000000003", name: "account-3", parent_id: "ou-b" },
    };
    const possible = proposed(base, builtPlan({ changes: [unit, account] }));
    expect(refused(possible)).toEqual([]);
    expect(possible.organization.target("ou-b")).toBeUndefined();
    expect(possible.organization.account("000000000003")).toBeUndefined();
  });

  it("is a backup policy that turns into one of another type", () => {
    const { organization: after } = proposed(
      base,
      builtPlan({
        changes: [
          {
            type: POLICY,
            name: "one",
            actions: ["delete", "create"],
            before: values("p-1", "35"),
            after: { ...values(undefined, "35"), type: "TAG_POLICY" },
            unknown: { id: true },
          },
          {
            type: ATTACHMENT,
            name: "one",
            actions: ["delete", "create"],
            before: attachedTo("ou-a", "p-1"),
            after: attachedTo("ou-a"),
            unknown: { policy_id: true },
          },
        ],
        code: {
          resources: [
            codeOfResource(ATTACHMENT, "one", { policy_id: [`${POLICY}.one.id`, `${POLICY}.one`] }),
          ],
        },
      }),
    );
    expect(after.attached("ou-a").policies.map(({ id }) => id)).toEqual(["p-2"]);
  });
});

describe("a replaced attachment", () => {
  const replaced: BuiltChange = {
    type: ATTACHMENT,
    name: "one",
    actions: ["delete", "create"],
    before: attachedTo("ou-a", "p-1"),
    after: attachedTo("ou-a", "p-1"),
  };

  it("comes last among the policies of its target", () => {
    const { organization: after, folded } = proposed(base, builtPlan({ changes: [replaced] }));
    expect(after.attached("ou-a").policies.map(({ id }) => id)).toEqual(["p-2", "p-1"]);
    expect(after.attached("ou-a").order).toBe("known");
    expect(folded.windows).toMatchObject([{ policyId: "p-1", targetIds: ["ou-a"] }]);
  });

  it("decides a setting that both policies assign", () => {
    const peers = organization({
      policies: [policy("p-1", completePlan("p", "35")), policy("p-2", completePlan("p", "10"))],
      attachments: [attached("ou-a", "p-1", "p-2")],
    });
    const { organization: after, facts } = proposed(peers, builtPlan({ changes: [replaced] }));
    const review = reviewOf(peers, after, facts);
    expect(review.changes.map(({ edits }) => edits)).toEqual([
      [{ path: "plans/p/rules/r/lifecycle/delete_after_days", before: "35", after: "10", policies: ["p-2"] }],
    ]);
    expect(findingsOf(review, "attachment-replaced")).toHaveLength(1);
  });
});

describe("a reference to what is not known yet", () => {
  const fresh: BuiltChange = {
    type: POLICY,
    name: "fresh",
    after: values(undefined, "35"),
    unknown: { id: true },
  };
  const attach = (rest: Partial<BuiltChange> = {}): BuiltChange => ({
    type: ATTACHMENT,
    name: "fresh",
    after: attachedTo("ou-b"),
    unknown: { policy_id: true },
    ...rest,
  });
  const names = (proposal: Changed): readonly string[] =>
    proposal.organization.attached("ou-b").policies.map(({ id }) => id);

  it("is followed through a variable of a module", () => {
    const proposal = proposed(
      base,
      builtPlan({
        changes: [fresh, attach({ module: "module.attach" })],
        code: {
          module_calls: {
            attach: {
              expressions: { policy: { references: [`${POLICY}.fresh.id`, `${POLICY}.fresh`] } },
              module: { resources: [codeOfResource(ATTACHMENT, "fresh", { policy_id: ["var.policy"] })] },
            },
          },
        },
      }),
    );
    expect(names(proposal)).toEqual([`${POLICY}.fresh`]);
  });

  it("is followed to the instance of the same key", () => {
    const instances = (["a", "b"] as const).map((index): BuiltChange => ({
      ...fresh,
      index,
      after: { ...values(undefined, "35"), name: `fresh-${index}` },
    }));
    const proposal = proposed(
      base,
      builtPlan({
        changes: [...instances, attach({ index: "b" })],
        code: {
          resources: [codeOfResource(ATTACHMENT, "fresh", { policy_id: [`${POLICY}.fresh`, "each.key"] })],
        },
      }),
    );
    expect(names(proposal)).toEqual([`${POLICY}.fresh["b"]`]);
  });

  describe("of two instances", () => {
    const instances = (["a", "b"] as const).map((index): BuiltChange => ({
      ...fresh,
      index,
      after: { ...values(undefined, "35"), name: `fresh-${index}` },
    }));
    const withCode = (code: JsonObject): ReturnType<typeof proposed> =>
      proposed(
        base,
        builtPlan({ changes: [...instances, attach({ index: "x" })], code: { resources: [code] } }),
      );

    it("is the one that the map of for_each in JSON code names", () => {
      const changed = withCode({
        ...codeOfResource(ATTACHMENT, "fresh", { policy_id: ["each.value.policy", "each.value"] }),
        for_each_expression: {
          constant_value: {
            x: { policy: `\${${POLICY}.fresh["b"].id}` },
            y: { policy: `\${${POLICY}.fresh["a"].id}` },
          },
          references: [`${POLICY}.fresh["a"].id`, `${POLICY}.fresh["b"].id`],
        },
      });
      expect(names(changed)).toEqual([`${POLICY}.fresh["b"]`]);
    });

    it("is the one whose key the map of for_each holds", () => {
      const changed = withCode({
        ...codeOfResource(ATTACHMENT, "fresh", {
          policy_id: [`${POLICY}.fresh`, "each.value.policy", "each.value"],
        }),
        for_each_expression: { constant_value: { x: { policy: "a" } } },
      });
      expect(names(changed)).toEqual([`${POLICY}.fresh["a"]`]);
    });

    it("is either where a local value computes the key", () => {
      const changed = proposed(
        base,
        builtPlan({
          changes: [...instances, attach({ index: "b" })],
          code: {
            resources: [
              codeOfResource(ATTACHMENT, "fresh", {
                policy_id: [`${POLICY}.fresh`, "local.names", "each.key"],
              }),
            ],
          },
        }),
      );
      expect(open(changed)).toEqual([
        [
          `${ATTACHMENT}.fresh["b"]`,
          ["policyId", [`${POLICY}.fresh["a"]`, `${POLICY}.fresh["b"]`], `${POLICY}.fresh and local.names`],
        ],
      ]);
    });
  });

  it("is not guessed where two could be meant", () => {
    const other: BuiltChange = {
      ...fresh,
      name: "other",
      after: { ...values(undefined, "35"), name: "other" },
    };
    const changed = proposed(
      base,
      builtPlan({
        changes: [fresh, other, attach()],
        code: {
          resources: [
            codeOfResource(ATTACHMENT, "fresh", { policy_id: [`${POLICY}.fresh.id`, `${POLICY}.other.id`] }),
          ],
        },
      }),
    );
    expect(open(changed)).toEqual([
      [
        `${ATTACHMENT}.fresh`,
        ["policyId", [`${POLICY}.fresh`, `${POLICY}.other`], `${POLICY}.fresh.id and ${POLICY}.other.id`],
      ],
    ]);
  });

  it("may be the root of the organization", () => {
    const { organization: after } = proposed(
      base,
      builtPlan({
        changes: [
          { type: ATTACHMENT, name: "root", after: { policy_id: "p-1" }, unknown: { target_id: true } },
        ],
        code: {
          resources: [
            codeOfResource(ATTACHMENT, "root", {
              target_id: [
                "data.aws_organizations_organization.now.roots[0].id",
                "data.aws_organizations_organization.now",
              ],
            }),
          ],
        },
      }),
    );
    expect(after.attached(ROOT).policies.map(({ id }) => id)).toEqual(["p-1"]);
  });

  it("goes round in a circle without end only in the code", () => {
    const circle = { expressions: { policy: { references: ["module.attach.out"] } } };
    const module = {
      resources: [codeOfResource(ATTACHMENT, "fresh", { policy_id: ["var.policy"] })],
      outputs: { out: { expression: { references: ["var.policy"] } } },
    };
    const { folded } = proposed(
      base,
      builtPlan({
        changes: [attach({ module: "module.attach" })],
        code: { module_calls: { attach: { ...circle, module } } },
      }),
    );
    expect(folded.open).toMatchObject([{ arguments: [{ name: "policyId", candidates: undefined }] }]);
  });
});

describe("the order of new attachments", () => {
  const changes = ["b", "a"].flatMap((name): BuiltChange[] => [
    { type: POLICY, name, after: { ...values(undefined, "35"), name }, unknown: { id: true } },
    { type: ATTACHMENT, name, after: attachedTo("ou-b"), unknown: { policy_id: true } },
  ]);
  const code = (dependsOn: readonly string[]): JsonObject => ({
    resources: ["a", "b"].map((name) =>
      codeOfResource(
        ATTACHMENT,
        name,
        { policy_id: [`${POLICY}.${name}.id`] },
        name === "a" && dependsOn.length > 0 ? { depends_on: [...dependsOn] } : {},
      ),
    ),
  });
  const attachedHere = (dependsOn: readonly string[]): unknown => {
    const { policies, order } = proposed(
      base,
      builtPlan({ changes, code: code(dependsOn) }),
    ).organization.attached("ou-b");
    return [policies.map(({ name }) => name), order];
  };

  it("follows from dependencies", () => {
    expect(attachedHere([`${ATTACHMENT}.b`])).toEqual([["b", "a"], "known"]);
  });

  it("is not known without them", () => {
    expect(attachedHere([])).toEqual([["a", "b"], "unknown"]);
  });

  it("follows from the policy that an attachment waits for", () => {
    expect(attachedHere([`${POLICY}.b`])).toEqual([["a", "b"], "unknown"]);
  });
});

describe("accounts and OUs", () => {
  it("move", () => {
    const { organization: after } = proposed(
      base,
      builtPlan({
        changes: [
          {
            type: "aws_organizations_account",
            name: "three",
            before: { id: "000000000003", name: "account-3", parent_id: "ou-b" },
            after: { id: "000000000003", name: "account-3", parent_id: ROOT },
          },
        ],
      }),
    );
    expect(after.path("000000000003")).toBe("Root/account-3");
  });

  it("are created below an OU that is created too; the account gets an id that none has", () => {
    const { organization: after } = proposed(
      base,
      builtPlan({
        changes: [
          {
            type: "aws_organizations_organizational_unit",
            name: "c",
            after: { name: "c", parent_id: "ou-a" },
            unknown: { id: true },
          },
          {
            type: "aws_organizations_account",
            name: "four",
            after: { name: "four" },
            unknown: { id: true, parent_id: true },
          },
        ],
        code: {
          resources: [
            codeOfResource("aws_organizations_account", "four", {
              parent_id: ["aws_organizations_organizational_unit.c.id"],
            }),
          ],
        },
      }),
    );
    const account = after.accounts.find(({ name }) => name === "four");
    expect(account?.id).toBe("000000000000");
    expect(after.path("000000000000")).toBe("Root/a/c/four");
  });
});

describe("the state that a plan starts from", () => {
  it("corrects an organization file that is older", () => {
    const newer = values("p-1", "90");
    const { before, facts } = proposed(
      base,
      builtPlan({
        prior: [
          { type: POLICY, values: newer },
          { type: ATTACHMENT, values: attachedTo("ou-b", "p-1") },
          {
            mode: "data",
            type: "aws_organizations_organization",
            values: { id: "o-test", aws_service_access_principals: null },
          },
        ],
      }),
    );
    expect(facts.contradictions).toEqual([
      {
        what: 'plans/p/rules/r/lifecycle/delete_after_days/@@assign of the policy "name-of-p-1" (p-1)',
        inFile: '"35"',
        inState: '"90"',
      },
      {
        what: 'the attachment of the policy "name-of-p-1" (p-1) to ou-b',
        inFile: "not attached",
        inState: "attached",
      },
    ]);
    expect(before.policy("p-1")?.content).toMatchObject({ text: newer.content });
    expect(before.attached("ou-b").policies.map(({ id }) => id)).toEqual(["p-1"]);
    expect(before.attached("ou-a").policies.map(({ id }) => id)).toEqual(["p-1", "p-2"]);
  });

  it("leaves policies of other types aside", () => {
    const {
      facts,
      folded,
      organization: after,
    } = proposed(
      base,
      builtPlan({
        changes: [
          {
            type: POLICY,
            name: "scp",
            actions: ["no-op"],
            before: { id: "p-scp", type: "SERVICE_CONTROL_POLICY" },
            after: { id: "p-scp", type: "SERVICE_CONTROL_POLICY" },
          },
          { type: POLICY, name: "new-scp", after: { type: "SERVICE_CONTROL_POLICY" }, unknown: { id: true } },
          { type: ATTACHMENT, name: "new-scp", after: attachedTo("ou-a"), unknown: { policy_id: true } },
        ],
        code: { resources: [codeOfResource(ATTACHMENT, "new-scp", { policy_id: [`${POLICY}.new-scp.id`] })] },
      }),
    );
    expect(facts.unresolved).toEqual([]);
    expect(folded.open).toEqual([]);
    expect(after.data).toEqual(base.data);
  });

  it("may hold hostile names", () => {
    const hostile = '__proto__\u001b[31m\u202e"; </script>';
    const { organization: after } = proposed(
      base,
      builtPlan({
        changes: [
          {
            type: POLICY,
            name: "evil",
            index: hostile,
            after: {
              name: hostile,
              type: "BACKUP_POLICY",
              content: '{"plans":{"__proto__":{"regions":{"@@assign":["eu-central-1"]}}}}',
            },
            unknown: { id: true },
          },
          {
            type: ATTACHMENT,
            name: "evil",
            index: hostile,
            after: attachedTo("ou-a"),
            unknown: { policy_id: true },
          },
        ],
        code: {
          resources: [codeOfResource(ATTACHMENT, "evil", { policy_id: [`${POLICY}.evil`, "each.key"] })],
        },
      }),
    );
    expect(after.attached("ou-a").policies.map(({ name }) => name)).toContain(hostile);
    expect(({} as Record<string, unknown>).regions).toBeUndefined();
    const review = reviewOf(base, after);
    expect(review.changes[0]?.edits.map(({ path }) => path)).toEqual(["plans/__proto__/regions"]);
  });
});

describe("the key of a vault that a plan creates", () => {
  const vault = (type: string, unknown: JsonObject): BuiltChange => ({
    type,
    name: "central",
    after: { name: "central" },
    unknown,
  });
  const keyOf = (type: string, code: JsonObject | undefined): unknown => {
    const plan = builtPlan({
      changes: [vault(type, { kms_key_arn: true })],
      ...(code === undefined ? {} : { code: { resources: [code] } }),
    });
    const [found] = proposed(base, plan).facts.environment?.after.vaults ?? [];
    return [found?.name, found?.kmsKeyArn];
  };
  const VAULT = "aws_backup_vault";

  it("is AWS Backup's own where the code names none", () => {
    expect(keyOf(VAULT, codeOfResource(VAULT, "central", { name: "central" }))).toEqual([
      "central",
      "alias/aws/backup",
    ]);
  });

  it("is not known where the code refers to a key, or is not shown", () => {
    const code = codeOfResource(VAULT, "central", { name: "central", kms_key_arn: ["aws_kms_key.k.arn"] });
    expect(keyOf(VAULT, code)).toEqual(["central", undefined]);
    expect(keyOf(VAULT, undefined)).toEqual(["central", undefined]);
  });

  it("says nothing of a logically air-gapped vault", () => {
    const type = "aws_backup_logically_air_gapped_vault";
    expect(keyOf(type, codeOfResource(type, "central", { name: "central" }))).toEqual(["central", undefined]);
  });
});

describe("a change that is not carried out or not read", () => {
  const backedUp = organization({
    policies: [policy("p-1", completePlan("p")), policy("p-2", completePlan("p"))],
    attachments: [attached(ROOT, "p-1")],
  });
  const planned = (rest: JsonObject, ...changes: readonly BuiltChange[]): Review => {
    const plan = terraformPlanOf([builtPlan({ changes, rest })]).over(backedUp);
    const folded = fold(plan.organization, plan.environment, plan.change, { at: AT });
    return reviewOf(backedUp, folded.organization, { folded, unresolved: plan.unresolved });
  };

  it("is one that Terraform defers: it may come later, and may not", () => {
    const deferred = (name: string, change: JsonObject): JsonObject => ({
      reason: "deferred_prereq",
      resource_change: {
        address: `${ATTACHMENT}.${name}`,
        mode: "managed",
        type: ATTACHMENT,
        name,
        change: { after_unknown: {}, ...change },
      },
    });
    const create = { actions: ["create"], before: null, after: attachedTo(ROOT, "p-2") };
    const end = { actions: ["delete"], before: attachedTo(ROOT, "p-1"), after: null };
    const replaced = planned(
      { complete: false, deferred_changes: [deferred("b", create)] },
      { type: ATTACHMENT, name: "a", actions: ["delete"], before: attachedTo(ROOT, "p-1"), after: null },
    );
    expect(replaced.summary).toMatchObject({ mayChange: 3, unchanged: 0 });
    expect(planned({ complete: false, deferred_changes: [deferred("a", end)] })).toMatchObject({
      summary: { notKnowable: 3, changed: 0 },
    });
  });

  it.each([
    ["awscc_organizations_policy", { type: "BACKUP_POLICY" }],
    ["awscc_organizations_organizational_unit", { name: "x" }],
    ["aws_cloudcontrolapi_resource", { type_name: "AWS::Organizations::Policy", desired_state: "{}" }],
    ["aws_cloudformation_stack", { template_body: '{"Type": "AWS::Organizations::Policy"}' }],
  ])("is not knowable for any account if it is of %s", (type, attributes) => {
    const ended: BuiltChange = { type, name: "x", actions: ["delete"], before: attributes, after: null };
    const { summary, findings } = planned({}, ended);
    expect(summary).toMatchObject({ notKnowable: 3, unchanged: 0 });
    expect(findings.filter(({ rule }) => rule === "not-knowable")).toMatchObject([{ severity: "error" }]);
    expect(terraformPlanOf([builtPlan({ changes: [ended] })]).isRelevant).toBe(true);
    const same: BuiltChange = { type, name: "x", actions: ["no-op"], before: attributes, after: attributes };
    expect(planned({}, same).summary.notKnowable).toBe(0);
  });

  it("is named if it is of AWS Backup, and makes the headline conditional", () => {
    const vault: BuiltChange = {
      type: "awscc_backup_backup_vault",
      name: "x",
      actions: ["delete"],
      before: { backup_vault_name: "x" },
      after: null,
    };
    expect(headline(planned({}, vault).summary)).toBe(
      "No account's effective policy changes, provided what is not read changes nothing.",
    );
  });

  it.each([
    ["aws_backup_plan", { name: "x", rule: [] }],
    ["aws_backup_selection", { name: "x", plan_id: "x" }],
    ["aws_backup_vault_policy", { backup_vault_name: "x", policy: "{}" }],
    ["awscc_backup_backup_plan", {}],
    ["aws_cloudcontrolapi_resource", { type_name: "AWS::Backup::BackupPlan" }],
    ["aws_cloudformation_stack", { template_body: '{"Type": "AWS::Backup::BackupVault"}' }],
    ["aws_cloudformation_stack_set", { template_body: '{"Type": "AWS::Backup::BackupPlan"}' }],
  ])("is named if it is of AWS Backup and of %s", (type, before) => {
    const ended: BuiltChange = { type, name: "x", actions: ["delete"], before, after: null };
    const { findings, summary } = planned({}, ended);
    expect(summary.notRead).toBe(1);
    expect(findings.map(({ message }) => message)).toContain(
      `${type}.x: the review does not read resources of the type ${type}. This one changes.`,
    );
    expect(planned({}, { ...ended, actions: ["no-op"], after: before }).summary.notRead).toBeUndefined();
  });

  it.each([
    ["awscc_backup_framework", {}],
    ["awscc_backup_report_plan", {}],
    ["awscc_backup_restore_testing_plan", {}],
    ["aws_backup_framework", {}],
    ["aws_cloudformation_stack", { template_body: '{"Type": "AWS::Backup::ReportPlan"}' }],
    ["aws_cloudformation_stack_set", { template_body: '{"Type": "AWS::Backup::BackupVault"}' }],
  ])("is not named if no backup depends on it: %s", (type, before) => {
    const ended: BuiltChange = { type, name: "x", actions: ["delete"], before, after: null };
    expect(planned({}, ended).summary.notRead).toBeUndefined();
  });

  it.each([
    ["create", "aws organizations detach-policy", 1],
    ["create", "aws backup delete-backup-vault", 1],
    ["create", "aws --profile main --region eu-west-1 backup delete-backup-plan", 1],
    ["create", "aws s3 cp dump.sql s3://my-backup/; tar -f backup x", undefined],
    ["no-op", "aws organizations detach-policy", undefined],
    ["create", "pg-backup.sh", undefined],
  ])("is a command that Terraform may run: %s, %s", (action, command, notRead) => {
    const after = { id: "x" };
    const change: BuiltChange = { type: "terraform_data", name: "x", actions: [action], after };
    const provisioners = [{ type: "local-exec", expressions: { command: { constant_value: command } } }];
    const block = { mode: "managed", type: "terraform_data", name: "x", provisioners };
    const plan = builtPlan({ changes: [change], code: { resources: [block] } });
    const read = terraformPlanOf([plan]);
    expect(read.isRelevant).toBe(notRead === 1);
    expect(reviewOf(backedUp, backedUp, { unresolved: read.over(backedUp).unresolved }).summary.notRead).toBe(
      notRead,
    );
  });

  it("does not count if it is of another type of policy", () => {
    const before = { type: "SERVICE_CONTROL_POLICY" };
    const change: BuiltChange = {
      type: "awscc_organizations_policy",
      name: "x",
      actions: ["delete"],
      before,
      after: null,
    };
    expect(terraformPlanOf([builtPlan({ changes: [change] })]).isRelevant).toBe(false);
  });
});
