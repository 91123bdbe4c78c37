import type { TrustedAccess } from "../../jobs/trusted-access";
import type { TrustedAccessOutcome } from "../../render/trusted-access-json";

/** The trusted access that there is, and what became of a change. */
export interface TrustedAccessResult {
  readonly access: TrustedAccess;
  /** Undefined if no change was asked for. */
  readonly outcome: TrustedAccessOutcome | undefined;
}
