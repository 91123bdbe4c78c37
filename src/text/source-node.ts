import type { JsonScalar, JsonValue } from "./json";
import { setOwn } from "./json";

/**
 * A parsed JSON or YAML value that remembers where it stands. Unlike a plain value it keeps
 * duplicate keys and, through {@link SourceDocument.slice}, how a number was spelled.
 */
export type SourceNode = SourceScalar | SourceList | SourceObject;

/** Offsets are in UTF-16 code units from the start of the text; `end` is exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

export interface SourceScalar extends Span {
  readonly kind: "scalar";
  readonly value: JsonScalar;
}

export interface SourceList extends Span {
  readonly kind: "list";
  readonly items: readonly SourceNode[];
}

export interface SourceObject extends Span {
  readonly kind: "object";
  /** In the order written, duplicates included. */
  readonly members: readonly SourceMember[];
}

export interface SourceMember {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly value: SourceNode;
}

/** The plain value of a node; of duplicate keys the last one counts, as in `JSON.parse`. */
export function toValue(node: SourceNode): JsonValue {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(toValue);
    case "object": {
      const value: Record<string, JsonValue> = {};
      for (const member of node.members) {
        setOwn(value, member.key, toValue(member.value));
      }
      return value;
    }
  }
}

/** The value of the last member with this key. */
export function memberOf(node: SourceNode, key: string): SourceNode | undefined {
  return keyedMemberOf(node, key)?.value;
}

/** The last member with this key, with the place of the key. */
export function keyedMemberOf(node: SourceNode | undefined, key: string): SourceMember | undefined {
  if (node?.kind !== "object") {
    return undefined;
  }
  return node.members.length < MEMBERS_WORTH_AN_INDEX
    ? node.members.findLast((member) => member.key === key)
    : indexOf(node).get(key);
}

const MEMBERS_WORTH_AN_INDEX = 32;
const indexes = new WeakMap<SourceObject, ReadonlyMap<string, SourceMember>>();

function indexOf(node: SourceObject): ReadonlyMap<string, SourceMember> {
  const known = indexes.get(node);
  if (known !== undefined) {
    return known;
  }
  const index = new Map(node.members.map((member) => [member.key, member]));
  indexes.set(node, index);
  return index;
}
