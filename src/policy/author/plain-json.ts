import { setOwn } from "../../text/json";
import type { JsonValue } from "../../text/json";
import { isTerraformToken } from "./terraform-token";
import { MAX_DEPTH } from "../../text/source-document";

/** A copy that JSON can hold, or undefined if something in it is not JSON, holds itself or nests too deeply. */
export function plainJson(value: unknown): JsonValue | undefined {
  return copyOf(value, []);
}

function copyOf(value: unknown, around: readonly unknown[]): JsonValue | undefined {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : undefined;
    case "object":
      return value === null
        ? null
        : around.length < MAX_DEPTH && !around.includes(value)
          ? isTerraformToken(value)
            ? String(value)
            : containerCopy(value, [...around, value])
          : undefined;
    default:
      return undefined;
  }
}

function containerCopy(value: object, around: readonly unknown[]): JsonValue | undefined {
  if (Array.isArray(value)) {
    const items = value.map((item) => copyOf(item, around));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (!isPlainObject(value)) {
    return undefined;
  }
  const copy: Record<string, JsonValue> = {};
  for (const [key, member] of Object.entries(value)) {
    const plain = copyOf(member, around);
    if (plain === undefined && member !== undefined) {
      return undefined;
    }
    if (plain !== undefined) {
      setOwn(copy, key, plain);
    }
  }
  return copy;
}

/** Whether a value was written as an object literal or parsed, and is no instance of a class. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  // Also objects of another realm, whose Object differs.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
