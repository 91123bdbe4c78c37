import type { Note } from "../../effective/assumptions";
import type { ProvenanceEvent } from "../../effective/provenance";
import type { ValidationError } from "../../effective/validation-error";
import type { JsonObject } from "../../text/json";
import type { Severity } from "../../text/severity";
import type { ValueDifference } from "./value-differences";

/** Why a prediction and what AWS published differ. */
export type DifferenceCause =
  /** Another order of attachment than the file has explains it. */
  | "order-unknown"
  /** The file calls an order known, and another one explains it: a policy was detached and attached again. */
  | "order-changed"
  /** AWS still shows what it showed before: it has not published the change yet. */
  | "stale"
  /** The organization has changed since the file was written. */
  | "file-outdated"
  /** It hangs on a rule of AWS that is inferred or not known. */
  | "uncertain-rule"
  /** Nothing explains it: a mistake of this package. */
  | "unexplained";

export const CAUSE_SEVERITY: Readonly<Record<DifferenceCause, Severity>> = {
  "order-unknown": "notice",
  "order-changed": "warning",
  stale: "notice",
  "file-outdated": "warning",
  "uncertain-rule": "warning",
  unexplained: "error",
};

/** What AWS says about accounts. */
export interface Observed {
  /** Effective documents of the accounts that were asked about. */
  readonly published: ReadonlyMap<string, JsonObject>;
  /** All accounts whose effective policy AWS calls invalid; undefined where the caller may not know. */
  readonly invalid: ReadonlySet<string> | undefined;
  /** The errors of those that were asked about. */
  readonly errors: ReadonlyMap<string, readonly ValidationError<string>[]>;
}

export interface ExplainedDifference extends ValueDifference {
  /** The steps that decide the predicted value. */
  readonly origin: readonly ProvenanceEvent[];
}

/** A difference that accounts share. */
export interface Difference {
  readonly accountIds: readonly string[];
  readonly cause: DifferenceCause;
  /** What speaks for the cause. */
  readonly because: string;
  readonly values: readonly ExplainedDifference[];
  /** Set where prediction and AWS disagree about errors; `reported` is undefined where they were not read. */
  readonly errors:
    | {
        readonly predicted: readonly ValidationError<string>[];
        readonly reported: readonly ValidationError<string>[] | undefined;
      }
    | undefined;
}

/** What is said where nothing explains a difference. */
export const UNEXPLAINED = "No rule that is known gives what AWS says: this is a mistake of org-backup.";

export const PLAN_NAMES = "plan-names-are-lower-cased";

/** An assumption, for people: what it says, its name, and the evidence for it. */
export function noteText({ message, assumption, evidence }: Note): string {
  return `${message} (${assumption}, ${evidence})`;
}
