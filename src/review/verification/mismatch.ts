import type { Note } from "../../effective/assumptions";
import type { ProvenanceEvent } from "../../effective/provenance";
import type { ValidationError } from "../../effective/validation-error";
import type { JsonObject } from "../../text/json";
import { findingOf } from "../../text/finding";
import type { Finding } from "../../text/finding";
import { MISMATCH_RULES } from "./mismatch-rules";
import type { MismatchRule } from "./mismatch-rules";
import type { ValueDifference } from "./value-differences";

/** What AWS says about accounts. */
export interface Observed {
  /** Effective documents of the accounts that were asked about. */
  readonly published: ReadonlyMap<string, JsonObject>;
  /** All accounts whose effective policy AWS calls invalid; undefined if the caller may not know. */
  readonly invalid: ReadonlySet<string> | undefined;
  /** The errors of those that were asked about. */
  readonly errors: ReadonlyMap<string, readonly ValidationError<string>[]>;
}

export interface ExplainedDifference extends ValueDifference {
  /** The steps that decide the predicted value. */
  readonly origin: readonly ProvenanceEvent[];
}

/** How a prediction and what AWS published differ, for accounts that share it. */
export interface Mismatch extends Finding {
  readonly rule: MismatchRule;
  readonly values: readonly ExplainedDifference[];
  /** Set if prediction and AWS disagree about errors. */
  readonly errors: ErrorMismatch | undefined;
}

export interface ErrorMismatch {
  readonly predicted: readonly ValidationError<string>[];
  /** Undefined if they were not read. */
  readonly reported: readonly ValidationError<string>[] | undefined;
}

/** @param message what points at this explanation */
export function mismatchOf(
  rule: MismatchRule,
  message: string,
  { accounts, values, errors }: Pick<Mismatch, "accounts" | "values" | "errors">,
): Mismatch {
  return { ...findingOf(MISMATCH_RULES[rule], { message, accounts }), rule, values, errors };
}

/** What is said where nothing explains a difference. */
export const UNEXPLAINED = "No rule that is known gives what AWS says: this is a mistake of org-backup.";

export const PLAN_NAMES = "plan-names-are-lower-cased";

/** An assumption, for people: what it says, its name, and the evidence for it. */
export function noteText({ message, assumption, evidence }: Note): string {
  return `${message} (${assumption}, ${evidence})`;
}
