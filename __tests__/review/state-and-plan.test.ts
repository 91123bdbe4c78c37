import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { reviewChange } from "../../src/app/review-change";
import { Organization } from "../../src/organization/organization";
import type { Review } from "../../src/review/review";
import { NOW } from "../support/run-cli";
import { synthesizedFixture } from "../support/synthesized-fixture";
import { arbitraryChange } from "./support/arbitrary-change";
import { normalizedReview } from "./support/normalized-review";
import { planOfChange } from "./support/plan-of-change";

interface Resources {
  readonly aws_organizations_policy: Readonly<Record<string, object>>;
  readonly aws_organizations_policy_attachment: Readonly<Record<string, object>>;
}

/** Policies and attachments at the addresses that the plan has for them. */
function resourcesOf({ policies, attachments }: Organization, refer: (id: string) => string): Resources {
  return {
    aws_organizations_policy: Object.fromEntries(
      policies.map(({ id, name, content }) => [
        id,
        {
          id,
          name,
          type: "BACKUP_POLICY",
          content: JSON.stringify(content.kind === "known" ? content.value : {}),
        },
      ]),
    ),
    aws_organizations_policy_attachment: Object.fromEntries(
      attachments.flatMap(({ targetId, policyIds }) =>
        policyIds.map((id) => [`${id}-${targetId}`, { policy_id: refer(id), target_id: targetId }]),
      ),
    ),
  };
}

function stateOf(organization: Organization): object {
  const resources = Object.entries(resourcesOf(organization, (id) => id)).flatMap(([type, named]) =>
    Object.entries(named as Readonly<Record<string, object>>).map(([name, attributes]) => ({
      mode: "managed",
      type,
      name,
      instances: [{ attributes }],
    })),
  );
  return { version: 4, resources };
}

it("synthesized code with its state, and the Terraform plan of the same code, are one review", () => {
  fc.assert(
    fc.property(arbitraryChange, fc.integer({ min: 0, max: 4 }), ({ before, after }, kept) => {
      const folder = mkdtempSync(join(tmpdir(), "state-and-plan-"));
      // Some policies leave the code, with their attachments.
      const left = withoutPolicies(after, kept);
      const [state, plan] = [join(folder, "state.json"), join(folder, "plan.json")];
      writeFileSync(state, JSON.stringify(stateOf(before)));
      writeFileSync(plan, withReferences(planOfChange(before, left), left));
      const directory = synthesizedFixture({
        policies: {
          json: { resource: resourcesOf(left, (id) => `\${aws_organizations_policy.${id}.id}`) },
        },
      });
      const common = { organization: before, guardrails: false as const, at: NOW };
      const ofCode = reviewChange({ ...common, directory, states: [state] });
      const ofPlan = reviewChange({ ...common, plans: [plan] });
      expect(withoutStack(ofCode.review)).toEqual(normalizedReview(ofPlan.review));
      expect(ofCode.review.digest).toBe(ofPlan.review.digest);
      rmSync(folder, { recursive: true });
      rmSync(directory, { recursive: true });
    }),
    { numRuns: 40 },
  );
});

/** Addresses of code begin with the stack, those of a plan do not. */
function withoutStack(review: Review): unknown {
  return JSON.parse(JSON.stringify(normalizedReview(review)).replaceAll("policies/aws_", "aws_"));
}

/** A plan shows what its code refers to: attachments wait for their policies. */
function withReferences(plan: string, { attachments, policies }: Organization): string {
  const block = (type: string, name: string, expressions: object): object => ({
    address: `${type}.${name}`,
    mode: "managed",
    type,
    name,
    expressions,
  });
  const resources = [
    ...policies.map(({ id }) => block("aws_organizations_policy", id, {})),
    ...attachments.flatMap(({ targetId, policyIds }) =>
      policyIds.map((id) => {
        const references = [`aws_organizations_policy.${id}.id`, `aws_organizations_policy.${id}`];
        return block("aws_organizations_policy_attachment", `${id}-${targetId}`, {
          policy_id: { references },
        });
      }),
    ),
  ];
  const document = JSON.parse(plan) as object;
  return JSON.stringify({ ...document, configuration: { root_module: { resources } } });
}

function withoutPolicies(organization: Organization, kept: number): Organization {
  const ids = new Set(organization.policies.slice(0, kept).map(({ id }) => id));
  const data = {
    policies: organization.policies.filter(({ id }) => ids.has(id)),
    attachments: organization.attachments
      .map((attachments) => ({
        ...attachments,
        policyIds: attachments.policyIds.filter((id) => ids.has(id)),
      }))
      .filter(({ policyIds }) => policyIds.length > 0),
  };
  const result = Organization.create({ ...organization.data, ...data });
  if (!result.ok) {
    throw new RangeError("an organization stays valid without some of its policies");
  }
  return result.organization;
}
