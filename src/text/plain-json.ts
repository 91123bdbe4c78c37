import type { JsonValue } from "./json";

/**
 * The value of a text that is exactly what `JSON.stringify` makes of it, minified or with two spaces: such a
 * text names no key twice and spells no number in a way of its own, so that where things stand in it matters
 * only if something is wrong. Much quicker than reading with positions.
 *
 * @returns undefined for every other text
 */
export function plainJsonValue(text: string): JsonValue | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    const isSame = [undefined, 2].some((indent) => {
      const again = JSON.stringify(value, undefined, indent);
      return again === text || `${again}\n` === text;
    });
    return isSame ? value : undefined;
  } catch {
    // Not JSON, or nested so deep that it cannot be written: the reader with positions says what is wrong.
    return undefined;
  }
}
