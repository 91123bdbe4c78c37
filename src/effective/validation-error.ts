/** The codes that AWS is documented or recorded to use for merged backup policies. */
export type EffectivePolicyErrorCode =
  "KEY_REQUIRED" | "ELEMENTS_TOO_FEW" | "ELEMENTS_TOO_MANY" | "CROSS_ATTRIBUTE_VALIDATION";

/** An error of a merged policy as `ListEffectivePolicyValidationErrors` reports it, or as it is predicted. */
export interface ValidationError<Code extends string = EffectivePolicyErrorCode> {
  readonly code: Code;
  /** In AWS's words. */
  readonly message: string;
  /** As AWS's `PathToError`: lower case, joined by `/`. */
  readonly path: string;
}

/** The error with the policies behind it, as every JSON output shows it. */
export function validationErrorJson({
  code,
  message,
  path,
  policies,
}: ValidationError & { readonly policies: readonly string[] }): object {
  return { code, message, path, policies };
}
