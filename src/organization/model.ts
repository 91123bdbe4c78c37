import type { AttachmentOrder } from "../effective/inheritance-level";
import type { JsonObject } from "../text/json";

export type AccountState = "PENDING_ACTIVATION" | "ACTIVE" | "SUSPENDED" | "PENDING_CLOSURE" | "CLOSED";

export const ACCOUNT_STATES: readonly AccountState[] = [
  "PENDING_ACTIVATION",
  "ACTIVE",
  "SUSPENDED",
  "PENDING_CLOSURE",
  "CLOSED",
];

export interface OrganizationSettings {
  /** `o-...` */
  readonly id: string;
  /** When it was read from AWS, ISO 8601 in UTC; undefined if the source does not tell it. */
  readonly takenAt?: string;
  /** Undefined if the source does not tell it. */
  readonly managementAccountId?: string;
  /** Undefined if the source does not tell them; BACKUP_POLICY is then assumed to be enabled. */
  readonly enabledPolicyTypes?: readonly string[];
  /** Service principals with trusted access; undefined if the source does not tell them. */
  readonly trustedServices?: readonly string[];
  readonly delegatedAdministrators?: readonly DelegatedAdministrator[];
  /**
   * The management account's opt-in settings by Region, then by resource type; what is missing is not known.
   * `unknown`: a change may have switched it. Files do not have that.
   */
  readonly optIn?: Readonly<Record<string, Readonly<Record<string, boolean | "unknown">>>>;
}

export interface DelegatedAdministrator {
  readonly accountId: string;
  readonly servicePrincipals: readonly string[];
}

export interface Root {
  readonly id: string;
  readonly name: string;
}

export interface OrganizationalUnit extends Root {
  readonly parentId: string;
}

export interface Account extends OrganizationalUnit {
  /** Twelve digits; a string, since a number would lose leading zeros. */
  readonly id: string;
  readonly state: AccountState;
  /** Kept only where it was asked for. */
  readonly email?: string | undefined;
}

/** A policy's text; `unknown` where parts of it are decided only during apply. */
export type PolicyContent =
  | { readonly kind: "known"; readonly value: JsonObject; readonly text?: string }
  | { readonly kind: "unknown"; readonly reference: string };

export interface Policy {
  readonly id: string;
  readonly name: string;
  readonly content: PolicyContent;
  readonly description?: string;
  /** Undefined if the source does not tell them. */
  readonly tags?: ReadonlyMap<string, string>;
  /** Where the policy is written, for messages: `file:line:column` or a construct path. */
  readonly origin?: string;
}

/** The policies attached to one root, OU or account. */
export interface Attachments {
  readonly targetId: string;
  /** In attachment order, oldest first, as far as `order` is known. */
  readonly policyIds: readonly string[];
  readonly order: AttachmentOrder;
}

/**
 * A policy that may come to be attached to a target: which policy it is, or whether it is this target, is
 * known only after apply.
 */
export interface OpenAttachment {
  readonly targetId: string;
  /** The policies that it may be; undefined if it may be any. */
  readonly policyIds: readonly string[] | undefined;
  /** The targets that it may be, this one among them; undefined if it may be any. */
  readonly targetIds: readonly string[] | undefined;
  /** Where the attachment is declared: a resource address or construct path. */
  readonly origin: string;
  /** What it depends on, as the code spells it. */
  readonly expression: string;
  /** True for a policy that is attached to the target now and may come to be detached. */
  readonly isDetachment?: true;
}

/** An organization as plain data, before its parts are known to fit together. */
export interface OrganizationData {
  readonly settings: OrganizationSettings;
  readonly root: Root;
  readonly organizationalUnits: readonly OrganizationalUnit[];
  readonly accounts: readonly Account[];
  readonly policies: readonly Policy[];
  readonly attachments: readonly Attachments[];
  /** What AWS last published, by account id. */
  readonly publishedPolicies: ReadonlyMap<string, JsonObject>;
  readonly openAttachments?: readonly OpenAttachment[];
  /**
   * OUs and accounts whose parent is known only after apply, with the parents that it may be (undefined: any);
   * the parent that they have here is one of them.
   */
  readonly openParents?: ReadonlyMap<string, readonly string[] | undefined>;
}
