import type { JsonValue } from "./json";
import { MAX_DEPTH } from "./source-document";

/** Values that are known to nest no deeper than {@link MAX_DEPTH}. */
const bounded = new WeakSet<JsonValue & object>();

/** Tells that a value stands in a text that was read: none nests deeper than {@link MAX_DEPTH}. */
export function standsInText<T extends JsonValue & object>(value: T): T {
  bounded.add(value);
  return value;
}

/** Whether a value nests deeper than {@link MAX_DEPTH}: then nothing may recurse into it. */
export function nestsTooDeep(value: JsonValue): boolean {
  if (typeof value !== "object" || value === null || bounded.has(value)) {
    return false;
  }
  const isTooDeep = nestsDeeper(value, MAX_DEPTH);
  if (!isTooDeep) {
    bounded.add(value);
  }
  return isTooDeep;
}

function nestsDeeper(value: JsonValue, levels: number): boolean {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  if (levels === 0) {
    return true;
  }
  const container = value as Readonly<Record<string, JsonValue>>;
  // A loop over the object itself: a list of its keys for each of a million nodes is felt.
  for (const key in container) {
    if (nestsDeeper(container[key] ?? null, levels - 1)) {
      return true;
    }
  }
  return false;
}
