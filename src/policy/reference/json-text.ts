import { isJsonObject } from "../../text/json";
import type { JsonValue } from "../../text/json";

/** Objects that are deeper stand on one line. */
const DEPTH = 2;

/** JSON in which each definition is a line: differences show, and margins take no room in the package. */
export function jsonText(value: JsonValue): string {
  return `${written(value, 0)}\n`;
}

function written(value: JsonValue, depth: number): string {
  if (!isJsonObject(value) || depth === DEPTH) {
    return JSON.stringify(value);
  }
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}:${written(member, depth + 1)}`,
  );
  return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n}`;
}
