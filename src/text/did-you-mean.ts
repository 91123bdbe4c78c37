import { distance } from "fastest-levenshtein";

/** The known word nearest to a misspelt or shortened one, or undefined where none is near enough to be meant. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  const folded = fold(word);
  for (const candidate of known) {
    const isShortened = folded.length >= MIN_PREFIX && fold(candidate).startsWith(folded);
    const away = isShortened
      ? Math.min(limit, distance(folded, fold(candidate)))
      : distance(folded, fold(candidate));
    if (away < bestDistance) {
      best = candidate;
      bestDistance = away;
    }
  }
  return best;
}

/** ` Did you mean "x"?`, or nothing: to be put behind a message. */
export function didYouMeanSentence(word: string, known: Iterable<string>): string {
  const best = didYouMean(word, known);
  return best === undefined ? "" : ` Did you mean ${JSON.stringify(best)}?`;
}

const MIN_PREFIX = 4;

function fold(word: string): string {
  return word.toLowerCase().replaceAll(/[-_]/g, "");
}
