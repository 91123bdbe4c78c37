/**
 * What a reader of source text cannot see or could take for something else: controls, invisible and
 * bidirectional marks, halves of surrogate pairs, unassigned and private characters, odd spaces.
 */
const unsafe = /[\p{C}\p{Z}]/u;

/**
 * A text as a TypeScript string literal that holds on one line and looks like what it is. Texts come from
 * other people's organizations: nothing in them may end the literal.
 */
export function stringLiteral(text: string): string {
  const quote = count(text, '"') > count(text, "'") ? "'" : '"';
  let literal = quote;
  for (const character of text) {
    literal += escaped(character, quote);
  }
  return literal + quote;
}

function escaped(character: string, quote: string): string {
  if (character === quote || character === "\\") {
    return `\\${character}`;
  }
  if (character === " " || !unsafe.test(character)) {
    return character;
  }
  return character === "\n" ? "\\n" : unicodeEscapes(character);
}

function unicodeEscapes(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
