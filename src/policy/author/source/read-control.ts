import { isJsonObject, setOwn } from "../../../text/json";
import type { JsonObject, JsonValue } from "../../../text/json";
import { CHILD_CONTROL, VALUE_OPERATORS } from "../../operator-set";
import { isOperatorLike } from "../../operators";
import { withControl } from "../apply-control";

/**
 * The operators that a node allows policies below, where authoring writes the control in the same way and
 * at the same position; undefined without a control, "other" where it is written differently.
 */
export function controlOf(node: JsonObject): readonly string[] | "other" | undefined {
  const operand = node[CHILD_CONTROL];
  if (operand === undefined) {
    return undefined;
  }
  if (!Array.isArray(operand) || !standsWhereAuthoringWritesIt(node)) {
    return "other";
  }
  const words = (operand as readonly JsonValue[]).map((word) => (typeof word === "string" ? word : ""));
  const alone = words.length === 1 && (words[0] === "@@all" || words[0] === "@@none");
  const named = words.length > 0 && words.every((word) => valueWords.has(word));
  return alone || named ? words.map((word) => word.slice(2)) : "other";
}

/** Numbers among the names come first in every object, so that only writing it again tells. */
function standsWhereAuthoringWritesIt(node: JsonObject): boolean {
  const others: Record<string, JsonValue> = {};
  for (const [key, value] of Object.entries(node)) {
    if (key !== CHILD_CONTROL) {
      setOwn(others, key, value);
    }
  }
  const keys = Object.keys(node);
  return Object.keys(withControl(others, [])).every((key, index) => key === keys[index]);
}

const valueWords: ReadonlySet<string> = new Set(VALUE_OPERATORS);

/** Whether a node and everything below allows nothing, each in the way of `lock`. */
export function isLocked(node: JsonObject): boolean {
  const control = controlOf(node);
  return (
    Array.isArray(control) &&
    control[0] === "none" &&
    Object.entries(node).every(
      ([key, child]) => isOperatorLike(key) || !isJsonObject(child) || isLocked(child),
    )
  );
}
