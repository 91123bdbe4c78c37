import type { Alternative } from "./merged-node";

/** A setting whose value depends on an attachment order that is not known. */
export interface OrderDependentSetting {
  readonly path: string;
  readonly alternatives: readonly Alternative[];
}
