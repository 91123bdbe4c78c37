import type { Severity } from "../../text/severity";

/** An organization's own requirements of its backups, and the findings that it has accepted. */
export interface Guardrails {
  readonly requirements: readonly Requirement[];
  readonly acknowledgements: readonly Acknowledgement[];
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
  /** `file:line:column` */
  readonly where: string;
}

/** Which accounts are meant; all active ones where nothing is said. */
export interface AccountFilter {
  /** Paths or ids of OUs: `Root/Production`. */
  readonly under?: readonly string[];
  /** Names or ids of accounts; patterns with `*` and `?`. */
  readonly names?: readonly string[];
  /** Names or ids of accounts that are not meant. */
  readonly except?: readonly string[];
}

/**
 * What one backup rule must offer, all of it at once; and what the rules that do must cover together.
 */
export interface Demands {
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

/** A finding that somebody has accepted, with the reason. */
export interface Acknowledgement {
  readonly rule: string;
  readonly accounts: AccountFilter;
  /** A path or a part of one from its beginning; all paths where absent. */
  readonly path?: string;
  readonly reason: string;
  /** The last day on which it counts, `YYYY-MM-DD` in UTC; for ever where absent. */
  readonly expires?: string;
  readonly where: string;
}
