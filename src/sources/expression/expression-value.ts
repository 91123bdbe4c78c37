import { canonicalJson, isJsonObject } from "../../text/json";
import type { JsonValue } from "../../text/json";
import type { Reference } from "../declared/declared-resources";

/** What an expression of the code stands for before apply. */
export type ExpressionValue =
  | string
  | number
  | boolean
  | null
  | ListValue
  | { readonly kind: "object"; readonly entries: ReadonlyMap<string, ExpressionValue> }
  /** A block, or one of its instances: attributes are evaluated when something asks for them. */
  | { readonly kind: "attributes"; readonly attribute: (name: string) => ExpressionValue }
  /** A block of which apply decides the instances. */
  | { readonly kind: "open-block"; readonly instance: (key: string | number) => ExpressionValue }
  /** The id of something. */
  | { readonly kind: "reference"; readonly reference: Reference }
  | typeof UNKNOWN;

export interface ListValue {
  readonly kind: "list";
  readonly items: readonly ExpressionValue[];
  readonly isSet: boolean;
}

/** A value that only apply decides, or that is not followed. */
export const UNKNOWN = { kind: "unknown" } as const;

export function isUnknownValue(value: ExpressionValue | undefined): value is typeof UNKNOWN {
  return value === UNKNOWN;
}

export function listOf(items: readonly ExpressionValue[]): ListValue {
  return { kind: "list", items, isSet: false };
}

export function objectOf(entries: Iterable<readonly [string, ExpressionValue]>): ExpressionValue {
  return { kind: "object", entries: new Map(entries) };
}

/** A set of plain values has no order and holds each once; undefined if a member is not plain. */
export function setOf(items: readonly ExpressionValue[]): ListValue | undefined {
  const plain = items.map(plainValue);
  if (plain.includes(undefined)) {
    return undefined;
  }
  const byText = new Map(plain.map((value, index) => [canonicalJson(value ?? null), items[index] ?? null]));
  const sorted = [...byText].sort(([first], [second]) => (first < second ? -1 : 1));
  return { kind: "list", items: sorted.map(([, item]) => item), isSet: true };
}

/** JSON as it is, without templates: the default of a variable. */
export function literalValue(value: JsonValue): ExpressionValue {
  if (Array.isArray(value)) {
    return listOf((value as readonly JsonValue[]).map(literalValue));
  }
  return isJsonObject(value)
    ? objectOf(Object.entries(value).map(([key, each]) => [key, literalValue(each)]))
    : (value as string | number | boolean | null);
}

/** The JSON of a value; undefined if a part of it is known only after apply. */
export function plainValue(value: ExpressionValue | undefined): JsonValue | undefined {
  if (typeof value !== "object" || value === null) {
    return value;
  }
  switch (value.kind) {
    case "list": {
      const items = value.items.map(plainValue);
      return items.includes(undefined) ? undefined : (items as JsonValue);
    }
    case "object": {
      const entries = [...value.entries].map(([key, each]) => [key, plainValue(each)] as const);
      return entries.some(([, each]) => each === undefined)
        ? undefined
        : (Object.fromEntries(entries) as JsonValue);
    }
    case "reference":
      return value.reference.kind === "id" ? value.reference.id : undefined;
    default:
      return undefined;
  }
}

/** Characters and values that one value holds at most: far more than AWS takes in a policy. */
const LARGEST = 1_000_000;

/** Whether values hold too much to be followed: one that is made of another one twice doubles with each step. */
export function isTooLarge(values: readonly (ExpressionValue | undefined)[]): boolean {
  return sizeOf(values) > LARGEST;
}

/** How many characters and values they hold; of values that are too large, no more than shows that. */
export function sizeOf(values: readonly (ExpressionValue | undefined)[]): number {
  let left = LARGEST;
  const take = (value: ExpressionValue | undefined): void => {
    left -= typeof value === "string" ? value.length + 1 : 1;
    if (left < 0 || typeof value !== "object" || value === null) {
      return;
    }
    if (value.kind === "list") {
      value.items.every(goesOn);
    } else if (value.kind === "object") {
      [...value.entries.values()].every(goesOn);
    }
  };
  const goesOn = (value: ExpressionValue | undefined): boolean => {
    take(value);
    return left >= 0;
  };
  values.every(goesOn);
  return LARGEST - left;
}

export function attributes(attribute: (name: string) => ExpressionValue): ExpressionValue {
  return { kind: "attributes", attribute };
}

/** A value in a text, as Terraform writes it there; undefined for what has no text. */
export function textOfValue(value: ExpressionValue | undefined): string | undefined {
  const plain = plainValue(value);
  return typeof plain === "string"
    ? plain
    : typeof plain === "number" || typeof plain === "boolean"
      ? String(plain)
      : undefined;
}
