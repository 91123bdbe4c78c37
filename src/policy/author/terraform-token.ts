/**
 * A value that only Terraform knows, as CDKTF hands it out: `variable.value`, `Fn.lookup(...)`,
 * `Token.asAny(...)`. It may stand for every part of a policy; the constructs write it as Terraform's
 * expression.
 */
export interface TerraformToken {
  readonly creationStack: string[];
  resolve(context: never): unknown;
  /** The marker that stands for the value in a text. */
  toString(): string;
}

export function isTerraformToken(value: unknown): value is TerraformToken {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Partial<TerraformToken>).resolve === "function"
  );
}
