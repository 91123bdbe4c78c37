import type { JsonObject } from "../../src/text/json";

/** A backup policy of this repository, and where it is attached. */
export interface StackPolicy {
  readonly name: string;
  readonly description: string;
  readonly content: JsonObject;
  /** Organization paths, `Root/Workloads/Production`, or ids. */
  readonly targets: readonly string[];
}
