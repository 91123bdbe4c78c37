/** An id that is known only after apply. */
export interface UnknownIdentifier {
  /** Ids that it may be, those of things that the change creates included; undefined if it may be any. */
  readonly candidates: readonly string[] | undefined;
  /** What the value depends on, as the code spells it. */
  readonly expression: string;
}

/** The id of an existing thing, or the address of one that the change creates, which stands in for its id. */
export type Identifier = string | UnknownIdentifier;

export function isKnownIdentifier(identifier: Identifier): identifier is string {
  return typeof identifier === "string";
}
