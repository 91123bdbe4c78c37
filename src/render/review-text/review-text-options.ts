import type { EffectivePolicies } from "../../organization/effective-policies";
import type { TextOptions } from "../style";

export interface ReviewTextOptions extends TextOptions {
  /** Both sides of the review, to tell how each value came about; without them nothing is told. */
  readonly explain?: { readonly before: EffectivePolicies; readonly after: EffectivePolicies };
}
