import type { JsonObject } from "../../text/json";

/**
 * What Terraform code declares of an organization, whether read from synthesized JSON or from a plan.
 * Things are named by their Terraform address, `stack/type.name`, until they are joined with what exists.
 */
export interface DeclaredResources {
  readonly organization: DeclaredOrganization | undefined;
  readonly organizationalUnits: readonly DeclaredUnit[];
  readonly accounts: readonly DeclaredAccount[];
  readonly policies: readonly DeclaredPolicy[];
  /** In the order in which Terraform creates them, as far as it follows from dependencies. */
  readonly attachments: readonly DeclaredAttachment[];
  readonly delegatedAdministrators: readonly {
    readonly account: Reference;
    readonly servicePrincipal: string;
    readonly address?: string;
    readonly after?: ReadonlySet<string>;
  }[];
  /** Service principals that resources of their own switch on. */
  readonly serviceAccess?: readonly string[];
  /** Addresses of policies of other types: attachments of theirs are not looked at. */
  readonly otherPolicies?: ReadonlySet<string>;
  /** `moved` blocks: the new address by the old one, of a resource, a module or an instance. */
  readonly moved?: ReadonlyMap<string, string>;
  /** Addresses that `removed` blocks drop from the state without destroying anything. */
  readonly forgotten?: ReadonlySet<string>;
  /** `import` blocks: the id of the existing thing by its new address. */
  readonly imports?: ReadonlyMap<string, string>;
  /** Blocks of which only apply knows the instances. */
  readonly open?: OpenBlocks;
  /** Addresses of modules (`stack/module.x`) whose code is not read. */
  readonly modules?: ReadonlySet<string>;
  /** The id by which the app signs its policies; undefined if it has none. */
  readonly owner?: string;
}

/** A value that names something: an id, the address of a declared resource, or what is not knowable. */
export type Reference =
  | { readonly kind: "id"; readonly id: string }
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "root" }
  | { readonly kind: "child"; readonly parent: Reference; readonly name: string }
  | { readonly kind: "unknown"; readonly expression: string };

/** A set of names: written out, added to what exists, or not knowable before apply. */
export type DeclaredSet =
  | readonly string[]
  | { readonly kind: "union"; readonly members: readonly string[] }
  | {
      readonly kind: "unknown";
      readonly expression: string;
      /** What it holds in any case. */
      readonly members: readonly string[];
    };

/** Blocks with `count` or `for_each` whose instances only apply knows, by their address without index. */
export interface OpenBlocks {
  readonly policies: ReadonlyMap<string, OpenBlock<DeclaredPolicy>>;
  readonly attachments: ReadonlyMap<string, OpenBlock<DeclaredAttachment>>;
  readonly organizationalUnits: ReadonlyMap<string, OpenBlock<DeclaredUnit>>;
  readonly accounts: ReadonlyMap<string, OpenBlock<DeclaredAccount>>;
}

export interface OpenBlock<T> {
  /** What the instances depend on, as the code spells it. */
  readonly decidedBy: string;
  /** The instance of a key, if apply comes to have it. */
  readonly at: (key: string | number) => T;
}

/** The arguments that `ignore_changes` names. */
export type IgnoredArguments = readonly string[] | "all";

/** Whether Terraform leaves an argument of an existing thing as it is. */
export function isIgnored({ ignored = [] }: Pick<Declared, "ignored">, argument: string): boolean {
  return ignored === "all" || ignored.includes(argument);
}

interface Declared {
  readonly address: string;
  /** The construct path, where the source tells it. */
  readonly origin: string;
  /** What decides during apply whether the code declares it at all; undefined if it does. */
  readonly decidedBy?: string;
  /** Arguments that Terraform leaves as they are once the thing exists: `ignore_changes`. */
  readonly ignored?: IgnoredArguments;
  /**
   * Addresses of what is certainly created earlier, without what those wait for in turn; undefined if the source
   * does not show it.
   */
  readonly after?: ReadonlySet<string>;
  /** True if a replacement is created before the old one is destroyed. */
  readonly createsFirst?: boolean;
}

export interface DeclaredOrganization extends Declared {
  readonly trustedServices: DeclaredSet;
  readonly enabledPolicyTypes: DeclaredSet;
}

export interface DeclaredUnit extends Declared {
  readonly name: string;
  readonly parent: Reference;
}

export interface DeclaredAccount extends Declared {
  readonly name: string;
  /** Undefined if the code leaves the account where it is. */
  readonly parent?: Reference;
}

export interface DeclaredPolicy extends Declared {
  readonly name: string;
  /** Stays in AWS when it leaves the code. */
  readonly skipsDestroy?: boolean;
  readonly description?: string;
  readonly content:
    | { readonly kind: "known"; readonly value: JsonObject; readonly text: string }
    | { readonly kind: "unknown"; readonly reference: string };
}

export interface DeclaredAttachment extends Declared {
  /** Stays in AWS when it leaves the code. */
  readonly skipsDestroy?: boolean;
  readonly policy: Reference;
  readonly target: Reference;
}
