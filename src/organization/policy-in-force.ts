import { isKnowable } from "../effective/effective-policy";
import type { EffectivePolicy } from "../effective/effective-policy";
import type { JsonObject } from "../text/json";
import type { EffectivePolicies } from "./effective-policies";

/**
 * What an account is backed up by. A withheld policy leaves the last valid one in force; AWS tells
 * which that is, nothing else does.
 */
export type PolicyInForce =
  | { readonly source: "computed"; readonly policy: JsonObject }
  | { readonly source: "published"; readonly policy: JsonObject }
  | { readonly source: "last-valid"; readonly policy: JsonObject }
  | { readonly source: "unknown"; readonly sentence: string };

export const UNKNOWN_IN_FORCE =
  "The last valid policy stays in force; it is not recorded here. It is {} if there never was one.";

/**
 * @param previous the organization before a change, if there is one: what was published there stays
 */
export function policyInForce(
  accountId: string,
  policies: EffectivePolicies,
  previous?: EffectivePolicies,
): PolicyInForce {
  const computed = policies.of(accountId);
  if (computed !== undefined && isInForce(computed)) {
    return { source: "computed", policy: computed.policy };
  }
  const published = policies.organization.published(accountId);
  if (published !== undefined) {
    return { source: "published", policy: published };
  }
  const before: EffectivePolicy | undefined = previous?.of(accountId);
  return before?.status === "published" || before?.status === "empty"
    ? { source: "last-valid", policy: before.policy }
    : { source: "unknown", sentence: UNKNOWN_IN_FORCE };
}

/** Whether what is computed is what AWS publishes. */
export function isInForce({ status }: EffectivePolicy): boolean {
  return status !== "withheld" && isKnowable(status);
}
