import type { AttachmentOrder } from "../../effective/inherit";
import type { Attachments } from "../../organization/model";
import type { Organization } from "../../organization/organization";
import type { DeclaredAttachment } from "./declared-resources";

/** A declared attachment whose policy and target are known by id. */
export interface WantedAttachment {
  readonly policyId: string;
  readonly targetId: string;
  readonly attachment: DeclaredAttachment;
}

/**
 * The attachments of every target once the code is applied: what stays keeps its place, what the code
 * no longer attaches goes, what is new comes after it in the order of dependencies.
 *
 * @param managed ids of the policies whose attachments the code decides
 * @param wanted in the order in which Terraform creates them
 */
export function proposedAttachments(
  current: Organization,
  managed: ReadonlySet<string>,
  wanted: readonly WantedAttachment[],
): readonly Attachments[] {
  const wantedByTarget = new Map<string, WantedAttachment[]>();
  for (const attachment of wanted) {
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
    const wantedIds = new Set(wantedHere.map(({ policyId }) => policyId));
    const staying = policies.map(({ id }) => id).filter((id) => !managed.has(id) || wantedIds.has(id));
    const added = wantedHere.filter(({ policyId }) => !staying.includes(policyId));
    const policyIds = [...new Set([...staying, ...added.map(({ policyId }) => policyId)])];
    return policyIds.length === 0 ? [] : [{ targetId, policyIds, order: orderOf(staying, order, added) }];
  });
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
