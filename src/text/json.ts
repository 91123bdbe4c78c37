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
  if (typeof first !== "object" || typeof second !== "object" || first === null || second === null) {
    return false;
  }
  if (Array.isArray(first) || Array.isArray(second)) {
    return Array.isArray(first) && Array.isArray(second) && sameItems(first, second);
  }
  const [one, other] = [first as JsonObject, second as JsonObject];
  // Loops over the objects themselves: lists of their keys, and a function for each, take four times as long.
  for (const key in one) {
    if (!Object.hasOwn(other, key) || !sameJson(one[key] ?? null, other[key] ?? null)) {
      return false;
    }
  }
  for (const key in other) {
    if (!Object.hasOwn(one, key)) {
      return false;
    }
  }
  return true;
}

function sameItems(first: readonly JsonValue[], second: readonly JsonValue[]): boolean {
  return (
    first.length === second.length && first.every((value, index) => sameJson(value, second[index] ?? null))
  );
}

/** JSON with object keys sorted at every level and no white space: equal documents give equal text. */
export function canonicalJson(value: JsonValue): string {
  return reordered(value) ?? JSON.stringify(value);
}

/** Undefined for what stands in order throughout: `JSON.stringify` writes it faster than anything here. */
function reordered(value: JsonValue | undefined): string | undefined {
  if (typeof value !== "object" || value === null) {
    return value === undefined ? "null" : undefined;
  }
  return Array.isArray(value)
    ? reorderedList(value as readonly JsonValue[])
    : reorderedObject(value as JsonObject);
}

function reorderedList(list: readonly JsonValue[]): string | undefined {
  let texts: (string | undefined)[] | undefined;
  for (let index = 0; index < list.length; index += 1) {
    const text = reordered(list[index]);
    if (text !== undefined) {
      texts ??= [];
      texts[index] = text;
    }
  }
  return texts && `[${list.map((item, index) => texts[index] ?? JSON.stringify(item)).join()}]`;
}

function reorderedObject(object: JsonObject): string | undefined {
  const keys = Object.keys(object);
  let isInOrder = true;
  let texts: Map<string, string> | undefined;
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? "";
    isInOrder &&= index === 0 || (keys[index - 1] ?? "") <= key;
    const text = reordered(object[key]);
    if (text !== undefined) {
      texts ??= new Map();
      texts.set(key, text);
    }
  }
  if (isInOrder && texts === undefined) {
    return undefined;
  }
  if (!isInOrder) {
    keys.sort();
  }
  let text = "{";
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? "";
    const value = texts?.get(key) ?? JSON.stringify(object[key]);
    text += `${index === 0 ? "" : ","}${JSON.stringify(key)}:${value}`;
  }
  return `${text}}`;
}
