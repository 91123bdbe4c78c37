import type { PolicyJson } from "../../src/policy/author/authored-policy";

/** A backup policy of this repository, and where it is attached. */
export interface StackPolicy {
  readonly name: string;
  readonly description: string;
  readonly content: PolicyJson;
  /** Organization paths, `Root/Workloads/Production`, or ids. */
  readonly targets: readonly string[];
}
