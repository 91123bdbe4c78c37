import { didYouMean } from "../../text/did-you-mean";
import type { GrammarEntry } from "../grammar/lookup";
import type { FixedContainer } from "../grammar/node";
import { isOperatorLike } from "../operators";
import { camelCase } from "./camel-case";

const keysByPlace = new WeakMap<GrammarEntry, ReadonlyMap<string, GrammarEntry>>();

/** The keys of a container with fixed keys as authors write them. */
export function authoredKeys(container: GrammarEntry): ReadonlyMap<string, GrammarEntry> {
  let keys = keysByPlace.get(container);
  if (keys === undefined) {
    keys = new Map([...container.keys.values()].map((place) => [camelCase(place.key), place]));
    keysByPlace.set(container, keys);
  }
  return keys;
}

/** What to write instead of a key that a container does not know. */
export function suggestAuthoredKey(word: string, container: GrammarEntry, node: FixedContainer): string {
  if (isOperatorLike(word)) {
    return "Operators are written with assign, append, remove and lock; JSON as AWS writes it stands in json(...).";
  }
  const known = [...authoredKeys(container).keys()];
  const right = rightKey(word, node) ?? didYouMean(word, known);
  return right === undefined ? `Known keys: ${known.join(", ")}.` : `Write ${right}.`;
}

/** The key that an alias or another style stands for. */
function rightKey(word: string, node: FixedContainer): string | undefined {
  const folded = fold(word);
  const found = Object.entries(node.keys).find(([key, child]) =>
    [key, ...(child.aliases ?? [])].some((alias) => fold(alias) === folded),
  );
  return found && camelCase(found[0]);
}

function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, "");
}
