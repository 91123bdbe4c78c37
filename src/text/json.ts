import { getOrAdd } from "./get-or-add";

/** A JSON value as `JSON.parse` gives it. */
export type JsonValue = JsonScalar | readonly JsonValue[] | JsonObject;
export type JsonScalar = string | number | boolean | null;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object, or an empty one where there is none. */
export function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : nothing;
}

/** The items of a list; none where there is no list. */
export function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

/** The objects among the items of a list. */
export function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return itemsOf(value).filter(isJsonObject);
}

/** The texts among the items of a list. */
export function textsOf(value: JsonValue | undefined): readonly string[] {
  return itemsOf(value).filter((item) => typeof item === "string");
}

export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

const nothing: JsonObject = {};

/**
 * Sets a key on an object built from untrusted names: `__proto__` becomes an ordinary own key
 * and never reaches the prototype.
 */
export function setOwn<T>(target: Record<string, T>, key: string, value: T): void {
  if (key === "__proto__") {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    target[key] = value;
  }
}

/** Whether two values are the same document: the order of an object's keys does not count. */
export function sameJson(first: JsonValue, second: JsonValue): boolean {
  if (first === second) {
    return true;
  }
  if (Array.isArray(first) && Array.isArray(second)) {
    const [one, other] = [first as readonly JsonValue[], second as readonly JsonValue[]];
    return one.length === other.length && one.every((value, index) => sameJson(value, other[index] ?? null));
  }
  if (!isJsonObject(first) || !isJsonObject(second)) {
    return false;
  }
  const keys = Object.keys(first);
  return (
    keys.length === Object.keys(second).length &&
    keys.every((key) => Object.hasOwn(second, key) && sameJson(first[key] ?? null, second[key] ?? null))
  );
}

/** JSON with object keys sorted at every level and no white space: equal documents give equal text. */
export function canonicalJson(value: JsonValue): string {
  return canonical(value, new Map());
}

/** @param quoted texts as JSON has them: names and many values repeat */
function canonical(value: JsonValue, quoted: Map<string, string>): string {
  if (typeof value === "string") {
    return getOrAdd(quoted, value, () => JSON.stringify(value));
  }
  if (typeof value !== "object" || value === null) {
    return JSON.stringify(value);
  }
  let text = "";
  if (Array.isArray(value)) {
    for (const item of value as readonly JsonValue[]) {
      text += `${text === "" ? "" : ","}${canonical(item, quoted)}`;
    }
    return `[${text}]`;
  }
  const object = value as JsonObject;
  for (const key of Object.keys(object).sort()) {
    text += `${text === "" ? "" : ","}${canonical(key, quoted)}:${canonical(object[key] ?? null, quoted)}`;
  }
  return `{${text}}`;
}
