import { isJsonObject } from "../../text/json";
import type { JsonValue } from "../../text/json";

const WIDTH = 110;

/** JSON as formatters leave it: two spaces, objects on several lines, short lists on one. */
export function jsonText(value: JsonValue): string {
  return `${written(value, "", 0)}\n`;
}

/** @param used columns taken by the key in front and the comma behind */
function written(value: JsonValue, indent: string, used: number): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value as readonly JsonValue[];
    const line = `[${items.map((item) => JSON.stringify(item)).join(", ")}]`;
    if (items.every((item) => typeof item !== "object") && indent.length + used + line.length <= WIDTH) {
      return line;
    }
    return `[\n${items.map((item) => `${inner}${written(item, inner, 1)}`).join(",\n")}\n${indent}]`;
  }
  if (isJsonObject(value) && Object.keys(value).length > 0) {
    const members = Object.entries(value).map(([key, member]) => {
      const start = `${JSON.stringify(key)}: `;
      return `${inner}${start}${written(member, inner, start.length + 1)}`;
    });
    return `{\n${members.join(",\n")}\n${indent}}`;
  }
  return JSON.stringify(value);
}
