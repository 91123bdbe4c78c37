import { distance } from "fastest-levenshtein";

/** The known word nearest to a misspelt or shortened one, or undefined if none is near enough to be meant. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  const folded = fold(word);
  for (const candidate of known) {
    const other = fold(candidate);
    const isShortened = folded.length >= MIN_PREFIX && other.startsWith(folded);
    if (!isShortened && Math.abs(folded.length - other.length) >= bestDistance) {
      continue;
    }
    const away = distance(folded, other);
    const counted = isShortened ? Math.min(limit, away) : away;
    if (counted < bestDistance) {
      best = candidate;
      bestDistance = counted;
    }
  }
  return best;
}

/** ` Did you mean "x"?`, or nothing: to be put behind a message. */
export function didYouMeanSentence(word: string, known: Iterable<string>): string {
  const best = didYouMean(word, known);
  return best === undefined ? "" : ` Did you mean ${JSON.stringify(best)}?`;
}

/** For how many of many unknown names one is looked for. */
export const MOST_SUGGESTIONS = 20;

/**
 * As {@link didYouMeanSentence}, but only for the first words that it is asked about: in a file with thousands of
 * unknown names the names are not misspelt, and comparing each with each takes too long.
 */
export function firstSuggestions(known: () => Iterable<string>): (word: string) => string {
  let left = MOST_SUGGESTIONS;
  return (word) => (left-- > 0 ? didYouMeanSentence(word, known()) : "");
}

const MIN_PREFIX = 4;

function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[-_]/g, "");
}
