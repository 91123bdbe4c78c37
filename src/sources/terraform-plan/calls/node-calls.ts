import type { Call } from "../../../change/call";

/** A call as the provider makes it. */
export interface ProviderCall {
  readonly call: Call;
  /** Exceptions that the provider takes for success. */
  readonly tolerates?: readonly string[];
}

/** The calls of one resource instance, each list one after the other. */
export interface NodeCalls {
  readonly destroy: readonly ProviderCall[];
  /** Creation or update. */
  readonly apply: readonly ProviderCall[];
}

export const NO_CALLS: NodeCalls = { destroy: [], apply: [] };
