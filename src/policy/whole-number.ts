import { INTEGER_DIGITS } from "./limits";

/** The number that decimal digits spell, as AWS renders numbers; undefined for text that AWS refuses as a number. */
export function wholeNumber(text: string | undefined): number | undefined {
  return text !== undefined && isWholeNumber(text) ? Number(text) : undefined;
}

/** Looks at characters rather than at a pattern: validation asks for every number of every document. */
export function isWholeNumber(text: string): boolean {
  if (text.length === 0 || text.length > INTEGER_DIGITS) {
    return false;
  }
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code < 0x30 || code > 0x39) {
      return false;
    }
  }
  return true;
}
