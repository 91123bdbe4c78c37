import type { PlanResource } from "./plan-resource";

/**
 * What a value that is known only after apply can come from. Only what has such values counts: ids that exist
 * are known at plan time.
 */
export interface ValueSources {
  /** Instances whose id the value may be. */
  readonly instances: readonly PlanResource[];
  /** True if the value may be the id of the root of an organization that the plan creates. */
  readonly root: boolean;
  /** True if the root of the organization, whose id is known, is among the references. */
  readonly knownRoot: boolean;
  /** True if a local value is among the references: plans do not show what it holds. */
  readonly hidden: boolean;
  /** True if a reference leaves what the plan shows, so that the value may be anything. */
  readonly anything: boolean;
}

export const NO_SOURCE: ValueSources = {
  instances: [],
  root: false,
  knownRoot: false,
  hidden: false,
  anything: false,
};
export const ANYTHING: ValueSources = { ...NO_SOURCE, anything: true };
export const HIDDEN: ValueSources = { ...NO_SOURCE, hidden: true };

export function joined(sources: readonly ValueSources[]): ValueSources {
  return {
    instances: [...new Set(sources.flatMap(({ instances }) => instances))],
    root: sources.some(({ root }) => root),
    knownRoot: sources.some(({ knownRoot }) => knownRoot),
    hidden: sources.some(({ hidden }) => hidden),
    anything: sources.some(({ anything }) => anything),
  };
}
