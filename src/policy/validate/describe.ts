import { quoted } from "./quoted";
import type { ContainerView } from "./view";

/** A container inside a sentence: `the rule "nightly"`, `the lifecycle`. */
export function describe(view: ContainerView): string {
  const noun = view.grammar.node.title.replace(/^(?:an?|the) /, "");
  return view.parent?.grammar.child === undefined ? `the ${noun}` : `the ${noun} ${quoted(view.name)}`;
}

/** Words at the start of a sentence. */
export function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
