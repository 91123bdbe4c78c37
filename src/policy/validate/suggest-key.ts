import { didYouMeanSentence } from "../../text/did-you-mean";
import { allGrammarEntries } from "../grammar/lookup";
import type { FixedContainer } from "../grammar/node";

/** Longer words are no misspelt keys. */
const LONGEST_WORD = 60;

interface Suggestions {
  readonly keys: readonly string[];
  /** Right keys by folded wrong ones: aliases, and the keys themselves in another style (`ScanMode`). */
  readonly byFolded: ReadonlyMap<string, string>;
  readonly foreign: ReadonlyMap<string, string>;
}

/** What to write instead of a key that a container does not know: the right key, or the right place. */
export function suggestKey(word: string, container: FixedContainer): string {
  if (word.length > LONGEST_WORD) {
    return "";
  }
  const known = suggestionsOf(container);
  const folded = fold(word);
  const right = known.byFolded.get(folded);
  if (right !== undefined) {
    return `Write ${JSON.stringify(right)}.`;
  }
  const foreign = known.foreign.get(folded);
  if (foreign !== undefined) {
    return foreign;
  }
  const elsewhere = placesByKey().get(word.toLowerCase());
  if (elsewhere !== undefined) {
    return `${JSON.stringify(word.toLowerCase())} belongs at ${elsewhere.join(" or ")}.`;
  }
  const near = didYouMeanSentence(word, known.keys).trim();
  return near === "" ? `Known keys: ${known.keys.join(", ")}.` : near;
}

/** One list of patterns a key, shortest first; only fixed keys, since chosen names say nothing. */
let places: ReadonlyMap<string, readonly string[]> | undefined;

function placesByKey(): ReadonlyMap<string, readonly string[]> {
  if (places === undefined) {
    const collected = new Map<string, string[]>();
    for (const { key, pattern } of allGrammarEntries()) {
      const folded = key.toLowerCase();
      const patterns = collected.get(folded) ?? [];
      patterns.push(pattern);
      collected.set(folded, patterns);
    }
    places = collected;
  }
  return places;
}

const suggestionsByContainer = new Map<FixedContainer, Suggestions>();

function suggestionsOf(container: FixedContainer): Suggestions {
  const cached = suggestionsByContainer.get(container);
  if (cached !== undefined) {
    return cached;
  }
  const byFolded = new Map<string, string>();
  for (const [key, node] of Object.entries(container.keys)) {
    for (const word of [key, ...(node.aliases ?? [])]) {
      byFolded.set(fold(word), key);
    }
  }
  const foreign = Object.entries(container.foreign ?? {}).map(([key, sentence]): [string, string] => [
    fold(key),
    sentence,
  ]);
  const suggestions = { keys: Object.keys(container.keys), byFolded, foreign: new Map(foreign) };
  suggestionsByContainer.set(container, suggestions);
  return suggestions;
}

function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[-_ ]/g, "");
}
