import { isJsonObject } from "../../../text/json";
import type { JsonValue } from "../../../text/json";

/**
 * Names that every object has. The compiler compares a key of this name in an object literal with the
 * method, so that no literal with such a key fits a type that is a union.
 */
const objectMembers: ReadonlySet<string> = new Set(
  Object.getOwnPropertyNames(Object.prototype).filter((name) => !name.startsWith("__")),
);

/** Whether a key somewhere in a document, which may be an AWS-accepted name, is one that every object has. */
export function hasObjectMember(value: JsonValue): boolean {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).some(hasObjectMember);
  }
  return (
    isJsonObject(value) &&
    Object.entries(value).some(([key, child]) => objectMembers.has(key) || hasObjectMember(child))
  );
}
