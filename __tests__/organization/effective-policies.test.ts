import fc from "fast-check";
import { EffectivePolicies } from "../../src/organization/effective-policies";
import { policyInForce } from "../../src/organization/policy-in-force";
import type { OrganizationData } from "../../src/organization/model";
import type { JsonObject } from "../../src/text/json";
import { account, attached, completePlan, organization, policy, ROOT, unit } from "../support/organizations";
import { arbitraryChange } from "../review/support/arbitrary-change";
import { policyDocument, ruleSetting } from "../support/policies";

const AT = new Date("2026-01-01T00:00:00Z");

function compute(changes: Partial<OrganizationData>): EffectivePolicies {
  return EffectivePolicies.compute(organization(changes), AT);
}

const [management, inA, inB] = ["000000000001", "000000000002", "000000000003"] as const;

describe("EffectivePolicies", () => {
  test("the management account has an effective policy too", () => {
    const policies = compute({
      policies: [policy("p-1", completePlan())],
      attachments: [attached(ROOT, "p-1")],
    });
    expect(policies.of(management)?.status).toBe("published");
  });

  test("accounts without policies of their own share their parent's result by identity", () => {
    const policies = compute({
      organizationalUnits: [unit("ou-a", ROOT), unit("ou-b", "ou-a"), unit("ou-c", ROOT)],
      accounts: [
        account(management, ROOT),
        account(inA, "ou-a"),
        account(inB, "ou-b"),
        account("000000000004", "ou-c"),
      ],
      policies: [policy("p-1", completePlan()), policy("p-2", completePlan("q"))],
      attachments: [attached(ROOT, "p-1"), attached("ou-a", "p-2")],
    });
    expect(policies.of(inA)).toBe(policies.of(inB));
    expect(policies.of(management)).toBe(policies.of("000000000004"));
    expect(policies.of(management)).not.toBe(policies.of(inA));
    expect([...policies.distinct().values()]).toEqual([
      [management, "000000000004"],
      [inA, inB],
    ]);
  });

  test("a plan that a level does not touch is the same object above and below it", () => {
    const policies = compute({
      policies: [policy("p-1", completePlan("p")), policy("p-2", completePlan("q"))],
      attachments: [attached(ROOT, "p-1"), attached("ou-a", "p-2")],
    });
    const planOf = (id: string): unknown => (policies.of(id)?.policy.plans as JsonObject | undefined)?.p;
    expect(planOf(inA)).toBe(planOf(management));
  });

  test("nothing attached is empty, and so is everything where the policy type is not enabled", () => {
    expect(compute({}).of(inA)).toMatchObject({ status: "empty", policy: {} });
    const policies = compute({
      settings: { id: "o-test", enabledPolicyTypes: ["SERVICE_CONTROL_POLICY"] },
      policies: [policy("p-1", completePlan())],
      attachments: [attached(ROOT, "p-1")],
    });
    expect(policies.of(inA)?.status).toBe("empty");
  });

  test("one error withholds the whole policy, complete plans included, and names its contributors", () => {
    const policies = compute({
      policies: [
        policy("p-1", completePlan()),
        policy("p-2", ruleSetting("target_backup_vault_name", { "@@assign": "v" }, "q")),
      ],
      attachments: [attached(ROOT, "p-1"), attached("ou-b", "p-2")],
    });
    expect(policies.of(inA)?.status).toBe("published");
    expect(policies.of(inB)).toMatchObject({
      status: "withheld",
      errors: [
        { code: "KEY_REQUIRED", message: "'regions' is missing", path: "plans/q", policies: ["p-2"] },
        { code: "KEY_REQUIRED", message: "'selections' is missing", path: "plans/q", policies: ["p-2"] },
      ],
    });
  });

  test("a policy whose content is decided during apply makes the accounts below it not knowable", () => {
    const policies = compute({
      policies: [
        { id: "p-1", name: "later", content: { kind: "unknown", reference: "aws_backup_vault.x.arn" } },
      ],
      attachments: [attached("ou-b", "p-1")],
    });
    expect(policies.of(inA)?.status).toBe("empty");
    expect(policies.of(inB)?.status).toBe("not-knowable");
  });

  test("an account's result depends on its path alone", () => {
    fc.assert(
      fc.property(policyDocument, policyDocument, policyDocument, (root, a, elsewhere) => {
        const policies = [policy("p-1", root), policy("p-2", a), policy("p-3", elsewhere)];
        const alone = compute({ policies, attachments: [attached(ROOT, "p-1"), attached("ou-a", "p-2")] });
        const crowded = compute({
          policies,
          attachments: [
            attached(ROOT, "p-1"),
            attached("ou-a", "p-2"),
            attached("ou-b", "p-3"),
            attached(management, "p-3"),
          ],
        });
        expect(crowded.of(inA)?.policy).toEqual(alone.of(inA)?.policy);
        expect(crowded.of(inA)?.errors).toEqual(alone.of(inA)?.errors);
      }),
    );
  });
});

