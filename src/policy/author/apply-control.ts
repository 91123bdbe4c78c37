import { isJsonObject, setOwn } from "../../text/json";
import type { JsonObject, JsonValue } from "../../text/json";
import { CHILD_CONTROL, controlOperand, NO_OPERATORS, parseControl } from "../operator-set";
import { isOperatorLike, operatorOf } from "../operators";
import type { ChildOperators } from "./controlled";

/** Told of a control inside a lock that allows something, which the lock takes back. */
export type OnOverruled = (path: readonly string[], operators: readonly string[]) => void;

/** The control list that a policy writes for a node. */
export function controlWords(operators: ChildOperators): readonly string[] {
  return operators.map((operator) => `@@${operator}`);
}

/** Adds a control to one node; a control that is there already is intersected with it. */
export function withControl(node: JsonObject, words: readonly string[]): JsonObject {
  const entries = Object.entries(node);
  const existing = entries.find(([key]) => operatorOf(key) === CHILD_CONTROL);
  if (existing !== undefined) {
    return fromEntries(
      entries.map(([key, value]) => [key, key === existing[0] ? intersection(value, words) : value]),
    );
  }
  // Where AWS's own documents have it: first in a container, last in a setting.
  return isSettingLike(node)
    ? fromEntries([...entries, [CHILD_CONTROL, words]])
    : fromEntries([[CHILD_CONTROL, words], ...entries]);
}

/** Adds `["@@none"]` to a node and to every container and setting below. */
export function locked(node: JsonObject, onOverruled: OnOverruled, path: readonly string[] = []): JsonObject {
  const inner = Object.entries(node).map(([key, value]): readonly [string, JsonValue] => {
    if (operatorOf(key) === CHILD_CONTROL && Array.isArray(value) && parseControl(value) !== NO_OPERATORS) {
      onOverruled(path, value.map(String));
    }
    return [
      key,
      isJsonObject(value) && !isOperatorLike(key) ? locked(value, onOverruled, [...path, key]) : value,
    ];
  });
  return withControl(fromEntries(inner), ["@@none"]);
}

function isSettingLike(node: JsonObject): boolean {
  return Object.keys(node).every(isOperatorLike);
}

function intersection(existing: JsonValue, words: readonly string[]): JsonValue {
  // What is no list is left for the validation to refuse.
  return Array.isArray(existing) ? controlOperand(parseControl(existing) & parseControl(words)) : existing;
}

function fromEntries(entries: Iterable<readonly [string, JsonValue]>): JsonObject {
  const object: Record<string, JsonValue> = {};
  for (const [key, value] of entries) {
    setOwn(object, key, value);
  }
  return object;
}
