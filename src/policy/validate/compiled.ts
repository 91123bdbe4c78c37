import type { GrammarEntry } from "../grammar/lookup";
import { GRAMMAR_ROOT } from "../grammar/lookup";
import type { Concept, GrammarContainer, GrammarSetting, NameRule } from "../grammar/node";
import { valueCheck } from "./value-check";
import type { ValueCheck } from "./value-check";

/** A container of the grammar, prepared for reading documents quickly. */
export interface CompiledContainer {
  readonly kind: "container";
  readonly place: GrammarEntry;
  readonly node: GrammarContainer;
  readonly concept: Concept;
  /** Of a container with fixed keys, by key in lower case and as the syntax spells it. */
  readonly keys: ReadonlyMap<string, Compiled>;
  /** Of a container with chosen names. */
  readonly child: CompiledContainer | undefined;
  readonly names: NameRule | undefined;
  /** The keys that every document must hold that names this container, in lower case. */
  readonly required: readonly string[];
  readonly oneOf: readonly string[];
}

export interface CompiledSetting {
  readonly kind: "setting";
  readonly place: GrammarEntry;
  readonly node: GrammarSetting;
  readonly isList: boolean;
  readonly mayBeEmpty: boolean;
  readonly check: ValueCheck;
  /** The form of the values of which AWS's answer is recorded; undefined if it is for all that pass the check. */
  readonly recorded: RegExp | undefined;
}

export type Compiled = CompiledContainer | CompiledSetting;

function compileContainer(place: GrammarEntry, node: GrammarContainer): CompiledContainer {
  const keys = new Map<string, Compiled>();
  for (const [key, child] of place.keys) {
    const compiled = compile(child);
    keys.set(key, compiled);
    keys.set(child.key, compiled);
  }
  return {
    kind: "container",
    place,
    node,
    concept: node.concept,
    keys,
    child:
      node.kind === "named" && place.child !== undefined
        ? compileContainer(place.child, node.child)
        : undefined,
    names: node.kind === "named" ? node.names : undefined,
    required: [...place.keys].filter(([, child]) => child.node.required === "document").map(([key]) => key),
    oneOf: node.kind === "fixed" ? (node.oneOf ?? []) : [],
  };
}

function compile(place: GrammarEntry): Compiled {
  const { node } = place;
  if (node.kind === "fixed" || node.kind === "named") {
    return compileContainer(place, node);
  }
  const isList = node.kind === "list";
  const spec = isList ? node.members : node.value;
  return {
    kind: "setting",
    place,
    node,
    isList,
    mayBeEmpty: node.kind === "list" && node.minimum === 0,
    check: valueCheck(spec),
    recorded:
      spec.type === "pattern" && spec.othersUnrecorded === true ? new RegExp(spec.pattern, "u") : undefined,
  };
}

/** The whole grammar, compiled once. */
export const COMPILED_GRAMMAR: CompiledContainer = compileContainer(
  GRAMMAR_ROOT,
  GRAMMAR_ROOT.node as GrammarContainer,
);
