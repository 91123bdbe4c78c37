import type { SourceNode } from "../text/source-node";
import { memberOf } from "../text/source-node";
import { readDocument } from "./read-document";

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The text of an organization file with other attachment orders; everything else stays, comments too.
 *
 * @param orders by target: the same policies that the file has, oldest first
 * @param known whether the orders are now known
 * @throws OrgBackupError (`input`) where the file cannot be read
 */
export function withAttachmentOrders(
  file: string,
  orders: ReadonlyMap<string, { readonly policyIds: readonly string[]; readonly isKnown: boolean }>,
): string {
  const document = readDocument(file);
  const { text } = document;
  const attachments = memberOf(document.root, "attachments");
  const replacements = (attachments?.kind === "list" ? attachments.items : []).flatMap(
    (node): readonly Replacement[] => {
      const [targetId, policyIds] = [memberOf(node, "targetId"), memberOf(node, "policyIds")];
      const order = targetId?.kind === "scalar" ? orders.get(String(targetId.value)) : undefined;
      return order === undefined || policyIds?.kind !== "list"
        ? []
        : [
            ...reordered(policyIds.items, order.policyIds, text),
            ...(order.isKnown ? [orderMember(node, policyIds, text)] : []),
          ];
    },
  );
  return replacements
    .toSorted((left, right) => right.start - left.start)
    .reduce((edited, { start, end, text: by }) => edited.slice(0, start) + by + edited.slice(end), text);
}

/** Each place of the list gets the item that belongs there, spelled as before. */
function reordered(
  items: readonly SourceNode[],
  policyIds: readonly string[],
  text: string,
): readonly Replacement[] {
  const spelled = new Map(
    items.map((item) => [item.kind === "scalar" ? String(item.value) : "", text.slice(item.start, item.end)]),
  );
  return items.flatMap(({ start, end }, index) => {
    const id = policyIds[index];
    const by = id === undefined ? undefined : spelled.get(id);
    return by === undefined ? [] : [{ start, end, text: by }];
  });
}

function orderMember(node: SourceNode, policyIds: SourceNode, text: string): Replacement {
  const order = memberOf(node, "order");
  if (order !== undefined) {
    const quote = /^["']/.exec(text.slice(order.start, order.end))?.[0] ?? "";
    return { start: order.start, end: order.end, text: `${quote}known${quote}` };
  }
  // Before the key of the policies, where every style of writing has room.
  const member = node.kind === "object" ? node.members.find(({ value }) => value === policyIds) : undefined;
  const at = member?.keyStart ?? policyIds.start;
  const isFlow = text.charAt(node.start) === "{";
  const quote = text.charAt(at) === '"' ? '"' : "";
  const indent = text.slice(text.lastIndexOf("\n", at - 1) + 1, at).replaceAll(/[^\s]/g, " ");
  const separator = isFlow ? ", " : `\n${indent}`;
  return { start: at, end: at, text: `${quote}order${quote}: ${quote}known${quote}${separator}` };
}