describe("EffectivePolicies after a change", () => {
  const facts = (policies: EffectivePolicies): unknown =>
    policies.organization.accounts.map(({ id }) => {
      const { state, ...found } = policies.of(id)!;
      return { ...found, hash: state.contentHash };
    });

  test("are those that are computed without the ones before", () => {
    fc.assert(
      fc.property(arbitraryChange, ({ before, after }) => {
        const previous = EffectivePolicies.compute(before, AT);
        const reused = EffectivePolicies.compute(after, AT, { previous });
        const alone = EffectivePolicies.compute(after, AT);
        expect(facts(reused)).toEqual(facts(alone));
      }),
    );
  });

  test("share what the change does not reach, unless AWS validates at another time", () => {
    const shared = {
      policies: [policy("p-1", completePlan()), policy("p-2", completePlan("q"))],
      attachments: [attached("ou-a", "p-1")],
    };
    const previous = compute(shared);
    const after = organization({ ...shared, attachments: [...shared.attachments, attached("ou-b", "p-2")] });
    const policies = EffectivePolicies.compute(after, AT, { previous });
    expect(policies.of(inA)).toBe(previous.of(inA));
    expect(policies.of(inB)).not.toBe(previous.of(inB));
    const later = EffectivePolicies.compute(after, new Date("2026-02-01T00:00:00Z"), { previous });
    expect(later.of(inA)).not.toBe(previous.of(inA));
  });

  test("take up another attachment order, and what apply decides", () => {
    const policies = [policy("p-1", completePlan("p", "7")), policy("p-2", completePlan("p", "35"))];
    const previous = compute({ policies, attachments: [attached("ou-a", "p-1", "p-2")] });
    const turned = organization({ policies, attachments: [attached("ou-a", "p-2", "p-1")] });
    expect(EffectivePolicies.compute(turned, AT, { previous }).of(inA)?.policy).not.toEqual(
      previous.of(inA)?.policy,
    );
    const open = organization({
      policies,
      attachments: [attached("ou-a", "p-1", "p-2")],
      openAttachments: [
        { targetId: ROOT, policyIds: ["p-1"], targetIds: [ROOT], origin: "x", expression: "y" },
      ],
    });
    expect(EffectivePolicies.compute(open, AT, { previous }).of(inA)?.status).toBe("may-change");
  });
});

describe("policyInForce", () => {
  const withheld = {
    policies: [policy("p-1", ruleSetting("x", { "@@assign": "y" }))],
    attachments: [attached(ROOT, "p-1")],
  };

  test("a published or empty policy is in force itself", () => {
    expect(policyInForce(inA, compute({}))).toEqual({ source: "computed", policy: {} });
  });

  test("of a withheld policy, what AWS published stays; else what was valid before; else no one knows", () => {
    const published = { plans: {} };
    expect(
      policyInForce(inA, compute({ ...withheld, publishedPolicies: new Map([[inA, published]]) })),
    ).toEqual({
      source: "published",
      policy: published,
    });
    const before = compute({
      policies: [policy("p-0", completePlan())],
      attachments: [attached(ROOT, "p-0")],
    });
    expect(policyInForce(inA, compute(withheld), before)).toMatchObject({
      source: "last-valid",
      policy: { plans: { p: {} } },
    });
    expect(policyInForce(inA, compute(withheld))).toMatchObject({
      source: "unknown",
      sentence: expect.stringContaining("{} if there never was one") as string,
    });
  });
});
