import { splitPath } from "../../text/policy-path";
import { GRAMMAR } from "../grammar";
import type { Evidence, FixedContainer, GrammarContainer, GrammarNode, GrammarSetting } from "./node";

/** A node of the grammar, with its keys ready for comparison without regard to case. */
export interface GrammarEntry {
  readonly node: GrammarNode;
  /** The key as the syntax spells it; of a container with chosen names the placeholder in angle brackets. */
  readonly key: string;
  /** The path with placeholders: `plans/<plan>/rules/<rule>`. */
  readonly pattern: string;
  /** Of a fixed container its keys, in lower case. */
  readonly keys: ReadonlyMap<string, GrammarEntry>;
  /** Of a container with chosen names what each of them holds. */
  readonly child: GrammarEntry | undefined;
}

const noKeys: ReadonlyMap<string, GrammarEntry> = new Map();

function entryOf(node: GrammarNode, key: string, parent: string): GrammarEntry {
  const pattern = parent === "" ? key : `${parent}/${key}`;
  switch (node.kind) {
    case "fixed": {
      const keys = Object.entries(node.keys).map(([name, child]): [string, GrammarEntry] => [
        name.toLowerCase(),
        entryOf(child, name, pattern),
      ]);
      return { node, key, pattern, keys: new Map(keys), child: undefined };
    }
    case "named":
      return {
        node,
        key,
        pattern,
        keys: noKeys,
        child: entryOf(node.child, `<${node.placeholder}>`, pattern),
      };
    case "single":
    case "list":
      return { node, key, pattern, keys: noKeys, child: undefined };
  }
}

/** The grammar, prepared for looking up. */
export const GRAMMAR_ROOT: GrammarEntry = entryOf(GRAMMAR, "", "");

/** The node at a path of a policy, names in any case; undefined where the syntax has none. */
export function grammarEntryAt(segments: readonly string[]): GrammarEntry | undefined {
  let place: GrammarEntry | undefined = GRAMMAR_ROOT;
  for (const segment of segments) {
    place = place?.child ?? place?.keys.get(segment.toLowerCase());
  }
  return place;
}

/** The setting at a path (`plans/<any>/regions`, as segments or joined), or undefined for containers and unknown paths. */
export function settingAt(path: readonly string[] | string): GrammarSetting | undefined {
  const node = grammarEntryAt(typeof path === "string" ? splitPath(path) : path)?.node;
  return node?.kind === "single" || node?.kind === "list" ? node : undefined;
}

/** The container at a path, or undefined for settings and unknown paths. */
export function containerAt(path: readonly string[] | string): GrammarContainer | undefined {
  const node = grammarEntryAt(typeof path === "string" ? splitPath(path) : path)?.node;
  return node?.kind === "fixed" || node?.kind === "named" ? node : undefined;
}

/** Whether the setting at a path takes a list, and with it `@@append` and `@@remove`. */
export function isListSetting(path: readonly string[] | string): boolean {
  return settingAt(path)?.kind === "list";
}

/** A key that the effective policy needs. */
export interface RequiredKey {
  readonly key: string;
  readonly evidence: Evidence;
}

/** The keys that a container needs in the effective policy (`KEY_REQUIRED`), in the order of the syntax. */
export function requiredInEffective(path: readonly string[] | string): readonly RequiredKey[] {
  const node = containerAt(path);
  return node === undefined ? [] : (requiredByContainer.get(node) ?? []);
}

const requiredByContainer: ReadonlyMap<GrammarNode, readonly RequiredKey[]> = new Map(
  allGrammarEntries().flatMap(({ node }): [GrammarNode, readonly RequiredKey[]][] =>
    node.kind === "fixed" ? [[node, requiredKeys(node)]] : [],
  ),
);

function requiredKeys(node: FixedContainer): readonly RequiredKey[] {
  return Object.entries(node.keys)
    .filter(([, child]) => child.required !== undefined)
    .map(([key, child]) => ({ key, evidence: child.requiredEvidence ?? child.evidence }));
}

/** Every place of the grammar, parents before their children. */
export function allGrammarEntries(): readonly GrammarEntry[] {
  const collect = (place: GrammarEntry): readonly GrammarEntry[] => [
    place,
    ...(place.child === undefined ? [] : collect(place.child)),
    ...[...place.keys.values()].flatMap(collect),
  ];
  return collect(GRAMMAR_ROOT);
}
