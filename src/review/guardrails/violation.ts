import type { RecordedOptIn } from "../recorded-opt-in";
import type { PlanSurroundings } from "../../capabilities/rule-effect";

/** What a requirement can fail on; each is the id of a finding's rule behind `guardrail-`. */
export type Shortfall =
  | "published"
  | "protection"
  | "retention"
  | "gap"
  | "copy-region"
  | "copy-account"
  | "copy-retention"
  | "vault"
  | "vault-lock"
  | "continuous-backup"
  | "regions"
  | "resource-types";

export interface Violation {
  readonly shortfall: Shortfall;
  /** What is and what is demanded. */
  readonly message: string;
  readonly path: string;
  /** Whether AWS Backup cannot do it for the type, whatever the policy says. */
  readonly isOfType?: boolean;
}

export interface Circumstances {
  /** The account's own id if copies go to it: a copy into the account itself goes to no other. */
  readonly ownId: string | undefined;
  /** What is known of the vaults that copies go to. */
  readonly vault?: PlanSurroundings["vault"];
  /** Whether the given code locks every vault of a name. */
  readonly isLocked: (vault: string) => boolean;
  readonly at: Date;
  readonly optIn?: RecordedOptIn;
}
