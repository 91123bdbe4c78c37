import type { BackupEnvironment } from "../organization/backup-environment";
import type { Organization } from "../organization/organization";
import type { Finding } from "../text/finding";
import type { Step } from "./change";

/** What is left of a change once it is carried out as far as AWS lets it. */
export interface Folded {
  readonly organization: Organization;
  readonly environment: BackupEnvironment;
  /** Steps that AWS carries out, in one of the possible orders. */
  readonly done: readonly Step[];
  readonly refused: readonly RefusedCall[];
  /** Calls that are known in full only after apply: not carried out here, their effect is open. */
  readonly open: readonly OpenCall[];
  readonly windows: readonly PolicyWindow[];
  readonly openOrders: readonly OpenOrder[];
}

/** A call that AWS refuses. */
export interface RefusedCall extends Refusal {
  readonly step: Step;
  /** Steps that depend on the refused one and so do not happen. */
  readonly dependents: readonly Step[];
}

/** Why AWS refuses a call. */
export interface Refusal {
  /** As AWS names it: `OrganizationalUnitNotEmptyException`. */
  readonly exception: string;
  /** Of a ConstraintViolationException: `OU_DEPTH_LIMIT_EXCEEDED`. */
  readonly reason?: string;
  /** One sentence: what is in the way. */
  readonly message: string;
  /** What to do; undefined if the rule's own hint says it. */
  readonly hint?: string;
  /** The errors of a malformed policy document. */
  readonly problems?: readonly Finding[];
}

/** A call that names something known only after apply, or of which only apply decides whether it is made. */
export interface OpenCall {
  readonly step: Step;
  readonly arguments: readonly OpenArgument[];
}

export interface OpenArgument {
  readonly name: string;
  /** Undefined if it may be anything. */
  readonly candidates: readonly string[] | undefined;
  readonly expression: string;
}

/** A time in which accounts are without a policy that they have before and after. */
export interface PolicyWindow {
  /** The policy's id before the change. */
  readonly policyId: string;
  /** The accounts below these targets, the targets of the organization after. */
  readonly targetIds: readonly string[];
  readonly from: Step;
  /** The step that ends it. */
  readonly until: Step;
}

/** Steps whose order nothing decides, and the result depends on it. */
export type OpenOrder =
  /** Several attachments on one target: which comes first decides settings that both assign. */
  | { readonly kind: "attachment-order"; readonly targetId: string; readonly steps: readonly Step[] }
  /** Detach and attach of one pair at two addresses: attached first, AWS refuses it, and the detach follows. */
  | {
      readonly kind: "detach-and-attach";
      readonly policyId: string;
      readonly targetId: string;
      readonly detach: Step;
      readonly attach: Step;
    }
  /** Any two other steps, one of which AWS refuses in one of the orders. */
  | {
      readonly kind: "refused-in-one-order";
      /** The step that may be refused. */
      readonly step: Step;
      readonly other: Step;
      /** Whether the step succeeds only if it is the first or the last of the two. */
      readonly mustBe: "first" | "last";
    };

/** What is left of one change after another. */
export function inSequence(first: Folded, second: Folded): Folded {
  return {
    organization: second.organization,
    environment: second.environment,
    done: [...first.done, ...second.done],
    refused: [...first.refused, ...second.refused],
    open: [...first.open, ...second.open],
    windows: [...first.windows, ...second.windows],
    openOrders: [...first.openOrders, ...second.openOrders],
  };
}
