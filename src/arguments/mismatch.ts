import { didYouMeanSentence } from "../text/did-you-mean";
import { shortened } from "../text/shorten";
import { MAX_DEPTH as MAX_JSON_DEPTH } from "../text/source-document";
import { SHAPES } from "./argument-shapes";
import type { Fields, Shape } from "./shape";

/** Where a value is not what was asked for: `options.at` `is null` and must be `a valid Date`. */
export interface Mismatch {
  readonly path: string;
  readonly is: string;
  readonly mustBe: string;
}

/** Values of our own results hold thousands of others: the function finds out about what is below. */
const MAX_DEPTH = 2;

/**
 * The first place at which an argument differs from its shape; undefined if there is none.
 *
 * @param exact whether an unknown key is a mistake, and anything but a plain object
 */
export function mismatch(shape: Shape, value: unknown, path: string, exact: boolean): Mismatch | undefined {
  try {
    return (
      mismatchAt(shape, value, path, 0) ??
      (exact && isObject(value) ? unknownPart(shape, value, path) : undefined)
    );
  } catch (error) {
    // Proxies can refuse to say anything.
    return { path, is: `cannot be read: ${new Unreadable(error).why}`, mustBe: nameOf(shape) };
  }
}

function mismatchAt(shape: Shape, value: unknown, path: string, depth: number): Mismatch | undefined {
  if (depth > MAX_DEPTH) {
    return undefined;
  }
  if (typeof shape === "string") {
    return shape === "json" || shape === "json object"
      ? jsonMismatch(shape, value, path)
      : PRIMITIVES[shape](value)
        ? undefined
        : wrong(shape, value, path);
  }
  if ("words" in shape) {
    return typeof value === "string" && shape.words.includes(value) ? undefined : wrong(shape, value, path);
  }
  if ("either" in shape) {
    return eitherMismatch(shape.either, value, path, depth);
  }
  if ("list" in shape) {
    return Array.isArray(value)
      ? first(value.entries(), ([index, item]) =>
          mismatchAt(shape.list, item, `${path}[${index}]`, depth + 1),
        )
      : wrong(shape, value, path);
  }
  if (!isObject(value)) {
    return wrong(shape, value, path);
  }
  if ("map" in shape) {
    return first(Object.keys(value), (key) => memberMismatch(shape.map, value, key, path, depth));
  }
  if ("fields" in shape) {
    return fieldsMismatch(shape.fields, value, path, depth);
  }
  const { fields, members = [] } = SHAPES[shape.is] ?? {};
  const missing = members.find((name) => !(name in value));
  return missing === undefined
    ? fieldsMismatch(fields ?? {}, value, path, depth)
    : { path, is: `has no ${JSON.stringify(missing)}`, mustBe: nameOf(shape) };
}

function unknownPart(shape: Shape, value: object, path: string): Mismatch | undefined {
  const fields = fieldsOf(shape);
  if (fields === undefined) {
    return undefined;
  }
  // A Date or a Map has no keys, and is no options.
  if (!hasTag("Object")(value)) {
    return wrong(shape, value, path);
  }
  const known = Object.keys(fields).map((key) => key.replace(/\?$/, ""));
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  return unknown === undefined
    ? undefined
    : {
        path: memberPath(path, unknown),
        is: "is not a known key",
        mustBe: `one of ${known.join(", ")}.${didYouMeanSentence(unknown, known)}`.replace(/\.$/, ""),
      };
}

/** Undefined for what is not an object with fields alone. */
function fieldsOf(shape: Shape): Fields | undefined {
  if (typeof shape === "string") {
    return undefined;
  }
  if ("fields" in shape) {
    return shape.fields;
  }
  const { fields, members } = ("is" in shape ? SHAPES[shape.is] : undefined) ?? {};
  return members === undefined ? fields : undefined;
}

function fieldsMismatch(fields: Fields, value: object, path: string, depth: number): Mismatch | undefined {
  return first(Object.entries(fields), ([key, shape]) => {
    const isOptional = key.endsWith("?");
    const name = isOptional ? key.slice(0, -1) : key;
    return memberMismatch(shape, value, name, path, depth, isOptional);
  });
}

function memberMismatch(
  shape: Shape,
  value: object,
  name: string,
  path: string,
  depth: number,
  isOptional = false,
): Mismatch | undefined {
  const at = memberPath(path, name);
  const member = read(value, name);
  if (member instanceof Unreadable) {
    return { path: at, is: `cannot be read: ${member.why}`, mustBe: nameOf(shape) };
  }
  return isOptional && member === undefined ? undefined : mismatchAt(shape, member, at, depth + 1);
}

function eitherMismatch(
  shapes: readonly Shape[],
  value: unknown,
  path: string,
  depth: number,
): Mismatch | undefined {
  const differences = shapes.map((shape) => mismatchAt(shape, value, path, depth));
  if (differences.includes(undefined)) {
    return undefined;
  }
  // Of the right kind, and wrong inside.
  const inside = differences.find((difference) => difference !== undefined && difference.path !== path);
  return inside ?? { path, is: `is ${shown(value)}`, mustBe: shapes.map(nameOf).join(" or ") };
}

