import type { Severity } from "../../text/severity";
import type { AccountFilter } from "../account-filter";
import type { PlacedAcknowledgement } from "../acknowledgement";

/** An organization's own requirements of its backups, and the findings that it has accepted. */
export interface Guardrails {
  readonly requirements: readonly Requirement[];
  readonly acknowledgements: readonly PlacedAcknowledgement[];
}

export interface Requirement {
  readonly id: string;
  /** The published control that the requirement comes from, or why it is there. */
  readonly description?: string;
  readonly severity: Severity;
  readonly accounts: AccountFilter;
  /** Only plans with such names count; patterns with `*` and `?`. All plans where absent. */
  readonly plans?: readonly string[];
  readonly require: Demands;
  /** Resources of an inventory that must be selected; undefined if none must. */
  readonly resources?: ResourceDemand;
  /** `file:line:column` */
  readonly where: string;
}

/** Resources that a plan must select: of these types and with this tag, as far as named. */
export interface ResourceDemand {
  /** As in {@link Demands.resourceTypes}; any type if undefined. */
  readonly types?: readonly string[];
  /** Any tags if undefined; any value of the key if it has none. */
  readonly tag?: { readonly key: string; readonly value?: string };
}

/**
 * What one backup rule must offer, all of it at once; and what the rules that do must cover together.
 */
export interface Demands {
  /** Whether AWS must publish an effective policy for the account; the only demand that no rule answers. */
  readonly published?: boolean;
  readonly minimumRetentionDays?: number;
  readonly maximumGapHours?: number;
  readonly copyToAnotherRegion?: boolean;
  readonly copyToAnotherAccount?: boolean;
  readonly minimumCopyRetentionDays?: number;
  /** Names of vaults; patterns with `*` and `?`. */
  readonly vaults?: readonly string[];
  readonly vaultLock?: boolean;
  readonly continuousBackup?: boolean;
  readonly regions?: readonly string[];
  /** `*`, patterns as policies write them, or services: `rds`. */
  readonly resourceTypes?: readonly string[];
}
