import { keyedMemberOf, memberOf } from "../text/source-node";
import type { SourceNode } from "../text/source-node";

/** The way to a value in a file: keys, and indexes of lists. */
export type Segments = readonly (string | number)[];

export function nodeAt(root: SourceNode, segments: Segments): SourceNode | undefined {
  return segments.reduce<SourceNode | undefined>((node, segment) => {
    if (node?.kind === "list" && typeof segment === "number") {
      return node.items[segment];
    }
    return node === undefined ? undefined : memberOf(node, String(segment));
  }, root);
}

/** The offset of a value or of its key; of the nearest thing around it where it does not exist. */
export function offsetOf(root: SourceNode, segments: Segments, what: "key" | "value"): number {
  for (let length = segments.length; length > 0; length -= 1) {
    const parent = nodeAt(root, segments.slice(0, length - 1));
    const last = segments[length - 1];
    const member = keyedMemberOf(parent, String(last));
    if (member !== undefined) {
      return what === "key" ? member.keyStart : member.value.start;
    }
    const item = parent?.kind === "list" && typeof last === "number" ? parent.items[last] : undefined;
    if (item !== undefined) {
      return item.start;
    }
  }
  return root.start;
}
