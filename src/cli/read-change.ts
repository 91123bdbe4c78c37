import { existsSync } from "node:fs";
import { join } from "node:path";
import { OrgBackupError } from "../org-backup-error";
import { Organization } from "../organization/organization";
import type { PlacedAcknowledgement } from "../review/acknowledgement";
import type { ChangeOutcome } from "../review/change-outcome";
import { propose } from "../sources/declared/propose";
import { STANDARD_INPUT } from "../sources/read-text";
import { readReviewedCode } from "../sources/review-file";
import { readSynthesized } from "../sources/synthesized/synthesized";
import { readSynthesizedEnvironment } from "../sources/synthesized/synthesized-environment";
import { readTerraformPlans } from "../sources/terraform-plan/terraform-plan";
import type { TerraformPlan } from "../sources/terraform-plan/terraform-plan";
import { organizationOf } from "./read-organization";
import type { OrganizationOptions } from "./read-organization";
import { whatIfOf, withWhatIf } from "./what-if-options";
import type { WhatIfOptions } from "./what-if-options";

/** Where a change comes from. */
export interface ChangeOptions extends WhatIfOptions, OrganizationOptions {
  /** Files of Terraform plans. */
  readonly plan?: readonly string[];
}

/** An organization before and after, and what is known of the way there. */
export interface ReadChange {
  readonly before: Organization;
  readonly after: Organization;
  readonly facts: Omit<ChangeOutcome, "after">;
  /** What the code accepts. */
  readonly acknowledgements: readonly PlacedAcknowledgement[];
  /** What the reader should know before all else. */
  readonly remarks: readonly string[];
}

export const DEFAULT_DIRECTORY = "cdktf.out";

/**
 * Reads what is to be reviewed: plans, else synthesized code, with what is tried on top of it. Where there
 * is neither plan nor code, what is tried alone.
 *
 * @param directory undefined where none was named: the usual one counts if it is there
 */
export function readChange(directory: string | undefined, options: ChangeOptions): ReadChange {
  const whatIf = whatIfOf(options);
  const plans = options.plan ?? [];
  if (plans.length > 0 && directory !== undefined) {
    throw new OrgBackupError("usage", "Give a directory of synthesized code or --plan, not both.");
  }
  if (
    plans.filter((file) => file === STANDARD_INPUT).length > 1 ||
    (plans.includes(STANDARD_INPUT) && options.org === STANDARD_INPUT)
  ) {
    throw new OrgBackupError("usage", "Standard input can be read once only.");
  }
  const isAlone =
    plans.length === 0 &&
    directory === undefined &&
    whatIf.length > 0 &&
    !existsSync(join(DEFAULT_DIRECTORY, "manifest.json"));
  const change = isAlone
    ? unchanged(organizationOf(options))
    : plans.length > 0
      ? fromPlans(plans, options)
      : fromCode(directory ?? DEFAULT_DIRECTORY, options);
  return whatIf.length === 0 ? change : { ...change, after: withWhatIf(change.after, whatIf) };
}

function unchanged(organization: Organization): ReadChange {
  return { before: organization, after: organization, facts: {}, acknowledgements: [], remarks: [] };
}

/**
 * What synthesis knows and code does not show comes from the review beside the manifest: roles and vaults by
 * account and Region, acknowledgements, and the organization if none is given.
 */
function fromCode(directory: string, options: ChangeOptions): ReadChange {
  const reviewed = readReviewedCode(directory);
  const before = given(options) ?? reviewed?.organization ?? organizationOf(options);
  const proposal = propose(before, readSynthesized(directory));
  const { organization: after, ...facts } = proposal;
  const environment = { after: reviewed?.environment ?? readSynthesizedEnvironment(directory) };
  const acknowledgements = reviewed?.acknowledgements ?? [];
  return { before, after, facts: { ...facts, environment }, acknowledgements, remarks: [] };
}

function fromPlans(files: readonly string[], options: OrganizationOptions): ReadChange {
  return changeOfPlans(readTerraformPlans(files), files.length, options);
}

/** The change that plans make, over the organization that they start from or that a file holds. */
export function changeOfPlans(plan: TerraformPlan, count: number, options: OrganizationOptions): ReadChange {
  if (!plan.isRelevant) {
    const remark = `There is nothing about backup policies here: ${count === 1 ? "the plan changes" : "the plans change"} no part of an organization.`;
    const organization = given(options) ?? emptyOrganization();
    return { ...unchanged(organization), remarks: [remark] };
  }
  const before = plan.current(given(options));
  const { organization: after, unresolved, ...facts } = propose(before, plan.declared);
  return {
    before,
    after,
    facts: {
      ...facts,
      unresolved: [...plan.unresolved, ...unresolved],
      environment: plan.environment,
    },
    acknowledgements: [],
    remarks: [],
  };
}

/** A plan tells enough of the organization by itself to do without. */
function given(options: OrganizationOptions): Organization | undefined {
  return options.org === undefined && options.current === undefined ? undefined : organizationOf(options);
}

function emptyOrganization(): Organization {
  const result = Organization.create({
    settings: { id: "" },
    root: { id: "r-none", name: "Root" },
    organizationalUnits: [],
    accounts: [],
    policies: [],
    attachments: [],
    publishedPolicies: new Map(),
  });
  if (!result.ok) {
    throw new RangeError("an empty organization fits together");
  }
  return result.organization;
}
