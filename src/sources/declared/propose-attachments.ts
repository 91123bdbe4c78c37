import type { AttachmentOrder } from "../../effective/inheritance-level";
import type { Attachments } from "../../organization/model";
import type { Organization } from "../../organization/organization";
import type { PolicyAtTarget } from "../../review/change-outcome";
import type { DeclaredAttachment } from "./declared-resources";

/** A declared attachment whose policy and target are known by id. */
export interface WantedAttachment extends PolicyAtTarget {
  /** To bring attachments whose order is open into the same order whatever the source. */
  readonly policyName: string;
  readonly attachment: DeclaredAttachment;
}

/** What becomes of the attachments that exist. */
export interface AttachmentFate {
  readonly isRemoved: (policyId: string, targetId: string) => boolean;
  readonly isReplaced: (policyId: string, targetId: string) => boolean;
}

/**
 * The attachments of every target once the code is applied: what stays keeps its place, what the code
 * no longer attaches goes, what is new or made again comes after it in the order of dependencies.
 */
export function proposedAttachments(
  current: Organization,
  wanted: readonly WantedAttachment[],
  fate: AttachmentFate,
): readonly Attachments[] {
  const wantedByTarget = new Map<string, WantedAttachment[]>();
  for (const attachment of inCreationOrder(wanted)) {
    const known = wantedByTarget.get(attachment.targetId);
    if (known === undefined) {
      wantedByTarget.set(attachment.targetId, [attachment]);
    } else {
      known.push(attachment);
    }
  }
  const targets = new Set([...current.attachments.map(({ targetId }) => targetId), ...wantedByTarget.keys()]);
  return [...targets].flatMap((targetId) => {
    const wantedHere = wantedByTarget.get(targetId) ?? [];
    const { policies, order } = current.attached(targetId);
    const staying = policies
      .map(({ id }) => id)
      .filter((id) => !fate.isRemoved(id, targetId) && !fate.isReplaced(id, targetId));
    const added = wantedHere.filter(({ policyId }) => !staying.includes(policyId));
    const policyIds = [...new Set([...staying, ...added.map(({ policyId }) => policyId)])];
    return policyIds.length === 0 ? [] : [{ targetId, policyIds, order: orderOf(staying, order, added) }];
  });
}

/**
 * Each attachment after those that are certainly created earlier; otherwise by the names of the policies.
 * `after` is transitive, so that whatever comes earlier has fewer before it.
 */
function inCreationOrder(wanted: readonly WantedAttachment[]): readonly WantedAttachment[] {
  const addresses = new Set(wanted.map(({ attachment }) => attachment.address));
  const ranked = wanted.map((item) => ({
    item,
    rank: [...item.attachment.after].filter((address) => addresses.has(address)).length,
  }));
  ranked.sort(
    (first, second) =>
      first.rank - second.rank ||
      compare(first.item.policyName, second.item.policyName) ||
      compare(first.item.targetId, second.item.targetId),
  );
  return ranked.map(({ item }) => item);
}

function compare(first: string, second: string): number {
  return first < second ? -1 : Number(first > second);
}

/** New attachments come after those that exist; among themselves their order is known where they are chained. */
function orderOf(
  staying: readonly string[],
  order: AttachmentOrder,
  added: readonly WantedAttachment[],
): AttachmentOrder {
  const chained = added.every(({ attachment }, index) => {
    const previous = added[index - 1];
    return previous === undefined || attachment.after.has(previous.attachment.address);
  });
  return (order === "known" || staying.length < 2) && chained ? "known" : "unknown";
}
