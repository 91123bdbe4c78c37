import { isOperatorLike } from "../policy/operators";
import type { JsonObject, JsonValue } from "../text/json";
import { plainJson } from "../text/plain-json";
import { MAX_DEPTH } from "../text/source-document";
import type { SyntaxProblem } from "../text/source-document";
import type { SourceNode } from "../text/source-node";
import { membersTwice } from "./members-twice";

/** What one look at each object of a value finds. */
export class NamesFound {
  /** How many members the objects have together; NaN if the value nests deeper than {@link MAX_DEPTH}. */
  members = 0;
  /** Whether {@link namesTwice} would find any. */
  areTwice = false;

  /** @param depth how deep the value stands in its text */
  static in(value: JsonValue, depth = 0): NamesFound {
    const found = new NamesFound();
    if (typeof value === "object" && value !== null) {
      found.visit(value, depth);
    }
    return found;
  }

  private visit(container: JsonValue & object, depth: number): void {
    if (depth >= MAX_DEPTH) {
      this.members = NaN;
      return;
    }
    if (Array.isArray(container)) {
      for (const item of container as readonly JsonValue[]) {
        if (typeof item === "object" && item !== null) {
          this.visit(item, depth + 1);
        }
      }
      return;
    }
    const object = container as JsonObject;
    let isSpelledOut = false;
    let count = 0;
    // A loop over the object itself: lists of its keys for each of a million nodes are felt.
    for (const name in object) {
      const member = object[name];
      if (typeof member === "object" && member !== null) {
        this.visit(member, depth + 1);
      }
      isSpelledOut ||= name !== name.toLowerCase();
      count += 1;
    }
    this.members += count;
    this.areTwice ||= isSpelledOut && count > 1 && hasFoldedTwice(Object.keys(object));
  }
}

/** The value of the text of a policy that needs no reading with positions: it names nothing twice, see {@link namesTwice}. */
export function plainPolicyValue(text: string): JsonValue | undefined {
  return plainJson(text, (value) => {
    const { areTwice, members } = NamesFound.in(value);
    return { result: areTwice ? undefined : value, members };
  });
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
