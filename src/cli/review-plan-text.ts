import { existsSync } from "node:fs";
import { OrgBackupError } from "../org-backup-error";
import { EffectivePolicies } from "../organization/effective-policies";
import { changeDigest } from "../review/change-digest";
import { review } from "../review/review";
import type { Review } from "../review/review";
import { GUARDRAILS_FILE, readGuardrails } from "../sources/guardrails/guardrails-file";
import { planFileOf } from "../sources/terraform-plan/plan-file";
import { terraformPlanOf } from "../sources/terraform-plan/terraform-plan";
import { changeOfPlans } from "./read-change";

export interface PlanTextOptions {
  readonly org?: string;
  readonly guardrails?: string;
}

/**
 * Reviews the JSON of one Terraform plan. Organization file and guardrails are read anew each time, so that
 * a server sees what is changed in them.
 *
 * @throws OrgBackupError (`input`) without a word of the plan's text: it may hold secrets
 */
export function reviewPlanText(text: string, options: PlanTextOptions, at: Date): Review {
  checkJson(text);
  const change = changeOfPlans(terraformPlanOf([planFileOf("plan.json", text)]), 1, options);
  const guardrails = options.guardrails ?? (existsSync(GUARDRAILS_FILE) ? GUARDRAILS_FILE : undefined);
  const before = EffectivePolicies.compute(change.before, at);
  const after = EffectivePolicies.compute(change.after, at);
  const result = review(
    before,
    { after, ...change.facts },
    {
      at,
      acknowledgements: change.acknowledgements,
      remarks: change.remarks,
      ...(guardrails === undefined ? {} : { guardrails: readGuardrails(guardrails) }),
    },
  );
  return { ...result, digest: changeDigest(change.before, change.after) };
}

function checkJson(text: string): void {
  try {
    JSON.parse(text);
  } catch {
    throw new OrgBackupError("input", "What was read as the plan is no JSON.");
  }
}
