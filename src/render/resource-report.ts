import type { Resource } from "../organization/inventory";
import type { ResourceCoverage } from "../review/resources/resource-coverage";
import type { ResourceMatch } from "../review/resources/resource-matcher";

/** A report that is written resource by resource: an inventory may be larger than memory. */
export interface ResourceReport {
  readonly start: string;
  /** The text about one resource; empty if the report does not list them. */
  readonly resource: (resource: Resource, match: ResourceMatch) => string;
  readonly end: (coverage: ResourceCoverage) => string;
}
