import type { WhatIf } from "../change/what-if";
import type { Organization } from "../organization/organization";
import type { PlacedAcknowledgement } from "../review/acknowledgement";
import type { ChangeOutcome } from "../review/change-outcome";
import type { OwnershipRequest } from "./code-ownership";
import type { OrganizationSource } from "./organization-source";

/** Where a change comes from: Terraform plans, else synthesized code, with what-ifs on top of it. */
export interface ChangeRequest extends OwnershipRequest {
  /** The output directory of `cdktf synth`; the configured one if undefined and nothing else is given. */
  readonly directory?: string | undefined;
  /** Files of Terraform plans, - for standard input. */
  readonly plans?: readonly string[] | undefined;
  readonly organization?: OrganizationSource | undefined;
  readonly whatIf?: readonly WhatIf[] | undefined;
  /** If there is no change, the organization as it is. Otherwise that is an error: a change is missing. */
  readonly orState?: boolean | undefined;
  /** The time at which the change is carried out: AWS checks some rules of a policy against it. */
  readonly at: Date;
}

/** An organization before and after, and what is known of the way there. */
export interface ReadChange {
  readonly before: Organization;
  readonly after: Organization;
  readonly facts: Omit<ChangeOutcome, "after">;
  /** True if there is no change: the organization is reviewed as it is. */
  readonly isState?: true;
  /** What the code accepts. */
  readonly acknowledgements: readonly PlacedAcknowledgement[];
  /** What the reader should know before all else. */
  readonly remarks: readonly string[];
}
