import type { Demands, Guardrails, Requirement } from "../review/guardrails/guardrails";
import { review } from "../review/review";
import type { Review } from "../review/review";
import { readGuardrails } from "../sources/guardrails/guardrails-file";
import type { Finding } from "../text/finding";
import type { RequirementOptions, SubjectOptions } from "./matcher-options";
import { reviewedTypes, subjectOf } from "./subject";

/** What guardrails say of a subject. */
export interface Judgement {
  readonly review: Review;
  /** What is violated for certain. */
  readonly violations: readonly Finding[];
  /** What is not known, or means no account: neither met nor violated. */
  readonly doubts: readonly Finding[];
}

/** What a matcher demands, as one requirement of a guardrails file. */
export function requirementOf(
  id: string,
  require: Demands,
  { under, names, except, plans }: RequirementOptions,
  where: string,
): Requirement {
  return {
    id,
    severity: "error",
    accounts: {
      ...(under === undefined ? {} : { under: [under].flat() }),
      ...(names === undefined ? {} : { names: [names].flat() }),
      ...(except === undefined ? {} : { except: [except].flat() }),
    },
    ...(plans === undefined ? {} : { plans: [plans].flat() }),
    require,
    where,
  };
}

/** Judges as a review with the guardrails does: the same engine, no other one. */
export function judge(received: unknown, guardrails: Guardrails, options: SubjectOptions): Judgement {
  const { at = new Date() } = options;
  const { before, change } = subjectOf(received, options);
  const result = review(before, change, { at, guardrails, ...reviewedTypes(options) });
  const found = result.findings.filter(
    ({ requirement, acknowledged, rule }) =>
      requirement !== undefined && acknowledged === undefined && rule !== "guardrail-note",
  );
  return {
    review: result,
    violations: found.filter(({ rule }) => !DOUBTS.has(rule)),
    doubts: found.filter(({ rule }) => DOUBTS.has(rule)),
  };
}

const DOUBTS: ReadonlySet<string> = new Set(["guardrail-not-known", "guardrail-matches-nothing"]);

/** A file of guardrails, or one requirement. */
export function guardrailsOf(
  required: string | Demands,
  options: RequirementOptions,
  where: string,
): Guardrails {
  return typeof required === "string"
    ? readGuardrails(required)
    : { requirements: [requirementOf("toMeetGuardrails", required, options, where)], acknowledgements: [] };
}
