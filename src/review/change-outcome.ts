import type { Folded } from "../change/folded";
import type { Ownership } from "../change/ownership";
import type { BackupEnvironment } from "../organization/backup-environment";
import type { EffectivePolicies } from "../organization/effective-policies";
import type { Organization } from "../organization/organization";

/** What a change leads to: the organization after it, and what is known of the way there. */
export interface ChangeOutcome {
  readonly after: EffectivePolicies;
  /** The vaults and roles that backups need; undefined if the source shows none of them. */
  readonly environment?: {
    /** Undefined if the source does not show what exists before. */
    readonly before?: BackupEnvironment;
    readonly after: BackupEnvironment;
  };
  /** Undefined if no code is reviewed: a what-if changes things, and declares none. */
  readonly declared?: DeclaredPolicies;
  /** The calls that led here, and those that AWS refuses; undefined if two organizations are compared. */
  readonly folded?: Folded;
  /** Parts of the code or plan that could not be followed; each becomes a finding. */
  readonly unresolved?: readonly PlacedMessage[];
  /** What the change rests on that Terraform may get otherwise; undefined if there is nothing of the kind. */
  readonly assumed?: AssumedChange;
  /** Why synthesized code may not be what its sources say; undefined if nothing shows that. */
  readonly staleCode?: string | undefined;
  /** What a plan's state shows differently from the organization file. */
  readonly contradictions?: readonly Contradiction[];
}

/** Variables whose values were assumed or are lacking, and what the change would be without them. */
export interface AssumedChange {
  /** `stack/var.name` */
  readonly variables: readonly string[];
  /** Those of them that have no default either. */
  readonly withoutValue?: readonly string[];
  /** Construct paths of blocks of which they decide the instances. */
  readonly instancesOf: readonly string[];
  /** Construct paths of blocks of which they decide an argument. */
  readonly argumentsOf: readonly string[];
  /** What policies need and they decide: `vault NAME`, `role NAME`, and `*` for what every backup may need. */
  readonly needs?: readonly string[];
  /** What is left of the organization as far as it is known without those values. */
  readonly otherwise: Organization;
}

/** What a plan's state shows differently from the organization file: the file is out of date. */
export interface Contradiction {
  /** What both are about: `the parent of the account "orders" (333333333333)`. */
  readonly what: string;
  readonly inFile: string;
  readonly inState: string;
}

/** What the reviewed code declares: the code answers for it, whether or not it changes. */
export interface DeclaredPolicies {
  /** The construct path or Terraform address of each policy, by id. */
  readonly origins: ReadonlyMap<string, string>;
  /** Where the code declares the settings of the organization; undefined if it leaves them alone. */
  readonly settingsOrigin?: string;
  /** What is known of the policies that Terraform manages; undefined for a plan, which shows what it deletes. */
  readonly ownership?: Ownership;
}

/** A sentence about a place in the code. */
export interface PlacedMessage {
  /** A construct path or Terraform address. */
  readonly origin: string;
  readonly message: string;
  /** Whether it is about something that is not read at all, and may change policies. */
  readonly isNotRead?: true;
}