/** Data as JSON writes it: nothing that would be lost on the way, nothing without an end. */
function jsonMismatch(shape: "json" | "json object", value: unknown, path: string): Mismatch | undefined {
  if (shape === "json object" && !isObject(value)) {
    return wrong(shape, value, path);
  }
  const open: JsonPlace[] = [{ value, path, outer: undefined, depth: 0 }];
  let left = MAX_JSON_VALUES;
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    const { value: item, path: at, depth } = place;
    if (isJsonScalar(item)) {
      continue;
    }
    if (!isObject(item) && !Array.isArray(item)) {
      return wrong("json", item, at);
    }
    if (isWithinItself(place)) {
      return { path: at, is: "is inside itself", mustBe: "JSON, which ends somewhere" };
    }
    if (depth >= MAX_JSON_DEPTH) {
      return { path, is: `nests deeper than ${MAX_JSON_DEPTH} levels`, mustBe: "JSON with fewer levels" };
    }
    const keys = Object.keys(item);
    left -= keys.length;
    if (left < 0) {
      return { path, is: `has more than ${MAX_JSON_VALUES} values`, mustBe: "smaller JSON" };
    }
    for (const key of keys) {
      const inside = Array.isArray(item) ? `${at}[${key}]` : memberPath(at, key);
      const member = read(item, key);
      if (member instanceof Unreadable) {
        return { path: inside, is: `cannot be read: ${member.why}`, mustBe: "JSON" };
      }
      open.push({ value: member, path: inside, outer: place, depth: depth + 1 });
    }
  }
  return undefined;
}

interface JsonPlace {
  readonly value: unknown;
  readonly path: string;
  readonly outer: JsonPlace | undefined;
  readonly depth: number;
}

/** Shared parts make a small object a text without end. */
const MAX_JSON_VALUES = 1_000_000;

function isWithinItself({ value, outer }: JsonPlace): boolean {
  for (let place = outer; place !== undefined; place = place.outer) {
    if (place.value === value) {
      return true;
    }
  }
  return false;
}

function isJsonScalar(value: unknown): boolean {
  return (
    value === null ||
    typeof value === "string" ||
    typeof value === "boolean" ||
    (typeof value === "number" && Number.isFinite(value))
  );
}

/** Kinds of built-in objects by their tags: objects of another realm have other classes. */
const hasTag =
  (tag: string) =>
  (value: unknown): boolean =>
    Object.prototype.toString.call(value) === `[object ${tag}]`;

const PRIMITIVES: Readonly<
  Record<Exclude<Shape & string, "json" | "json object">, (value: unknown) => boolean>
> = {
  any: () => true,
  boolean: (value) => typeof value === "boolean",
  function: (value) => typeof value === "function",
  null: (value) => value === null,
  number: (value) => typeof value === "number" && !Number.isNaN(value),
  object: (value) => isObject(value) || typeof value === "function",
  string: (value) => typeof value === "string",
  time: (value) => hasTag("Date")(value) && !Number.isNaN(Number(value)),
  AbortSignal: hasTag("AbortSignal"),
  Map: hasTag("Map"),
  Set: hasTag("Set"),
};

/** What a getter threw. */
class Unreadable {
  readonly why: string;

  constructor(error: unknown) {
    this.why = error instanceof Error ? error.message : "its getter fails";
  }
}

function read(value: object, name: string): unknown {
  try {
    return (value as Readonly<Record<string, unknown>>)[name];
  } catch (error) {
    return new Unreadable(error);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function first<T>(items: Iterable<T>, find: (item: T) => Mismatch | undefined): Mismatch | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function memberPath(path: string, name: string): string {
  return /^[\w$]+$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(shortened(name, 40))}]`;
}

function wrong(shape: Shape, value: unknown, path: string): Mismatch {
  const words = typeof shape === "object" && "words" in shape ? shape.words : [];
  const meant = typeof value === "string" ? didYouMeanSentence(value, words) : "";
  return { path, is: `is ${shown(value)}`, mustBe: `${nameOf(shape)}.${meant}`.replace(/\.$/, "") };
}

function nameOf(shape: Shape): string {
  if (typeof shape === "string") {
    return NAMES[shape];
  }
  if ("words" in shape) {
    return shape.words.map((word) => JSON.stringify(word)).join(" or ");
  }
  if ("either" in shape) {
    return shape.either.map(nameOf).join(" or ");
  }
  if ("list" in shape) {
    return "a list";
  }
  return "is" in shape ? `an object of the type ${shape.is.replace(/_+$/, "")}` : "an object";
}

const NAMES: Readonly<Record<Shape & string, string>> = {
  any: "anything",
  boolean: "true or false",
  function: "a function",
  json: "JSON: an object, a list, a string, a finite number, a boolean or null",
  "json object": "an object of JSON",
  null: "null",
  number: "a number",
  object: "an object",
  string: "a string",
  time: "a valid Date",
  AbortSignal: "an AbortSignal",
  Map: "a Map",
  Set: "a Set",
};

function shown(value: unknown): string {
  if (value === null) {
    return "null";
  }
  if (Array.isArray(value)) {
    return "a list";
  }
  switch (typeof value) {
    case "string":
      return JSON.stringify(shortened(value, 60));
    case "object":
      return hasTag("Date")(value)
        ? Number.isNaN(Number(value))
          ? "an invalid Date"
          : "a Date"
        : "an object";
    case "function":
    case "symbol":
      return `a ${typeof value}`;
    case "bigint":
      return `${value}n`;
    case "number":
    case "boolean":
      return String(value);
    default:
      return "undefined";
  }
}
