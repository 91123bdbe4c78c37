import type { SelectableResource } from "../capabilities/selection/compile-selection";

/** A resource of an account, as an inventory lists it. */
export interface Resource extends SelectableResource {
  /** Undefined if neither the inventory nor the ARN names it. */
  readonly accountId: string | undefined;
  /** Undefined if neither the inventory nor the ARN names it. */
  readonly region: string | undefined;
}

/** The resources of an organization, and what the list cannot show. */
export interface Inventory {
  readonly source: InventorySource;
  /** Read as they are asked for, and only once: an inventory may be larger than memory. */
  readonly resources: Iterable<Resource>;
}

export interface InventorySource {
  /** The file, or what the inventory was read from. */
  readonly name: string;
  /** `Resource Groups Tagging API` */
  readonly format: string;
  /** What such a source does not list, in sentences. */
  readonly blindSpots: readonly string[];
  /** Set if the source shows that it was cut off, in a sentence. */
  readonly cutOff?: string;
  /** What could not be read: there may be resources that the list does not show. */
  readonly notSeen?: readonly NotSeen[];
}

/** A part of the organization whose resources an inventory does not show. */
export interface NotSeen {
  /** Ids; undefined for all accounts. */
  readonly accounts?: readonly string[];
  /** Undefined for all Regions that were asked for. */
  readonly regions?: readonly string[];
  /** Without a full stop: `the role "Reader" cannot be assumed` */
  readonly why: string;
}

/** An inventory in memory. */
export function inventoryOf(name: string, resources: readonly Resource[]): Inventory {
  return { source: { name, format: "list", blindSpots: [] }, resources };
}
