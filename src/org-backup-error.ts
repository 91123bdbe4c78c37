/** Every error that the tool expects has one of these codes; anything else is a bug of ours. */
export type ErrorCode = "input" | "usage" | "aws" | "service" | "unsupported";

/** One mistake in the user's input. */
export interface InputProblem {
  /** `file:line:column`, a construct path, or an AWS operation. */
  readonly where: string;
  readonly message: string;
}

/**
 * The one exception of this package: thrown at the edges (`sources`, `constructs`, `cli`), never in
 * the core. It says what happened, where, and what to do.
 */
export class OrgBackupError extends Error {
  override readonly name = "OrgBackupError";
  readonly code: ErrorCode;
  /** Where it happened; undefined if the message says it or `problems` do. */
  readonly where: string | undefined;
  readonly hint: string | undefined;
  /** All mistakes found, when there may be several. */
  readonly problems: readonly InputProblem[];

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.where = details.where;
    this.hint = details.hint;
    this.problems = details.problems ?? [];
  }
}

export interface ErrorDetails {
  readonly where?: string;
  readonly hint?: string;
  readonly problems?: readonly InputProblem[];
  readonly cause?: unknown;
}
