import { fold } from "../../src/change/fold";
import type { Folded } from "../../src/change/folded";
import { BackupEnvironment } from "../../src/organization/backup-environment";
import type { Organization } from "../../src/organization/organization";
import type { ChangeOutcome } from "../../src/review/change-outcome";
import { declaredChange } from "../../src/sources/declared/declared-change";
import type { DeclaredResources } from "../../src/sources/declared/declared-resources";
import { ownedByTags } from "../../src/sources/declared/policy-ownership";
import type { TerraformPlan } from "../../src/sources/terraform-plan/terraform-plan";

const CHANGED_AT = new Date("2026-01-15T10:00:00Z");

/** What a change leads to, with what a review needs besides the organization after. */
export interface Changed {
  readonly before: Organization;
  readonly organization: Organization;
  readonly folded: Folded;
  readonly facts: Omit<ChangeOutcome, "after">;
}

export function changedByCode(before: Organization, code: DeclaredResources, at = CHANGED_AT): Changed {
  const { change, declared } = declaredChange(before, code, ownedByTags(before, code));
  const folded = fold(before, BackupEnvironment.UNKNOWN, change, { at });
  return { before, organization: folded.organization, folded, facts: { folded, declared } };
}

export function changedByPlan(file: Organization | undefined, plan: TerraformPlan, at = CHANGED_AT): Changed {
  const { organization: before, environment, change, isPartial, ...rest } = plan.over(file);
  const folded = fold(before, environment, change, { at, isPartial });
  return {
    before,
    organization: folded.organization,
    folded,
    facts: { ...rest, folded, environment: { before: environment, after: folded.environment } },
  };
}
