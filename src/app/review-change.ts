import { existsSync } from "node:fs";
import { unknownTypeProblem } from "../capabilities/resource-kinds";
import { OrgBackupError } from "../org-backup-error";
import { EffectivePolicies } from "../organization/effective-policies";
import { review } from "../review/review";
import { reviewState } from "../review/review-state";
import type { Review } from "../review/review";
import type { ReviewContext } from "../review/review-context";
import { readGuardrails } from "../sources/guardrails/guardrails-file";
import { GUARDRAILS_FILE } from "../sources/guardrails/guardrails-file-name";
import { readInventories } from "../sources/inventory/read-inventory";
import { planFileOf } from "../sources/terraform-plan/plan-file";
import { terraformPlanOf } from "../sources/terraform-plan/terraform-plan";
import { changeDigest } from "./change-digest";
import type { OrganizationSource } from "./organization-source";
import { changeOfPlans, readChange } from "./read-change";
import type { ChangeRequest, ReadChange } from "./change-request";

interface ReviewSettings {
  /** A guardrails file, or false for none; the one in the working directory, if there, when undefined. */
  readonly guardrails?: string | false | undefined;
  /** The resource types that the organization uses, as guardrails name them; undefined if it does not say. */
  readonly resourceTypes?: readonly string[] | undefined;
  readonly at: Date;
  /** Files of resource inventories; what the change does to their resources is reviewed too. */
  readonly resources?: readonly string[] | undefined;
  /** The age in days from which an organization file is a finding; 7 if undefined. */
  readonly maxAgeDays?: number | undefined;
}

export interface ReviewRequest extends ChangeRequest, ReviewSettings {
  /** Told what is being done, for work that takes seconds. */
  readonly onStage?: (stage: string) => void;
}

/** A review, and the effective policies on both sides of the change. */
export interface ReviewedChange {
  readonly review: Review & { readonly digest: string };
  readonly before: EffectivePolicies;
  readonly after: EffectivePolicies;
  /** What is known of the way from one to the other. */
  readonly facts: ReadChange["facts"];
  /** What the reader should know before all else. */
  readonly remarks: readonly string[];
  readonly at: Date;
  /** What the review was made with besides; what an inventory adds is left out. */
  readonly context: Omit<ReviewContext, "at" | "inventories">;
}

/**
 * Reviews what code, Terraform plans or what-ifs do to every account's effective policy.
 *
 * @throws OrgBackupError (`usage`, `input`)
 */
export function reviewChange({ onStage = () => undefined, ...request }: ReviewRequest): ReviewedChange {
  onStage("Reading");
  return reviewed(readChange(request), request, onStage);
}

export interface PlanTextRequest extends ReviewSettings {
  /** The JSON of one Terraform plan. */
  readonly plan: string;
  readonly organization?: OrganizationSource | undefined;
}

/**
 * Reviews the JSON of one Terraform plan. Organization and guardrails files are read again each time, so that
 * a server sees changes to them.
 *
 * @throws OrgBackupError (`input`) that quotes nothing of the plan: it may hold secrets
 */
export function reviewPlanText(request: PlanTextRequest): ReviewedChange {
  checkJson(request.plan);
  const plan = terraformPlanOf([planFileOf("plan.json", request.plan)]);
  return reviewed(changeOfPlans(plan, 1, request.organization, request.at), request, () => undefined);
}

function reviewed(
  change: ReadChange,
  { resources, at, maxAgeDays, ...settings }: ReviewSettings,
  onStage: (stage: string) => void,
): ReviewedChange {
  const rules = organizationRules(settings);
  onStage("Computing effective policies");
  const before = EffectivePolicies.compute(change.before, at);
  const after =
    change.after === change.before
      ? before
      : EffectivePolicies.compute(change.after, at, { previous: before });
  onStage("Comparing");
  const context = {
    acknowledgements: change.acknowledgements,
    remarks: change.remarks,
    maxAgeDays,
    ...rules,
  };
  const inventories = resources === undefined ? {} : { inventories: readInventories(resources) };
  const result =
    change.isState === true
      ? reviewState(after, { at, ...context, ...inventories })
      : review(before, { after, ...change.facts }, { at, ...context, ...inventories });
  return {
    review: { ...result, digest: changeDigest(change.before, change.after) },
    before,
    after,
    facts: change.facts,
    remarks: change.remarks,
    at,
    context,
  };
}

/**
 * What the organization says of itself, for a review: its guardrails, and the types that it uses.
 *
 * @throws OrgBackupError (`usage`, `input`) for an unknown type, and for what is wrong with the file
 */
export function organizationRules({
  guardrails: named,
  resourceTypes,
}: Pick<ReviewSettings, "guardrails" | "resourceTypes">): Pick<
  ReviewContext,
  "guardrails" | "resourceTypes"
> {
  const guardrails = guardrailsFile(named);
  const problem =
    resourceTypes?.length === 0
      ? "The list of resource types in use is empty: name a type, or leave it out."
      : resourceTypes?.map(unknownTypeProblem).find((found) => found !== undefined);
  if (problem !== undefined) {
    throw new OrgBackupError("usage", problem, {
      hint: "`org-backup help capabilities` lists the resource types.",
    });
  }
  return {
    ...(guardrails === undefined ? {} : { guardrails: readGuardrails(guardrails) }),
    ...(resourceTypes === undefined ? {} : { resourceTypes }),
  };
}

/** The file in the working directory counts without being named. */
function guardrailsFile(named: string | false | undefined): string | undefined {
  if (named === false) {
    return undefined;
  }
  return named ?? (existsSync(GUARDRAILS_FILE) ? GUARDRAILS_FILE : undefined);
}

function checkJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw new OrgBackupError("input", "The plan is not valid JSON.");
  }
}
