import type { OrganizationSettings } from "../organization/model";
import type { AccessOutcome } from "./access/access-outcome";
import type { DeclaredTarget } from "./attachment-chain";
import type { OrganizationsPolicy } from "./aws-bindings";
import type { IConstruct } from "./framework";
import type { PolicyContentText } from "./policy-content";

/** What the app knows of a construct that declares a backup policy. */
export interface RegisteredPolicy extends IConstruct {
  /** Signs the policy with the id of the app. */
  readonly useOwner: (owner: string) => void;
  readonly name: string;
  readonly description: string | undefined;
  readonly policy: OrganizationsPolicy;
  readonly content: PolicyContentText;
  readonly attachments: readonly DeclaredTarget[];
}

/** What the app knows of the construct that manages trusted access. */
export interface RegisteredAccess extends IConstruct {
  readonly trustedAccess: "on" | "off";
  readonly rootId: string;
  readonly targetId: string;
  readonly organizationId: string;
  readonly managementAccountId: string;
  outcome(current: OrganizationSettings | undefined): AccessOutcome | undefined;
  addServicePrincipal(principal: string): void;
}

/** What the app knows of a construct that registers a delegated administrator for AWS Backup. */
export interface RegisteredDelegation extends IConstruct {
  readonly accountId: string;
}
