import { EffectivePolicies } from "../../../src/organization/effective-policies";
import type { Organization } from "../../../src/organization/organization";
import { coverageOf } from "../../../src/review/coverage";
import type { CoverageGroup } from "../../../src/review/coverage";
import { AT } from "./review-of";

export type Protection = CoverageGroup["protection"];

/** What coverage says of one account; undefined if it is not active. */
export function coverageOfAccount(model: Organization, id: string): CoverageGroup | undefined {
  return coverageOf(EffectivePolicies.compute(model, AT), [id], AT).groups[0];
}

export function protectionOf(model: Organization, id: string): Protection | undefined {
  return coverageOfAccount(model, id)?.protection;
}
