import { objectOf, textsOf } from "../text/json";
import type { JsonObject, JsonValue } from "../text/json";

/** The named containers inside a container. */
export function members(value: JsonValue | undefined): readonly (readonly [string, JsonObject])[] {
  return Object.entries(objectOf(value)).map(([name, member]) => [name, objectOf(member)] as const);
}

/** A whole number, as rendered policies spell it: decimal digits in a string. */
export function wholeNumber(value: JsonValue | undefined): number | undefined {
  return typeof value === "string" && /^\d+$/.test(value) ? Number(value) : undefined;
}

/** The members of a list setting; rendered policies may show a list of one as its member. */
export function memberTexts(value: JsonValue | undefined): readonly string[] {
  return typeof value === "string" ? [value] : textsOf(value);
}
