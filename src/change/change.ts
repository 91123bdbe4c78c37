import type { Call } from "./call";

/** A call of a change. */
export interface Step {
  /** Unique within the change. */
  readonly id: string;
  readonly call: Call;
  /** Where the call comes from: a resource address, a construct path, a flag. */
  readonly origin: string;
  /** Ids of steps and milestones that are over before this one begins. */
  readonly after: readonly string[];
  /**
   * Of `after`, what counts only if an unknown argument comes to be one of its candidates: the candidates by
   * the id of the step or milestone. If another one is named, the call does not depend on it.
   */
  readonly afterCandidates?: ReadonlyMap<string, ReadonlySet<string>>;
  /** What decides during apply whether the call is made, as the code spells it; undefined if it is made. */
  readonly decidedBy?: string;
  /** Exceptions that the caller takes for success: the call has no effect then, and what follows goes on. */
  readonly tolerates?: readonly string[];
}

/**
 * Reached once everything in `after` is over. Terraform lets each instance of a resource wait for every
 * instance of another: a milestone between them keeps a thousand times a thousand edges out.
 */
export interface Milestone {
  readonly id: string;
  readonly after: readonly string[];
}

/** What AWS will be asked to do: calls with a partial order. */
export interface Change {
  readonly steps: readonly Step[];
  readonly milestones: readonly Milestone[];
}

/** Two changes that are carried out side by side. */
export function together(first: Change, second: Change): Change {
  return {
    steps: [...first.steps, ...second.steps],
    milestones: [...first.milestones, ...second.milestones],
  };
}

export const NO_CHANGE: Change = { steps: [], milestones: [] };
