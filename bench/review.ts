import { EffectivePolicies } from "../src/organization/effective-policies";
import { Organization } from "../src/organization/organization";
import type { OrganizationData, Policy } from "../src/organization/model";
import { review } from "../src/review/review";
import type { JsonObject } from "../src/text/json";
import { bigOrganizationFile, TEN_THOUSAND } from "./big-organization";
import { medianOf, report } from "./measure";

export const AT = new Date("2026-01-01T00:00:00Z");

/** The review of a change of the root's policy, which touches every account, against computing both organizations. */
export function benchReview(): void {
  const compute = medianOf(5, computeBoth, organizations);
  let changes = 0;
  const reviewing = medianOf(
    5,
    ([before, after]) => {
      changes = review(before, { after }, { at: AT }).changes.length;
    },
    computedPair,
  );
  report("review, 10000 accounts", {
    "compute both ms": compute,
    "review ms": reviewing,
    ratio: reviewing / compute,
    changes: String(changes),
  });
}

interface BigFile extends Omit<OrganizationData, "settings" | "policies" | "publishedPolicies"> {
  readonly organization: OrganizationData["settings"];
  readonly policies: readonly { readonly id: string; readonly name: string; readonly content: JsonObject }[];
}

export function computedPair(): readonly [EffectivePolicies, EffectivePolicies] {
  return computeBoth(organizations());
}

/** As `plan` does: what the change does not reach is computed once. */
function computeBoth([before, after]: readonly [Organization, Organization]): readonly [
  EffectivePolicies,
  EffectivePolicies,
] {
  const previous = EffectivePolicies.compute(before, AT);
  return [previous, EffectivePolicies.compute(after, AT, { previous })];
}

/** Fresh ones each time: preparing the policies is part of computing. As in a plan, both share what is not changed. */
function organizations(): readonly [Organization, Organization] {
  const { organization, policies, ...rest } = bigOrganizationFile(TEN_THOUSAND) as unknown as BigFile;
  const rootPolicy = rest.attachments.find(({ targetId }) => targetId === rest.root.id)?.policyIds[0];
  const before = policies.map((policy) => withContent(policy, policy.content));
  const after = policies.map((policy, index) =>
    policy.id === rootPolicy
      ? withContent(policy, shortened(policy.content))
      : (before[index] ?? withContent(policy, policy.content)),
  );
  const create = (all: readonly Policy[]): Organization => {
    const result = Organization.create({
      ...rest,
      settings: organization,
      policies: all,
      publishedPolicies: new Map(),
    });
    if (!result.ok) {
      throw new Error(result.problems[0]?.message);
    }
    return result.organization;
  };
  return [create(before), create(after)];
}

function withContent(
  { id, name }: { readonly id: string; readonly name: string },
  value: JsonObject,
): Policy {
  return { id, name, content: { kind: "known", value } };
}

function shortened(content: JsonObject): JsonObject {
  const text = JSON.stringify(content).replaceAll(
    /"delete_after_days":\{"@@assign":"\d+"/g,
    '"delete_after_days":{"@@assign":"3"',
  );
  return JSON.parse(text) as JsonObject;
}
