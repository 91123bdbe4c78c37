import { sortedEntries } from "./expression-functions";
import { objectOf, textOfValue, UNKNOWN } from "./expression-value";
import type { ExpressionValue } from "./expression-value";

/** A key that only apply decides leaves open which keys there are. */
export function objectValue(
  entries: readonly (readonly [ExpressionValue, ExpressionValue])[],
): ExpressionValue {
  const named = entries.map(([key, value]) => [textOfValue(key), value] as const);
  return named.some(([key]) => key === undefined)
    ? UNKNOWN
    : objectOf(named.map(([key = "", value]) => [key, value]));
}

/** What a `for` expression goes through. */
export function pairsOf(
  value: ExpressionValue,
): readonly (readonly [ExpressionValue, ExpressionValue])[] | undefined {
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  return value.kind === "list"
    ? value.items.map((item, index) => [value.isSet ? item : index, item] as const)
    : value.kind === "object"
      ? sortedEntries(value.entries)
      : undefined;
}

/** The instances of a `for_each`: the keys of a map, or the members of a set of texts. */
export function forEachEntries(
  value: ExpressionValue,
): readonly (readonly [string, ExpressionValue])[] | undefined {
  if (typeof value !== "object" || value === null) {
    return undefined;
  }
  if (value.kind === "object") {
    return sortedEntries(value.entries);
  }
  if (value.kind !== "list" || !value.isSet) {
    return undefined;
  }
  const texts = value.items.map(textOfValue);
  return texts.includes(undefined) ? undefined : texts.map((text = "") => [text, text] as const);
}
