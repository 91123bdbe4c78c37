import { compareText } from "../text/compare-text";
import type { Attachments } from "./model";

/** What some source shows of the order in which a target's policies were attached. */
export interface ShownOrder {
  readonly targetId: string;
  /** Oldest first; policies that are no longer attached do no harm. */
  readonly policyIds: readonly string[];
  /** For messages: `organization.yaml`. */
  readonly source: string;
}

export interface AttachmentOrders {
  readonly attachments: readonly Attachments[];
  /** Sentences about sources that contradict each other. */
  readonly warnings: readonly string[];
}

/**
 * Takes over the orders that other sources show. Policies that a source does not know were attached after
 * it was written: one such policy is the last, and of several the order stays unknown.
 *
 * @param shown of several orders of one target those that agree count; where they differ it stays unknown
 */
export function withShownOrders(
  attachments: readonly Attachments[],
  shown: readonly ShownOrder[],
): AttachmentOrders {
  const byTarget = new Map<string, ShownOrder[]>();
  for (const order of shown) {
    byTarget.set(order.targetId, [...(byTarget.get(order.targetId) ?? []), order]);
  }
  const warnings: string[] = [];
  const ordered = attachments.map((attachment): Attachments => {
    const candidates = (byTarget.get(attachment.targetId) ?? []).flatMap(({ policyIds, source }) => {
      const completed = complete(attachment.policyIds, policyIds);
      return completed === undefined ? [] : [{ ...completed, source }];
    });
    const [first, ...others] = candidates.sort((left, right) => Number(right.isKnown) - Number(left.isKnown));
    if (attachment.order === "known" || first === undefined) {
      return attachment;
    }
    const different = others.find(
      (other) => other.isKnown && first.isKnown && other.policyIds.join() !== first.policyIds.join(),
    );
    if (different !== undefined) {
      warnings.push(
        `The attachment order on ${attachment.targetId} stays unknown: ${first.source} and ${different.source} differ.`,
      );
      return attachment;
    }
    return { ...attachment, policyIds: first.policyIds, order: first.isKnown ? "known" : "unknown" };
  });
  return { attachments: ordered, warnings };
}

/** Undefined if the source shows nothing about the policies that are attached now. */
function complete(
  attached: readonly string[],
  shown: readonly string[],
): { readonly policyIds: readonly string[]; readonly isKnown: boolean } | undefined {
  const old = shown.filter((id) => attached.includes(id));
  const added = attached.filter((id) => !shown.includes(id)).sort(compareText);
  return old.length === 0 ? undefined : { policyIds: [...old, ...added], isKnown: added.length <= 1 };
}
