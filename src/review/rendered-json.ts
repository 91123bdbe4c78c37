import { isJsonObject } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";

const nothing: JsonObject = {};

/** The container, or an empty one where there is none: rendered policies leave out what is empty. */
export function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : nothing;
}

/** The named containers inside a container. */
export function members(value: JsonValue | undefined): readonly (readonly [string, JsonObject])[] {
  return Object.entries(objectOf(value)).map(([name, member]) => [name, objectOf(member)] as const);
}

/** A whole number, as rendered policies spell it: decimal digits in a string. */
export function wholeNumber(value: JsonValue | undefined): number | undefined {
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : undefined;
}
