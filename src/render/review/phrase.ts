/**
 * A few words in which the parts that come from outside (names, values, paths) are marked, so that each
 * renderer can escape them its own way.
 */
export type Phrase = readonly PhrasePart[];
export type PhrasePart = string | Outside;

/** Text that somebody else chose: never to be taken for markup. */
export interface Outside {
  readonly outside: string;
}

/** Words with values from outside between them: `` phrase`in vault ${name}` ``. A phrase may stand in a phrase. */
export function phrase(words: TemplateStringsArray, ...values: readonly (string | Phrase)[]): Phrase {
  return words.flatMap((word, index): Phrase => {
    const value = values[index];
    const rest = value === undefined ? [] : typeof value === "string" ? [{ outside: value }] : value;
    return word === "" ? rest : [word, ...rest];
  });
}

export function joinPhrases(phrases: readonly Phrase[], separator: string): Phrase {
  return phrases.flatMap((part, index) => (index === 0 ? part : [separator, ...part]));
}

/** The phrase as text, its outside parts escaped by the function. */
export function phraseText(parts: Phrase, escape: (outside: string) => string): string {
  return parts.map((part) => (typeof part === "string" ? part : escape(part.outside))).join("");
}
