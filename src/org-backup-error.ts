/** Every error that the tool expects has one of these codes; anything else is a bug of ours. */
export type ErrorCode = "input" | "usage" | "aws" | "unsupported";

/**
 * The one exception of this package: thrown at the edges (`sources`, `constructs`, `cli`), never in
 * the core. It says what happened, where, and what to do.
 */
export class OrgBackupError extends Error {
  override readonly name = "OrgBackupError";
  readonly code: ErrorCode;
  /** `file:line:column`, a construct path, or an AWS operation. */
  readonly where: string | undefined;
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, details: { readonly where?: string; readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.where = details.where;
    this.hint = details.hint;
  }
}
