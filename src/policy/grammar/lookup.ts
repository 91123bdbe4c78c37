import { GRAMMAR } from "../grammar";
import type { GrammarNode } from "./node";

/** A node of the grammar, with its keys ready for comparison ignoring case. */
export interface GrammarEntry {
  readonly node: GrammarNode;
  /** The key as the syntax spells it; of a container with chosen names the placeholder in angle brackets. */
  readonly key: string;
  /** The path with placeholders: `plans/<plan>/rules/<rule>`. */
  readonly pattern: string;
  /** Of a fixed container its keys, in lower case. */
  readonly keys: ReadonlyMap<string, GrammarEntry>;
  /** The key in lower case, as effective policies show it. */
  readonly name: string;
  /** The same as in `keys`, as a list: merged policies are checked by the hundred thousand. */
  readonly entries: readonly GrammarEntry[];
  /** Of a container with chosen names what each of them holds. */
  readonly child: GrammarEntry | undefined;
}

const noKeys: ReadonlyMap<string, GrammarEntry> = new Map();
const noEntries: readonly GrammarEntry[] = [];

function entryOf(node: GrammarNode, key: string, parent: string): GrammarEntry {
  const pattern = parent === "" ? key : `${parent}/${key}`;
  const name = key.toLowerCase();
  switch (node.kind) {
    case "fixed": {
      const keys = Object.entries(node.keys).map(([spelled, child]): [string, GrammarEntry] => [
        spelled.toLowerCase(),
        entryOf(child, spelled, pattern),
      ]);
      return {
        ...{ node, key, name, pattern, child: undefined },
        keys: new Map(keys),
        entries: keys.map(([, entry]) => entry),
      };
    }
    case "named":
      return {
        ...{ node, key, name, pattern, keys: noKeys, entries: noEntries },
        child: entryOf(node.child, `<${node.placeholder}>`, pattern),
      };
    case "single":
    case "list":
      return { node, key, name, pattern, keys: noKeys, entries: noEntries, child: undefined };
  }
}

/** The grammar, prepared for looking up. */
export const GRAMMAR_ROOT: GrammarEntry = entryOf(GRAMMAR, "", "");

/** The node at a path of a policy, names in any case; undefined if the syntax has none. */
export function grammarEntryAt(segments: readonly string[]): GrammarEntry | undefined {
  let entry: GrammarEntry | undefined = GRAMMAR_ROOT;
  for (const segment of segments) {
    entry = entry?.child ?? entry?.keys.get(segment.toLowerCase());
  }
  return entry;
}

/** Every entry of the grammar, parents before their children. */
export function allGrammarEntries(): readonly GrammarEntry[] {
  const collect = (entry: GrammarEntry): readonly GrammarEntry[] => [
    entry,
    ...(entry.child === undefined ? [] : collect(entry.child)),
    ...[...entry.keys.values()].flatMap(collect),
  ];
  return collect(GRAMMAR_ROOT);
}
