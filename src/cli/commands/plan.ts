import { EffectivePolicies } from "../../organization/effective-policies";
import { reviewJson } from "../../render/review-json";
import { reviewText } from "../../render/review-text";
import { compare } from "../../review/compare";
import type { Review } from "../../review/review";
import { propose } from "../../sources/declared/propose";
import { readSynthesized } from "../../sources/synthesized/synthesized";
import { statusFor } from "../fail-on";
import type { ExitStatus, Host } from "../host";
import { outputsOf, textOptions, writeOutputs } from "../output-options";
import type { OutputOptions } from "../output-options";
import { organizationOf } from "../read-organization";

export interface PlanOptions extends OutputOptions {
  readonly org?: string;
  readonly failOn: string;
  readonly detailedExitcode?: boolean;
}

export const PLAN_FORMATS = ["text", "json"] as const;

/** `org-backup plan`: what the synthesized code does to every account's effective policy. */
export function plan(directory: string, options: PlanOptions, host: Host): ExitStatus {
  const outputs = outputsOf(options, PLAN_FORMATS);
  statusFor(options.failOn, []);
  const current = organizationOf(options);
  const { organization, unresolved } = propose(current, readSynthesized(directory));
  const at = host.now();
  const review = compare(EffectivePolicies.compute(current, at), EffectivePolicies.compute(organization, at), { at, unresolved });
  writeOutputs(outputs, host, (format, toFile) => rendered(review, format, host, toFile));
  const status = statusFor(
    options.failOn,
    review.findings.map(({ severity }) => severity),
  );
  return status === 0 && options.detailedExitcode === true && review.changes.length > 0 ? 2 : status;
}

function rendered(review: Review, format: string, host: Host, toFile: boolean): string {
  return format === "json"
    ? reviewJson(review)
    : reviewText(review, textOptions(host, toFile));
}
