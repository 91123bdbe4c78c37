/** What the SDK throws, as far as it is looked at. */
export interface AwsFailure {
  /** The error code of AWS, or the name of the SDK's own error. */
  readonly code: string;
  readonly message: string;
  /** `Reason` of AWS Organizations' errors. */
  readonly reason: string | undefined;
  /** HTTP status; undefined if there was no answer. */
  readonly status: number | undefined;
  /** `ECONNREFUSED` and the like. */
  readonly network: string | undefined;
  /** What was thrown, or what caused it. */
  readonly cause: unknown;
}

const NETWORK_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

export function awsFailure(error: unknown): AwsFailure {
  const parts = (error ?? {}) as {
    readonly name?: unknown;
    readonly message?: unknown;
    readonly Reason?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: unknown };
  };
  const status = parts.$metadata?.httpStatusCode;
  return {
    code: typeof parts.name === "string" ? parts.name : "Error",
    message: typeof parts.message === "string" ? parts.message : String(error),
    reason: typeof parts.Reason === "string" ? parts.Reason : undefined,
    status: typeof status === "number" ? status : undefined,
    network: networkCode(error, 0),
    cause: innermost(error),
  };
}

/** Whether AWS answered with this error, `TargetNotFoundException` for instance. */
export function isAwsError(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(awsFailure(error).code);
}

export function isAccessDenied(failure: Pick<AwsFailure, "code">): boolean {
  return /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError)$/.test(failure.code);
}

function networkCode(error: unknown, depth: number): string | undefined {
  const { code, name, message, cause, errors } = (error ?? {}) as {
    readonly code?: unknown;
    readonly name?: unknown;
    readonly message?: unknown;
    readonly cause?: unknown;
    readonly errors?: unknown;
  };
  if (typeof code === "string" && NETWORK_CODES.has(code)) {
    return code;
  }
  if (name === "TimeoutError") {
    return "ETIMEDOUT";
  }
  // The SDK wraps what is no error of its own world, and keeps the text alone.
  const [, told] = /^AWS SDK error wrapper for .*?\b([A-Z][A-Z_]{4,})\b/.exec(String(message)) ?? [];
  if (told !== undefined && NETWORK_CODES.has(told)) {
    return told;
  }
  const inner = cause ?? (Array.isArray(errors) ? (errors as readonly unknown[])[0] : undefined);
  return inner === undefined || depth > 5 ? undefined : networkCode(inner, depth + 1);
}

/** A provider of credentials wraps what its own request failed with. */
function innermost(error: unknown): unknown {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error && current.cause instanceof Error; depth += 1) {
    current = current.cause;
  }
  return current;
}
