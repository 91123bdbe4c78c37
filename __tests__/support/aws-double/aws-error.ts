/** An answer that AWS gives instead of a result; each protocol writes it in its own shape. */
export class AwsError extends Error {
  constructor(
    /** As it stands on the wire: `TargetNotFoundException`, `NoSuchEntity`. */
    readonly code: string,
    message: string,
    readonly status = 400,
    /** Further members of the error, `Reason` for instance. */
    readonly fields: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}
