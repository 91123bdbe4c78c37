import type { IResolvable, ITerraformIterator, TerraformElement } from "./framework";

/**
 * What a policy is attached to: the id of a root, OU or account, a path of names from the root down
 * such as `Root/Production/Payments`, a token, a construct that has the id, or one target for each element
 * of an iterator, whose values are the ids unless `targetId` names them.
 */
export type AttachmentTarget =
  | string
  | IResolvable
  | ITerraformIterator
  | { readonly forEach: ITerraformIterator; readonly targetId: string }
  | { readonly targetId: string }
  | { readonly id: string };

/** A target that was looked up. Two targets are the same if their keys are. */
export interface ResolvedTarget {
  readonly key: string;
  /** For Terraform: a literal id or a reference. */
  readonly id: string;
  /** For construct ids: does not change with the place of the target in the code. */
  readonly label: string;
  /** The id in the organization file, where the target is found there. */
  readonly knownId: string | undefined;
  /** The path from the root, where it is known. */
  readonly path: string | undefined;
  /** The OU, where the code creates it. */
  readonly unit?: ManagedUnit;
  /** Set if there is one target for each element. */
  readonly iterator?: ITerraformIterator;
}

/** An OU that the code names by a path. */
export interface ManagedUnit {
  readonly path: string;
  readonly name: string;
  readonly id: string;
  /** Where it stands. */
  readonly parent: ResolvedTarget;
  /** Undefined if the OU exists and is only looked up. */
  readonly resource?: TerraformElement;
}
