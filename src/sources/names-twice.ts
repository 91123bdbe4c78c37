import { isOperatorLike } from "../policy/operators";
import { isJsonObject } from "../text/json";
import type { JsonValue } from "../text/json";
import type { SyntaxProblem } from "../text/source-document";
import type { SourceNode } from "../text/source-node";
import { membersTwice } from "./members-twice";

/** Whether {@link namesTwice} would find any, in a value. */
export function hasNamesTwice(value: JsonValue): boolean {
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[]).some(hasNamesTwice);
  }
  if (!isJsonObject(value)) {
    return false;
  }
  let isSpelledOut = false;
  let count = 0;
  // A loop over the object itself: lists of its keys for each of a million nodes are felt.
  for (const name in value) {
    const member = value[name];
    if (typeof member === "object" && hasNamesTwice(member)) {
      return true;
    }
    isSpelledOut ||= name !== name.toLowerCase();
    count += 1;
  }
  return isSpelledOut && count > 1 && hasFoldedTwice(Object.keys(value));
}

function hasFoldedTwice(keys: readonly string[]): boolean {
  const names = keys.filter((name) => !isOperatorLike(name));
  return new Set(names.map((name) => name.toLowerCase())).size < names.length;
}

/** Names that stand in one object twice: AWS compares them ignoring case and refuses them. An operator counts as twice in the same spelling only. */
export function namesTwice(root: SourceNode): readonly SyntaxProblem[] {
  return membersTwice(
    root,
    // AWS is not recorded to refuse two spellings of one operator: the effective policy says it is not certain.
    (key) => (isOperatorLike(key) ? key : key.toLowerCase()),
    (key, before) =>
      `Duplicate name ${JSON.stringify(key)}, after ${JSON.stringify(before)}: AWS compares names ignoring case.`,
  );
}
