/** Which resources a plan backs up. */
export interface BackupSelection {
  readonly kind: "tags" | "resources";
  readonly name: string;
  readonly path: string;
  /** The ARN of the role, with `$account` for the account. */
  readonly role: string | undefined;
  readonly tagKey: string | undefined;
  readonly tagValues: readonly string[];
  readonly resourceTypes: readonly string[];
  readonly notResourceTypes: readonly string[];
  /** In one order, whatever order the policy writes them in. */
  readonly conditions: readonly NamedCondition[];
  /** Equal in text for selections of the same resources, whatever their name. */
  readonly content: { readonly text: string };
}

export interface SelectionCondition {
  /** `string_equals`, `string_like` or one of their opposites. */
  readonly operator: string;
  readonly key: string | undefined;
  readonly value: string | undefined;
}

/** A condition as it stands in a policy, under a name that has no meaning. */
export interface NamedCondition extends SelectionCondition {
  readonly name: string;
}
