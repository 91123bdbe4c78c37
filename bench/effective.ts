import { distinctContents } from "../src/effective/distinct-contents";
import { EffectivePolicies } from "../src/organization/effective-policies";
import type { OrganizationData } from "../src/organization/model";
import { Organization } from "../src/organization/organization";
import type { JsonObject } from "../src/text/json";
import { bigOrganizationFile, TEN_THOUSAND } from "./big-organization";
import type { BigOrganizationSize } from "./big-organization";
import { medianOf, heapMegabytes, report } from "./measure";

const AT = new Date("2026-01-01T00:00:00Z");

/** All effective policies computed, checked and grouped, against `JSON.parse` of the same organization file. */
export function benchEffective(): void {
  for (const factor of [0.01, 0.1, 1, 5]) {
    measure(scaled(factor));
  }
}

function measure(size: BigOrganizationSize): void {
  // As `snapshot --out organization.json` writes it.
  const text = JSON.stringify(bigOrganizationFile(size), undefined, 2);
  const parse = medianOf(9, () => JSON.parse(text) as unknown);
  const before = heapMegabytes();
  let kept: { readonly policies: EffectivePolicies; readonly groups: number } | undefined;
  // A fresh organization each time: preparing the policies is part of the work.
  const compute = medianOf(
    9,
    (organization) => {
      kept = group(EffectivePolicies.compute(organization, AT));
    },
    () => organizationOf(text),
  );
  const memory = heapMegabytes() - before;
  report(`effective, ${size.accounts} accounts`, {
    "JSON.parse ms": parse,
    "compute ms": compute,
    ratio: compute / parse,
    "heap MB": memory,
    "distinct results": String(kept?.policies.distinct().size ?? 0),
    "distinct documents": String(kept?.groups ?? 0),
  });
}

function group(policies: EffectivePolicies): {
  readonly policies: EffectivePolicies;
  readonly groups: number;
} {
  return {
    policies,
    groups: distinctContents([...policies.distinct().keys()].map(({ state }) => state)).length,
  };
}

function scaled(factor: number): BigOrganizationSize {
  const { accounts, organizationalUnits, policies } = TEN_THOUSAND;
  // AWS allows 2,000 OUs and 1,000 policies: beyond 10,000 accounts only accounts grow.
  const bounded = Math.min(1, factor);
  return {
    accounts: accounts * factor,
    organizationalUnits: organizationalUnits * bounded,
    policies: policies * bounded,
  };
}

interface BigFile extends Omit<OrganizationData, "settings" | "policies" | "publishedPolicies"> {
  readonly organization: OrganizationData["settings"];
  readonly policies: readonly { readonly id: string; readonly name: string; readonly content: JsonObject }[];
}

function organizationOf(text: string): Organization {
  const { organization, policies, ...rest } = JSON.parse(text) as BigFile;
  const result = Organization.create({
    ...rest,
    settings: organization,
    policies: policies.map((policy) => ({ ...policy, content: { kind: "known", value: policy.content } })),
    publishedPolicies: new Map(),
  });
  if (!result.ok) {
    throw new Error(result.problems[0]?.message);
  }
  return result.organization;
}
