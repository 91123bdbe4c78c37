import type { Policy } from "../../organization/model";
import type { Organization } from "../../organization/organization";
import { constantName } from "../../policy/author/source/constant-name";
import { minifyPolicy } from "../../policy/minify-policy";
import type { JsonObject } from "../../text/json";

/** A policy that is taken under code. */
export interface AdoptedPolicy {
  readonly policy: Policy;
  readonly document: JsonObject;
  /** Of the file and of the construct: `daily-backup`. Unique. */
  readonly slug: string;
  /** Of the constant in the policy's file. Unique, too. */
  readonly constant: string;
  /** Whether AWS has a list in another order than the canonical one: Terraform would show a change. */
  readonly hasOwnListOrder: boolean;
}

/** The file of all policies, what else the stack holds, and a name that no construct may have. */
const TAKEN_IDS = ["index", "aws", "access", "constructor"];

/** The policies that can be taken under code, in the order of the organization. */
export function adoptedPolicies(organization: Organization): readonly AdoptedPolicy[] {
  const slugs = new Map(TAKEN_IDS.map((id) => [id, 2]));
  const constants = new Map([["adoptedPolicies", 2]]);
  return organization.policies.flatMap((policy): readonly AdoptedPolicy[] => {
    if (policy.content.kind === "unknown") {
      return [];
    }
    const document = policy.content.value;
    return [
      {
        policy,
        document,
        slug: unique(slugOf(policy), slugs, "-"),
        constant: unique(constantName(policy.name), constants, ""),
        hasOwnListOrder: JSON.stringify(document) !== minifyPolicy(document),
      },
    ];
  });
}

function slugOf({ name, id }: Policy): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  return (words ?? [id.toLowerCase()]).join("-").slice(0, 80);
}

/** @param taken the names that are taken, with the number at which to look for another one */
function unique(wanted: string, taken: Map<string, number>, separator: string): string {
  let name = wanted;
  let number = taken.get(wanted) ?? 2;
  for (; taken.has(name); number += 1) {
    name = `${wanted}${separator}${number}`;
  }
  taken.set(wanted, number);
  taken.set(name, taken.get(name) ?? 2);
  return name;
}
