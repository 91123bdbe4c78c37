import type { Inventory } from "../organization/inventory";
import type { PlacedAcknowledgement } from "./acknowledgement";
import type { Guardrails } from "./guardrails/guardrails";

/** What a review needs to know besides the organization and the change. */
export interface ReviewContext {
  /** The time of the review: AWS judges schedules from the moment of a request. */
  readonly at: Date;
  /** The organization's own requirements, and what it has accepted. */
  readonly guardrails?: Guardrails;
  /** The resource types that the organization uses, where it says so: words as in a requirement. */
  readonly resourceTypes?: readonly string[];
  /** Inventories: what the change does to their resources is reviewed too. */
  readonly inventories?: readonly Inventory[];
  /** What the code under review has accepted. */
  readonly acknowledgements?: readonly PlacedAcknowledgement[];
  /** The age in days from which an organization file is a finding; 7 if undefined. */
  readonly maxAgeDays?: number | undefined;
  /** What the reader should know before all else. */
  readonly remarks?: readonly string[];
}
