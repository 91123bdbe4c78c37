import type { Call } from "./call";
import type { Claim } from "./claim";
import type { Draft } from "./draft/draft";
import type { Refusal } from "./folded";
import type { UnknownIdentifier } from "./identifier";

/** A call all of whose identifiers are known. */
export type Known<C> = { readonly [K in keyof C]: Exclude<C[K], UnknownIdentifier> };

/** What AWS does with one kind of call. */
export interface CallDefinition<C extends Call> {
  /** Carries the call out, or says why AWS refuses it and leaves everything as it is. */
  readonly apply: (draft: Draft, call: Known<C>, origin: string) => Refusal | undefined;
  /** What the call needs and leaves: which calls without an order between them exclude each other. */
  readonly claims: (call: Known<C>, draft: Draft) => readonly Claim[];
  /** Exceptions that AWS documents for the call and nothing here foresees, with the reason. */
  readonly notPredicted: Readonly<Record<string, string>>;
}
