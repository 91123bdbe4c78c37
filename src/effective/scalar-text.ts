import type { JsonValue } from "../text/json";

/** A scalar as AWS renders it: a string. */
export function scalarText(value: JsonValue): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}
