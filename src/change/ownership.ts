/** How it is known which policies Terraform manages, the most exact one first. */
export type OwnershipSource =
  | { readonly kind: "state"; readonly files: readonly string[] }
  | { readonly kind: "base"; readonly directory: string }
  | { readonly kind: "owner-tags"; readonly owners: readonly string[] }
  | { readonly kind: "manages"; readonly policies: ManagedPolicies; readonly where: string }
  | { readonly kind: "none" };

/** The names of policies that Terraform manages, or all of them. */
export type ManagedPolicies = "all" | readonly string[];

export interface OwnedPolicy {
  readonly id: string;
  /** Stays in AWS when it leaves the code. */
  readonly skipsDestroy: boolean;
}

export interface OwnedAttachment {
  readonly policyId: string;
  readonly targetId: string;
  readonly skipsDestroy: boolean;
}

export interface OwnedAccount {
  readonly id: string;
  /** Closed, rather than removed from the organization, when it leaves the code. */
  readonly closes: boolean;
}

/** What Terraform manages, by address: `stack/type.name`, with an index for an instance of several. */
export interface OwnedResources {
  readonly policies: ReadonlyMap<string, OwnedPolicy>;
  readonly attachments: ReadonlyMap<string, OwnedAttachment>;
  readonly organizationalUnits: ReadonlyMap<string, string>;
  readonly accounts: ReadonlyMap<string, OwnedAccount>;
  /**
   * Stacks of which everything that Terraform manages is known: what is not in there is created. Only a
   * state shows that, and only a state is reason enough to destroy OUs and accounts.
   */
  readonly exactStacks: ReadonlySet<string>;
  /** What a state says of the order in which things are destroyed, by address. */
  readonly stored?: ReadonlyMap<string, StoredOrder>;
}

/** Where a thing of a state stands when things are destroyed. */
export interface StoredOrder {
  /** Blocks that the thing depends on: `stack/type.name`. */
  readonly dependsOn: readonly string[];
  /** True with create_before_destroy: it ends after what it is replaced by begins. */
  readonly endsLast: boolean;
}

interface OwnershipBasis {
  readonly source: OwnershipSource;
  /** Ids of policies that are managed at addresses that are not known. */
  readonly policyIds: ReadonlySet<string>;
  /**
   * What decides which other policies are managed, where only apply knows that: blocks of the target branch
   * that this code does not have.
   */
  readonly undecided?: readonly string[];
  /** Names of policies that the target branch says are managed, and the code under review does not. */
  readonly narrowed?: readonly string[];
}

/** What a review knows of the policies that Terraform manages. */
export type Ownership =
  /** By address: an address that keeps its policy renames it. */
  | (OwnershipBasis & { readonly by: "address"; readonly resources: OwnedResources })
  /** By id: what the code no longer names is destroyed with all of its attachments. */
  | (OwnershipBasis & { readonly by: "policy" });

/** `module.a["x"].type.name[0]` is `module.a.type.name`. */
export function withoutIndexes(address: string): string {
  return address.replaceAll(/\[(?:"(?:[^"\\]|\\.)*"|\d+)\]/g, "");
}

/** Of `type.name["key"]` or `type.name[0]` the key; undefined if there is none. */
export function keyOfInstance(address: string): string | number | undefined {
  const [, index] = /\[("(?:[^"\\]|\\.)*"|\d+)\]$/.exec(address) ?? [];
  if (index === undefined) {
    return undefined;
  }
  try {
    return JSON.parse(index) as string | number;
  } catch {
    // HCL escapes that JSON does not know, `\${` for one.
    return index.slice(1, -1);
  }
}

/** The tag by which policies say which app manages them. */
export const OWNER_TAG = "org-backup:owner";

/** What AWS takes as the value of a tag. */
export const OWNER_RULE = "Use 1 to 256 letters, digits, spaces and _ . : / = + - @.";

/** Whether an id can be the value of the tag. */
export function isOwner(id: string): boolean {
  return /^[\p{L}\p{N} _.:/=+@-]{1,256}$/u.test(id);
}
